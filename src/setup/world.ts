import type { Io } from '../io.ts';
import type { Settings } from '../settings.ts';
import type { Answers } from './answers.ts';
import type { Place } from './place.ts';

/** What the setup needs of the world around it. */
export interface SetupWorld {
  readonly io: Io;
  readonly place: Place;
  /** The configuration that these answers make. @throws ConfigError with everything that is wrong or missing. */
  readonly openSettings: (answers: Answers) => Promise<Settings>;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
}

/** What `setup` was told to do; the answers it was given stand in `given`. */
export interface SetupRequest {
  readonly given: Answers;
  /** Absolute path of the env file. */
  readonly out: string;
  readonly overwrite: boolean;
  /** Pin whatever certificate the console shows, if this system does not trust it. */
  readonly pin: boolean;
  /** The id of a mail recipe. */
  readonly mail?: string;
  /** Send a test message. */
  readonly sendTest: boolean;
  /** Try the answers before they are written. */
  readonly tryAnswers: boolean;
}
