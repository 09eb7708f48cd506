import { describe, expect, test } from 'vitest';
import { unableToFetchData } from '../../src/integrations/results.ts';
import { smallestBody } from '../../src/transfer-encoding.ts';
import { eventfulReport, failedSection, fullReport, quietReport, readSection } from '../helpers/report.ts';
import { visibleText } from './html-elements.ts';
import { occurrences, rendered } from './renderer.ts';

const { network, integrations, figures, coverage } = fullReport();
const clear = rendered(quietReport({ network, integrations, figures, coverage }));

describe('with an all-clear the mail is short', () => {
  test('every section is a line or two of its facts, without tables, bars and pictures', () => {
    for (const part of [visibleText(clear.html), clear.text.replaceAll(/\s+/gu, ' ')]) {
      expect(part).toMatch(/Devices[ =]+Online 11 of 12\s· With an update 3/u);
      expect(part).toMatch(/Cloudflare[ =]+Requests 1,284,000\s· Traffic 38.2 GB/u);
      expect(part).not.toMatch(/AP-Garage|Busiest|Firewall events by rule/u);
    }
    expect(clear.html).not.toMatch(/<table(?![^>]*role="presentation")|<img/u);
  });

  test('what a section says of itself stays: a permission that is missing, a mode that only detects', () => {
    expect(visibleText(clear.html)).toContain('the token lacks the permission');
    expect(clear.text).toContain('only detects on 2 of 4 networks');
  });

  test('a failed integration says so in its own place, once', () => {
    for (const part of [clear.html, clear.text]) expect(occurrences(part, unableToFetchData)).toBe(1);
    expect(visibleText(clear.html)).toMatch(
      /CyberSecure Unable to fetch data The console refused the API key/u,
    );
  });

  test('sections that only have lists say where those are, and empty ones that there is nothing', () => {
    const table = { kind: 'table', columns: [{ title: 'C' }], rows: [['x']] } as const;
    const { text } = rendered(
      quietReport({ integrations: [readSection('Lists', [table]), readSection('Empty', [])] }),
    );
    expect(text).toContain('Lists\n=====\nRead; its lists are in the full report.');
    expect(text).toContain('Empty\n=====\nNothing to report');
  });

  test('what could not be read is still told', () => {
    expect(visibleText(clear.html)).toContain('Only the newest 2,000 were read');
  });

  test('it is far shorter than one in which something needs somebody', () => {
    const eventful = rendered(eventfulReport({ network, integrations, figures, coverage }));
    expect(smallestBody(clear.html).bytes).toBeLessThan(smallestBody(eventful.html).bytes * 0.75);
    expect(clear.text.split('\n').length).toBeLessThan(eventful.text.split('\n').length * 0.6);
  });

  test('and the page has everything all the same', () => {
    for (const word of ['AP-Garage', 'Busiest', 'Firewall events by rule'])
      expect(visibleText(clear.page)).toContain(word);
  });
});

test('one warning is enough for the whole report', () => {
  const { html, text } = rendered(eventfulReport({ network, integrations }));
  for (const part of [html, text]) expect(part).toContain('AP-Garage');
});

test('sections keep the order of the list in an all-clear as well', () => {
  const { text } = rendered(
    quietReport({ integrations: [failedSection('First', 'x'), readSection('Second', [])] }),
  );
  expect(text.indexOf('First\n')).toBeLessThan(text.indexOf('Second\n'));
});
