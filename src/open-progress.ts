import type { Io } from './io.ts';
import { createScrub } from './log-scrub.ts';
import { createProgressLines } from './progress/lines.ts';
import { noProgress, type Progress } from './progress/progress.ts';
import type { Settings } from './settings.ts';
import { showsColours } from './terminal-colours.ts';

/** On a terminal that a person reads a line per source; nothing where the output is piped or read by a machine. */
export const openProgress = ({ config }: Pick<Settings, 'config'>, io: Io): Progress => {
  const { format, level } = config.log;
  if (io.stderr.isTTY !== true || format === 'json' || level === 'silent') return noProgress;
  return createProgressLines({
    write: (line) => io.stderr.write(line),
    now: io.now,
    isColoured: showsColours(io),
    scrub: createScrub(config.secrets),
  });
};
