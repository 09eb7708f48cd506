import { caniemail, groupIssues } from 'caniemail';

/** The mail clients that most reports are read in; Outlook for Windows is the one that draws with Word's engine. */
const clients: Parameters<typeof caniemail>[0]['clients'] = [
  'gmail.*',
  'outlook.windows',
  'outlook.outlook-com',
  'outlook.macos',
  'outlook.ios',
  'outlook.android',
  'apple-mail.*',
  'yahoo.*',
  'samsung-email.android',
];

const titlesOf = (issues: Parameters<typeof groupIssues>[0]): readonly string[] =>
  groupIssues(issues).map(({ issue }) => issue.title);

/**
 * What a page uses that at least one of those clients does not support, or only in part, as caniemail.com calls it:
 * `border-radius`, `<body> element` …
 */
export const unsupportedIn = (html: string): ReadonlySet<string> => {
  const { issues } = caniemail({ clients, html });
  return new Set([...titlesOf(issues.errors), ...titlesOf(issues.warnings)]);
};

/** What reports use although some client drops it, and what is lost there. */
export const progressive: Readonly<Record<string, string>> = {
  '<body> element':
    'Webmail puts the mail into a page of its own; colours and fonts stand on the tables as well.',
  '<style> element': 'Gmail drops it for accounts of others: the layout tests draw every report without it.',
  ':first-child': 'Only in the style sheet: a table stands 6 px further in.',
  ':last-child': 'Only in the style sheet: a table ends 6 px earlier.',
  'Child combinator': 'Only in the style sheet, as above.',
  'color-scheme CSS property': 'The light scheme stays, and can be read.',
  'color-scheme meta tag': 'The light scheme stays, and can be read.',
  'aria-hidden attribute': 'Yahoo: a screen reader may read the preheader.',
  'aria-label attribute': 'Yahoo: the mail has no name of its own beside its subject.',
  'border-radius': 'Outlook for Windows: corners are square.',
  'border-spacing': 'Outlook: cellspacing says the same, with room at the sides as well.',
  'display:none': 'The preheader: Outlook for Windows hides it by mso-hide, the old mobile Gmail shows it.',
  'height property': 'Pictures are as high as their width makes them; Yahoo and Word take the attribute.',
  'max-height property': 'The preheader, hidden by mso-hide there.',
  overflow: 'The preheader, hidden by mso-hide there.',
  'table-layout': 'Outlook for Windows gives a chart the width of its attribute.',
  'word-break': 'Yahoo: a long name without a blank may make the page wider than the window.',
};

/** What every client knows, with an exception that does not concern the reports, by the reason why it does not. */
export const partlySupported: Readonly<Record<string, readonly string[]>> = {
  'lost only together with the style sheet': ['Class selector', 'Descendant combinator', 'Type selector'],
  'the Word engine draws it on cells and tables, and word-engine.ts holds the templates to that': [
    'border',
    'height attribute',
    'line-height',
    'max-width',
    'padding',
    'width attribute',
    'width property',
  ],
  'the exception is a value, or an element, that no template uses it with': [
    '<ul>, <ol> and <dl>',
    'align attribute',
    'background',
    'dir attribute',
    'display',
    'font-size',
    'font-weight',
    'lang attribute',
    'margin',
    'text-align',
  ],
  'Yahoo tells the tables apart, and not the article around them': ['role attribute'],
};
