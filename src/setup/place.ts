/** Where the program is being set up, as far as the lines that start it depend on it. */
export interface Place {
  /** Absolute paths of Node.js and of the bin. */
  readonly node: string;
  readonly bin: string;
  /** Absolute path of what belongs to the account that runs the setup, and is often closed to others. */
  readonly home: string;
  /** IANA name of the machine's own zone. */
  readonly timeZone: string;
  /** The account that runs the setup, a name or a number. */
  readonly user: string;
  /** In the image paths are not those of the machine, and neither Node.js nor systemd is the one to use. */
  readonly isContainer: boolean;
}
