import { statfsSync } from 'node:fs';

/** Some twenty reports with what is remembered of them: time enough to do something about it. */
const enoughBytes = 8 * 1024 * 1024;

/** What a disk with no room left costs, while there is still room to say it; for every report until there is more. Never throws. */
export const roomNotices = (dataDir: string): readonly string[] => {
  const freeBytes = freeBytesAt(dataDir);
  if (freeBytes === undefined || freeBytes >= enoughBytes) return [];
  const freeMegabytes = Math.floor(freeBytes / 1024 ** 2);
  const left = freeMegabytes === 0 ? 'less than 1 MB is' : `${freeMegabytes} MB are`;
  return [
    `The disk of DATA_DIR ${dataDir} is full or nearly so (${left} left): without room no report is saved, remembered, or kept for a mail server that is down. Free some space.`,
  ];
};

/** Undefined where nobody knows: some file systems over a network say 0 of 0. */
const freeBytesAt = (directory: string): number | undefined => {
  try {
    const { bavail, bsize, blocks } = statfsSync(directory);
    return blocks > 0 ? bavail * bsize : undefined;
  } catch {
    return undefined;
  }
};
