import { HtmlValidate, type RuleConfig } from 'html-validate';

/** Rules that hold for pages of the web, and why they do not for a mail. */
export const rulesOff = {
  'no-inline-style':
    'Gmail drops style sheets for accounts of others: what is not written inline may be gone.',
  'no-deprecated-attr':
    "Outlook's Word engine takes width, align, bgcolor and cellpadding from attributes only.",
  'no-conditional-comment': 'The only way to speak to the Word engine alone.',
  'presentation-role-style': 'What screen readers of mail clients know is "presentation"; "none" is younger.',
  'prefer-tbody': 'Every reader adds it, and Gmail cuts off what is longer than 102 KB.',
  'long-title': 'The title is the subject; no window of a mail client shows it.',
} as const;

const rules: RuleConfig = {
  ...Object.fromEntries(Object.keys(rulesOff).map((rule) => [rule, 'off'])),
  // <article> is dropped by several clients, a div with that role is not.
  'prefer-native-element': ['error', { exclude: ['article'] }],
  // The templates close void elements as XML does, which every client takes.
  'void-style': ['error', { style: 'selfclosing' }],
};

const extended = ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'];
const strict = new HtmlValidate({ extends: extended });
const ours = new HtmlValidate({ extends: extended, rules });

const faultsBy = (validator: HtmlValidate, html: string): readonly string[] =>
  validator
    .validateStringSync(html)
    .results.flatMap(({ messages }) => messages)
    .map(({ ruleId, line, column, message }) => `${ruleId}: ${message} (${line}:${column})`);

/** What is wrong with a page of a mail, one line per fault. */
export const htmlFaults = (html: string): readonly string[] => faultsBy(ours, html);

/** The rules that a page breaks when none is off. */
export const rulesBroken = (html: string): ReadonlySet<string> =>
  new Set(faultsBy(strict, html).map((fault) => fault.slice(0, fault.indexOf(':'))));

/** The page as Outlook's Word engine reads it: what others take for a comment is part of it. */
export const asWordReadsIt = (html: string): string =>
  html.replace(/<!--\[if mso\]>([\s\S]*?)<!\[endif\]-->/gu, '$1');
