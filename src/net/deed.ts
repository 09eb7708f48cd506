/** A reason as a clause of its own: "answered with a web page" is what "it" did. */
export const withSubject = (reason: string): string => (isDeed(reason) ? `it ${reason}` : reason);

/** Whether a reason tells what the source did, and so wants a subject. */
export const isDeed = (reason: string): boolean =>
  /^(answered|did|does|redirected|refused|was)\b/.test(reason);
