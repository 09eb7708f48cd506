/** Starts a job unless it is still running from before. */
export interface SingleFlight<Occasion> {
  /** False when the job was running already: nothing was started. */
  start(occasion: Occasion): boolean;
  /** Once, after what is running, however often it is asked for meanwhile; not any more when `signal` aborts. */
  startWhenIdle(occasion: Occasion, signal: AbortSignal): Promise<void>;
  /** Resolves when nothing is running; never rejects. */
  idle(): Promise<void>;
}

/**
 * One job, never twice at once.
 *
 * @param onError told of every rejection, so that no failure of one run ends the schedule.
 * @param onEnd called after each run, failed or not.
 */
export const createSingleFlight = <Occasion>(
  job: (occasion: Occasion) => Promise<void>,
  onError: (error: unknown) => void,
  onEnd: () => void,
): SingleFlight<Occasion> => {
  let running: Promise<void> | undefined;

  const run = async (occasion: Occasion): Promise<void> => {
    try {
      await job(occasion);
    } catch (error) {
      onError(error);
    }
    running = undefined;
    onEnd();
  };

  const start = (occasion: Occasion): boolean => {
    if (running !== undefined) return false;
    // One turn later, so that `running` is set even when the job ends, or throws, at once.
    running = Promise.resolve(occasion).then(run);
    return true;
  };

  let isWaiting = false;
  const startWhenIdle = async (occasion: Occasion, signal: AbortSignal): Promise<void> => {
    if (isWaiting) return;
    isWaiting = true;
    while (!signal.aborted && !start(occasion)) await running;
    isWaiting = false;
  };

  return {
    start,
    startWhenIdle,
    idle: async () => {
      await running;
    },
  };
};
