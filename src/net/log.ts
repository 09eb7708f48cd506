/** Extra fields of a log line. `event` and `integration` are the ones that people filter by. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What the doors need of a logger; `src/log.ts` makes one with pino. The message is static, what varies is a field. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
