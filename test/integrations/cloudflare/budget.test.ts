import { describe, expect, test } from 'vitest';
import { createBudget, type ReportBudget } from '../../../src/integrations/cloudflare/budget.ts';

const minuteMs = 60_000;
/** A budget on a clock that stands until it is moved. */
const open = () => {
  let nowMs = Date.UTC(2026, 4, 26, 7);
  const budget = createBudget(() => nowMs);
  return {
    budget,
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
};
/** How many requests pass before one is refused; each about another zone, or about none. */
const passing = (report: ReportBudget, api: 'rest' | 'graphql', zone?: string): number => {
  for (let count = 0; count < 2_000; count += 1) {
    try {
      report.spend(api, zone);
    } catch {
      return count;
    }
  }
  return 2_000;
};

describe('per five minutes', () => {
  test('300 GraphQL queries and 1,200 REST calls pass', () => {
    const { budget } = open();
    const report = budget.forReport();
    expect(passing(report, 'graphql')).toBe(300);
    expect(passing(report, 'rest')).toBe(1_200);
  });

  test('a second report within them has what the first one left', () => {
    const { budget, wait } = open();
    const first = budget.forReport();
    for (let count = 0; count < 290; count += 1) first.spend('graphql', `zone ${count}`);
    wait(4 * minuteMs);
    expect(passing(budget.forReport(), 'graphql')).toBe(10);
    wait(minuteMs);
    expect(passing(budget.forReport(), 'graphql')).toBe(290);
  });

  test('a clock that is set back does not block for longer', () => {
    const { budget, wait } = open();
    passing(budget.forReport(), 'graphql');
    wait(-60 * minuteMs);
    expect(passing(budget.forReport(), 'graphql')).toBe(300);
  });

  test('the refusal is a sentence, and asking again at once is no use', () => {
    const report = open().budget.forReport();
    passing(report, 'graphql');
    expect(() => report.spend('graphql', undefined)).toThrow(
      expect.objectContaining({
        code: 'rate_limited',
        retryable: false,
        message: 'the budget of questions is used up for some minutes',
      }),
    );
  });
});

describe('per zone and report', () => {
  test.each([
    ['graphql', 16, 'rest', 9],
    ['rest', 13, 'graphql', 12],
  ] as const)(
    '25 requests pass; after all that %s takes there are enough for the other',
    (first, most, second, rest) => {
      const report = open().budget.forReport();
      expect(passing(report, first, 'a')).toBe(most);
      expect(passing(report, second, 'a')).toBe(rest);
      expect(passing(report, first, 'b')).toBe(most);
    },
  );

  test('the next report begins anew', () => {
    const { budget } = open();
    const most = passing(budget.forReport(), 'graphql', 'a');
    expect(passing(budget.forReport(), 'graphql', 'a')).toBe(most);
  });
});
