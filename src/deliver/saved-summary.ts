import { open } from 'node:fs/promises';
import * as v from 'valibot';
import { severities } from '../report/section.ts';

/** What a list of saved reports shows of one; each member as far as its file tells. */
export interface SavedSummary {
  readonly title?: string;
  readonly severity?: 'critical' | 'warning' | 'notice' | 'clear';
  /** "2 things need you". */
  readonly headline?: string;
  /** The worst finding in short. */
  readonly summary?: string;
  readonly counts?: { readonly critical: number; readonly warning: number; readonly notice: number };
}

/**
 * Enough for title and verdict, which stand first (`report/json.ts`), whatever the size of the report: a thousand reports
 * are 8 MB to read.
 */
const headBytes = 8 * 1024;

const optional = <const Schema extends v.GenericSchema>(schema: Schema) =>
  v.fallback(v.optional(schema), undefined);
const count = v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0)), 0);

const verdict = v.object({
  severity: optional(v.picklist([...severities, 'clear'])),
  headline: optional(v.string()),
  summary: optional(v.string()),
  counts: optional(v.object({ critical: count, warning: count, notice: count })),
});

const head = v.object({ title: optional(v.string()), verdict: optional(verdict) });

/** The summary of one saved report from the head of its JSON file. Total: what cannot be read is not told. */
export const readSummary = async (jsonPath: string): Promise<SavedSummary> => {
  try {
    const parsed = v.safeParse(head, JSON.parse(closedHead(await readHead(jsonPath))));
    if (!parsed.success) return {};
    return toSummary(parsed.output);
  } catch {
    // Not there, not readable or damaged: the other files of the report can be opened all the same.
    return {};
  }
};

const readHead = async (path: string): Promise<string> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
};

/**
 * The members of the document that lie whole in its head, as JSON of their own. The file is indented by two spaces, and a
 * text holds no line break: what begins a line like this is a member of the outermost object.
 */
const closedHead = (text: string): string => {
  const end = text.lastIndexOf(',\n  "');
  return end === -1 ? text : `${text.slice(0, end)}\n}`;
};

/** Without the members that are not known. */
const toSummary = ({ title, verdict: told = {} }: v.InferOutput<typeof head>): SavedSummary => {
  const { severity, headline, summary, counts } = told;
  return {
    ...(title === undefined ? {} : { title }),
    ...(severity === undefined ? {} : { severity }),
    ...(headline === undefined ? {} : { headline }),
    ...(summary === undefined ? {} : { summary }),
    ...(counts === undefined ? {} : { counts }),
  };
};
