/** Starts a job unless it is still running from before. */
export interface SingleFlight {
  /** False when the job was running already: nothing was started. */
  start(): boolean;
  /** Resolves when nothing is running; never rejects. */
  idle(): Promise<void>;
}

/**
 * One job, never twice at once.
 *
 * @param onError told of every rejection, so that no failure of one run ends the schedule.
 * @param onEnd called after each run, failed or not.
 */
export const createSingleFlight = (
  job: () => Promise<void>,
  onError: (error: unknown) => void,
  onEnd: () => void,
): SingleFlight => {
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    try {
      await job();
    } catch (error) {
      onError(error);
    }
    running = undefined;
    onEnd();
  };

  return {
    start: () => {
      if (running !== undefined) return false;
      // One turn later, so that `running` is set even when the job ends, or throws, at once.
      running = Promise.resolve().then(run);
      return true;
    },
    idle: async () => {
      await running;
    },
  };
};
