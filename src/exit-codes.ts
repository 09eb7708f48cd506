/** What the process tells its caller (DESIGN §6). 4 wins over 3. */
export const exitCodes = {
  delivered: 0,
  unexpected: 1,
  usage: 2,
  consoleUnreadable: 3,
  notDelivered: 4,
  busy: 5,
  /** Ctrl-C during `setup`. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
