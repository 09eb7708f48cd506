import { join } from 'node:path';

/** Where the saved reports of this `DATA_DIR` are. */
export const reportsDirectory = (dataDir: string): string => join(dataDir, 'reports');

export const extensions = ['txt', 'json', 'html'] as const;
export type Extension = (typeof extensions)[number];

/** `2026-11-21-070000`, and `2026-11-21-070000-2` for another one of that second. */
const savedName = /^((\d{4}-\d{2}-\d{2}-\d{6})(?:-(\d+))?)\.(html|txt|json)$/;

export interface SavedName {
  /** The name without its extension. */
  readonly stem: string;
  /** `2026-11-21-070000`: by the clock of the report's zone. */
  readonly time: string;
  readonly number: number;
  readonly extension: Extension;
  /** Sorts by the time of saving. */
  readonly order: string;
}

/** Nothing for a file that is no part of a saved report. */
export const readSavedName = (name: string): SavedName | undefined => {
  const [, stem, time, number = '1', suffix] = savedName.exec(name) ?? [];
  const extension = extensions.find((one) => one === suffix);
  if (stem === undefined || time === undefined || extension === undefined) return undefined;
  const order = `${time}-${number.padStart(6, '0')}`;
  return { stem, time, number: Number(number), extension, order };
};

export interface SavedParts {
  readonly stem: string;
  readonly time: string;
  readonly extensions: readonly Extension[];
}

/** The saved reports among these file names, newest first. */
export const savedReportsIn = (names: readonly string[]): readonly SavedParts[] => {
  const saved = names.flatMap((name) => readSavedName(name) ?? []);
  return [...Map.groupBy(saved, ({ order }) => order)]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([, parts]) =>
      parts
        .slice(0, 1)
        .map(({ stem, time }) => ({ stem, time, extensions: parts.map(({ extension }) => extension) })),
    );
};
