import * as v from 'valibot';

const text = v.fallback(v.optional(v.string()), undefined);

const ErrorSchema = v.object({
  code: text,
  originalCode: text,
  command: text,
  response: text,
  responseCode: v.fallback(v.optional(v.number()), undefined),
  timeoutType: text,
  recipient: text,
  message: v.fallback(v.string(), ''),
});

/**
 * What nodemailer says of a failed attempt (its `NodemailerError`): `code` is its own word, `originalCode` the system's,
 * `command` the SMTP command that was under way, `responseCode` is there only when the server answered.
 */
export type SmtpError = v.InferOutput<typeof ErrorSchema>;

const RejectedSchema = v.object({ rejectedErrors: v.array(v.unknown()) });

/** Where the server said no to every single recipient, nodemailer's error holds one for each; otherwise there are none. */
export const rejectedErrorsIn = (thrown: unknown): readonly unknown[] => {
  const parsed = v.safeParse(RejectedSchema, thrown);
  return parsed.success ? parsed.output.rejectedErrors : [];
};

/** Reads whatever was thrown; never throws itself. */
export const readSmtpError = (thrown: unknown): SmtpError => {
  const parsed = v.safeParse(ErrorSchema, thrown);
  if (parsed.success) return parsed.output;
  return {
    code: undefined,
    originalCode: undefined,
    command: undefined,
    response: undefined,
    responseCode: undefined,
    timeoutType: undefined,
    recipient: undefined,
    message: String(thrown),
  };
};
