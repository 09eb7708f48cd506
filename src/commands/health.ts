import { defaultOf } from '../config/variables.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { takePulse } from '../pulse.ts';

/**
 * `unifi-report health`: is the daemon of this `DATA_DIR` alive? Asked once a minute by Docker, so it reads one variable
 * and one file and loads nothing else. That a report failed is no reason to be unhealthy: a restart would not help.
 */
export const health = ({
  env,
  now,
  stdout,
  stderr,
}: Pick<Io, 'env' | 'now' | 'stdout' | 'stderr'>): ExitCode => {
  const pulse = takePulse(env.DATA_DIR?.trim() || defaultOf('DATA_DIR'), now());
  if (pulse.alive) {
    stdout.write(`The daemon is alive; its last heartbeat was at ${pulse.at}.\n`);
    return exitCodes.delivered;
  }
  stderr.write(`unifi-report: ${pulse.reason}\n`);
  return exitCodes.unexpected;
};
