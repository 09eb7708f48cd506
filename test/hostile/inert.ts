import { expect } from 'vitest';
import { unableToFetchData } from '../../src/integrations/results.ts';
import type { Email } from '../../src/report/report.ts';
import { countOf } from '../e2e/results.ts';
import { parseHtml } from '../render/html-elements.ts';

const ourTags = new Set(
  'html head meta title body div table thead tbody tr th td p h1 h2 h3 ul li strong span br img'.split(' '),
);

/** The attributes in which a text from outside may stand: quoted, and without any effect. */
const spokenAttributes = new Set(['aria-label', 'data-label', 'alt']);

/** What our own templates write into the others: lengths, colours, classes. */
const ours = /^[\w #%.:;,()/+'-]*$/u;

/** A picture of ours, in the mail or in the page itself. */
const ownPicture =
  /^(cid:series-\d+\.\d+@unifi-report\.invalid|data:image\/png;base64,[\w+/]+(&#x3D;){0,2})$/u;

/** `meta` is written before anything from outside is. */
const expectHarmlessElements = (html: string): void => {
  for (const { tag, attributes } of parseHtml(html)) {
    expect(ourTags).toContain(tag);
    for (const [name, value] of attributes) {
      if (tag === 'img' && name === 'src') {
        expect(value).toMatch(ownPicture);
        continue;
      }
      expect(name).not.toMatch(/^(on|href|src|srcset|action|background$|formaction|xlink)/u);
      if (spokenAttributes.has(name) || tag === 'meta') continue;
      expect(value).toMatch(ours);
      expect(value).not.toMatch(/url\(|javascript|expression|@import|evil/iu);
    }
  }
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
const invisible = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]|\p{Cf}|\p{Cs}/u;

/**
 * A mail in which nothing that came from outside does anything: no element, attribute, style or link of its own, no
 * line, header or order of reading of its own, and no failure that did not happen.
 */
export const expectInert = (
  { subject, html, text }: Pick<Email, 'subject' | 'html' | 'text'>,
  failedIntegrations = 0,
): void => {
  expectHarmlessElements(html);
  for (const part of [html, text]) {
    expect(part).not.toMatch(invisible);
    expect(countOf(part, unableToFetchData)).toBe(failedIntegrations);
  }
  expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect([...subject].length).toBeLessThanOrEqual(150);
};
