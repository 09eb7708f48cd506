import { describe, expect, test } from 'vitest';
import { siteZoneUnlike } from '../../src/report/site-zone.ts';

const period = { fromMs: Date.UTC(2026, 9, 24, 12), toMs: Date.UTC(2026, 9, 25, 12) };

describe('the zone of the site', () => {
  test('is named where its clock shows another time', () => {
    expect(siteZoneUnlike('UTC', 'Europe/Berlin', period)).toBe('Europe/Berlin');
    expect(siteZoneUnlike('Europe/Berlin', 'Australia/Lord_Howe', period)).toBe('Australia/Lord_Howe');
  });

  test('is not named where both clocks show the same, whatever they are called', () => {
    expect(siteZoneUnlike('Europe/Berlin', 'Europe/Rome', period)).toBeUndefined();
    expect(siteZoneUnlike('UTC', 'Etc/UTC', period)).toBeUndefined();
  });

  test('is named where the clocks part within the period', () => {
    // Summer time ended in Lisbon and not in Casablanca.
    expect(siteZoneUnlike('Europe/Lisbon', 'Africa/Casablanca', period)).toBe('Africa/Casablanca');
  });

  test.each([undefined, '', 'Mars/Olympus', '<b>UTC</b>'])('that is %j is not guessed', (zone) => {
    expect(siteZoneUnlike('UTC', zone, period)).toBeUndefined();
  });
});
