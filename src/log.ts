import { type DestinationStream, destination, pino } from 'pino';
import type { LogConfig } from './config/config.ts';
import { createFieldCleaner } from './log-fields.ts';
import { createScrub } from './log-scrub.ts';
import { cutText, escapeInvisible, stripUrls } from './log-text.ts';
import type { Log, LogFields } from './net/log.ts';

export interface LogDeps {
  /** A file descriptor (2 is stderr) or anything that takes whole lines. */
  readonly destination: number | { write(line: string): unknown };
  /** Decides the format where none is configured. */
  readonly isTerminal: boolean;
  /** Default: on a terminal. */
  readonly isColoured?: boolean;
  /** Values that are replaced wherever they turn up; see `Config.secrets`. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const longestText = 2_000;

/**
 * The logger of the process: JSON lines, or one readable line each on a terminal. Written synchronously, so that no
 * line is lost when the process ends (libraries reference §1.5). No secret, request body, header or URL query is printed,
 * whatever a caller passes; text from the network cannot break out of its line.
 */
export const createLog = async (config: LogConfig, deps: LogDeps): Promise<Log> => {
  const format = config.format ?? (deps.isTerminal ? 'pretty' : 'json');
  const sink = sinkOf(deps.destination);
  const logger = pino(
    {
      level: config.level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      // Errors are described before pino sees them; its own serialiser would do it a second time.
      serializers: { err: (described: unknown) => described },
      timestamp: () => `,"time":"${new Date(deps.now()).toISOString()}"`,
    },
    format === 'pretty' ? await prettySink(sink, deps.isColoured ?? deps.isTerminal) : sink,
  );
  const scrub = createScrub(deps.secrets);
  const clean = createFieldCleaner({
    text: (text) => inertText(scrub(text)),
    stacks: logger.isLevelEnabled('debug'),
  });
  const write = (level: keyof Log) => (fields: LogFields, message: string) => {
    if (logger.isLevelEnabled(level)) logger[level](clean.fields(fields), clean.text(message));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
};

// Cut twice: what is hostile may be megabytes long, and what is stripped or escaped changes the length again.
const inertText = (text: string): string =>
  cutText(escapeInvisible(stripUrls(cutText(text, 2 * longestText))), longestText);

const sinkOf = (target: LogDeps['destination']): DestinationStream =>
  typeof target === 'number'
    ? destination({ dest: target, sync: true })
    : { write: (line) => target.write(line) };

/** Loaded only when it is needed, and never as a worker: that costs 130 ms at every end of the process. */
const prettySink = async (sink: DestinationStream, colorize: boolean): Promise<DestinationStream> => {
  const { prettyFactory } = await import('pino-pretty');
  const prettify = prettyFactory({
    colorize,
    singleLine: true,
    errorLikeObjectKeys: [],
    translateTime: 'SYS:yyyy-mm-dd HH:MM:ss',
  });
  return { write: (line) => sink.write(prettify(line)) };
};
