export interface TextQuestion {
  readonly message: string;
  /** Shown while nothing is typed. */
  readonly example?: string;
  /** Stands there to be kept or changed. */
  readonly initial?: string;
  /** What is wrong with what was typed; undefined: nothing. */
  readonly problem: (text: string) => string | undefined;
}

export type SecretQuestion = Pick<TextQuestion, 'message' | 'problem'>;

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

export interface ChoiceQuestion<T extends string> {
  readonly message: string;
  /** The first one is the usual one. */
  readonly choices: readonly Choice<T>[];
}

export type Tone = 'plain' | 'good' | 'bad';

/**
 * Somebody who can be asked. What it is given to show must be plain already: no control characters. Every question
 * throws SetupStopped when there is no answer to wait for any more: Ctrl-C, the end of the input, a signal.
 */
export interface Prompter {
  /** Without blanks around it. */
  text(question: TextQuestion): Promise<string>;
  /** Never shown. */
  secret(question: SecretQuestion): Promise<string>;
  choose<T extends string>(question: ChoiceQuestion<T>): Promise<T>;
  confirm(message: string, initial: boolean): Promise<boolean>;
  heading(text: string): void;
  /** Lines that belong together. */
  say(lines: readonly string[], tone?: Tone): void;
  /** Lets go of the terminal. */
  close(): void;
}

/** The person, or a signal, ended the setup before it was complete; nothing was written. */
export class SetupStopped extends Error {
  override readonly name = 'SetupStopped';
  /** `interrupted`: Ctrl-C, a signal, the end of the input · `given_up`: by choice, after something did not work. */
  readonly reason: 'interrupted' | 'given_up';

  constructor(reason: SetupStopped['reason']) {
    super('Stopped: nothing was written.');
    this.reason = reason;
  }
}
