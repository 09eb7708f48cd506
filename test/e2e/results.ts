import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import type { Report } from '../../src/report/report.ts';
import type { TestNetwork } from './network.ts';

export interface Mail {
  readonly subject: string;
  readonly messageId: string;
  readonly html: string;
  readonly text: string;
  readonly parsed: Email;
}

/** How lines end on the wire depends on the encoding that the mailer chose. */
const withPlainBreaks = (text: string): string => text.replaceAll('\r\n', '\n');

/** What the mail server has taken, in that order, as a mail program reads it. */
export const mailsOf = ({ mail }: Pick<TestNetwork, 'mail'>): Promise<readonly Mail[]> =>
  Promise.all(
    mail.messages.map(async ({ raw }) => {
      const parsed = await PostalMime.parse(raw);
      const { subject = '', messageId = '', html = '', text = '' } = parsed;
      return { subject, messageId, html: withPlainBreaks(html), text: withPlainBreaks(text), parsed };
    }),
  );

/** The one mail that was sent. @throws Error when there is none or another one beside it. */
export const onlyMail = async (network: Pick<TestNetwork, 'mail'>): Promise<Mail> => {
  const [mail, ...others] = await mailsOf(network);
  if (mail === undefined || others.length > 0)
    throw new Error(`${network.mail.messages.length} mails were sent instead of one`);
  return mail;
};

export interface SavedReport {
  readonly html: string;
  readonly text: string;
  readonly report: Report;
}

/** Every finding of a report, also those that stand below the one that explains them. */
export const findingsOf = (report: Pick<Report, 'findings'>): Report['findings'] =>
  report.findings.flatMap((finding) => [finding, ...(finding.explained ?? [])]);

/** What lies under DATA_DIR/reports, oldest first. */
export const savedIn = (dataDir: string): readonly SavedReport[] => {
  const folder = join(dataDir, 'reports');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return (
    readdirSync(folder)
      .filter((name) => /^\d.*\.html$/.test(name))
      .map((name) => name.replace(/\.html$/, ''))
      // Without its extension the second one of a second comes after the first.
      .sort()
      .map((stem) => {
        const report: Report = JSON.parse(read(`${stem}.json`));
        return { html: read(`${stem}.html`), text: read(`${stem}.txt`), report };
      })
  );
};

/** The newest saved report. @throws Error when there is none. */
export const lastSaved = (dataDir: string): SavedReport => {
  const saved = savedIn(dataDir).at(-1);
  if (saved === undefined) throw new Error('no report was saved');
  return saved;
};

export interface HistoryEntry {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly outcome: string;
  readonly messageId?: string;
  readonly exitCode: number;
}

/** What `history --json` tells, newest first. */
export const historyOf = async (network: TestNetwork): Promise<readonly HistoryEntry[]> => {
  const { code, stdout, stderr } = await network.run(['history', '--json']);
  if (code !== 0) throw new Error(`history ended with ${code}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): HistoryEntry => JSON.parse(line));
};

/** How often `words` stand in `text`. */
export const countOf = (text: string, words: string): number => text.split(words).length - 1;

/** The source of one section of the HTML part, from its heading to the next one; empty when there is none. */
export const sectionOfHtml = (html: string, title: string): string =>
  html.split(/(?=<h2\b)/).find((part) => new RegExp(`^<h2[^>]*>${title}</h2>`).test(part)) ?? '';

/** One section of the text part without its heading; empty when there is none. */
export const sectionOfText = (text: string, title: string): string =>
  text
    .split(/^(?=.+\n=+$)/m)
    .find((part) => part.startsWith(`${title}\n=`))
    ?.replace(/^.+\n=+\n/, '') ?? '';
