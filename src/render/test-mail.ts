import { plainText } from '../report/format.ts';
import { type Palette, palettes } from './colours.ts';

/** What a test message tells: that mail works, and for what it would be used. */
export interface TestMail {
  /** Title of the reports, when there is one. */
  readonly title?: string;
  readonly programVersion: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface TestMailView {
  readonly light: Palette;
  readonly dark: Palette;
  readonly subject: string;
  readonly version: string;
  readonly facts: TestMail['facts'];
}

const longestValue = 500;

/** Plain objects and strings only; both parts of the message are laid out from it. */
export const testMailView = ({ title, programVersion, facts }: TestMail): TestMailView => ({
  ...palettes,
  subject: plainText(title === undefined ? 'Test of unifi-report' : `Test of unifi-report: ${title}`),
  version: programVersion,
  facts: facts.map(({ label, value }) => ({ label, value: plainText(value, longestValue) })),
});
