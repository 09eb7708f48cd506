/** What one process holds after so many runs and a collection of garbage. */
export interface Sample {
  readonly run: number;
  /** Heap in use, and what hangs on it outside: buffers, database pages. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly descriptors: number;
  /** Timers, sockets and the like that keep a process alive. */
  readonly resources: number;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** How much more there is in the second half of the samples than in the first: medians, so that no peak decides. */
export const growthOf = (samples: readonly Sample[], of: (sample: Sample) => number): number => {
  const middle = Math.ceil(samples.length / 2);
  const half = (part: readonly Sample[]): number => median(part.map(of));
  return half(samples.slice(middle)) - half(samples.slice(0, middle));
};

/**
 * How many more there are at the least in the second half of the samples than in the first. Sockets of the last run are
 * still closing when a sample is taken, a dozen now and none another time; what was left behind never goes.
 */
export const leastGrowthOf = (samples: readonly Sample[], of: (sample: Sample) => number): number => {
  const middle = Math.ceil(samples.length / 2);
  const least = (part: readonly Sample[]): number => Math.min(...part.map(of));
  return least(samples.slice(middle)) - least(samples.slice(0, middle));
};

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1).padStart(8);

/** One line for each sample. */
export const writeSamples = (samples: readonly Sample[]): string =>
  [
    '  run    heap MB   resident MB   descriptors   resources',
    ...samples.map(
      ({ run, heapBytes, residentBytes, descriptors, resources }) =>
        `${String(run).padStart(5)}   ${megabytes(heapBytes)}      ${megabytes(residentBytes)}   ${String(descriptors).padStart(11)}   ${String(resources).padStart(9)}`,
    ),
  ].join('\n');
