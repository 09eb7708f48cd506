import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listIdOf, reportHeaders } from '../../src/deliver/headers.ts';

const from = 'Network <reports@harbour.example>';

describe('the identifier of a list', () => {
  test('is readable where a site is set, and holds neither console nor account', () => {
    const id = listIdOf({ source: 'unifi.example harbour office', site: 'Harbour Office', from });
    expect(id).toMatch(/^harbour-office-[\da-f]{12}\.unifi-report\.harbour\.example$/);
    expect(id).not.toMatch(/unifi\.example|reports@/);
  });

  test('is the same for the same network, and another one for every other', () => {
    const idOf = (source: string) => listIdOf({ source, from });
    expect(idOf('unifi.example')).toBe(idOf('unifi.example'));
    expect(idOf('unifi.example')).not.toBe(idOf('unifi.example guests'));
  });

  test('of whatever is configured is plain ASCII of a form that RFC 2919 knows', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, text, text, (source, site, sender) => {
        const id = listIdOf({ source, site, from: sender });
        expect(id).toMatch(/^[a-z\d]+(?:-[a-z\d]+)*\.unifi-report\.[\x21-\x7e]+$/);
        expect(id).not.toMatch(/[<>\s]/);
        expect(id.length).toBeLessThan(330);
      }),
    );
  });
});

test.each([
  ['critical', 'high'],
  ['warning', 'normal'],
  ['notice', 'low'],
  ['clear', 'low'],
] as const)('a report that is %s has %s importance, and asks for no answer', (severity, importance) => {
  expect(reportHeaders({ severity })).toEqual({
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'X-Report-Severity': severity,
    Importance: importance,
  });
});
