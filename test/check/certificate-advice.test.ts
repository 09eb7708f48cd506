import { expect, test } from 'vitest';
import { overhearAdvice } from '../../src/check/certificate-advice.ts';
import { recordingLog } from '../helpers/log.ts';

const refused = {
  event: 'certificate_untrusted',
  line: 'UNIFI_TLS_FINGERPRINT=AB:CD',
  warning: 'Compare it first.',
};

test('what the log is told about a refused certificate is advice: the warning, then the line to paste', () => {
  const { log, advice } = overhearAdvice(recordingLog().log);
  log.warn(refused, 'not trusted');
  log.warn(refused, 'not trusted');

  expect(advice()).toEqual(['Compare it first.', 'UNIFI_TLS_FINGERPRINT=AB:CD']);
});

test('a certificate that could not be looked at, and everything else, is no advice', () => {
  const { log, advice } = overhearAdvice(recordingLog().log);
  log.warn({ event: 'certificate_untrusted', warning: 'Compare it first.' }, 'not trusted');
  log.warn({ event: 'request_retried', line: 'x', warning: 'y' }, 'retried');

  expect(advice()).toEqual([]);
});

test('the log gets every line all the same', () => {
  const recorded = recordingLog();
  const { log } = overhearAdvice(recorded.log);
  log.debug({ event: 'a' }, 'one');
  log.info({ event: 'b' }, 'two');
  log.warn(refused, 'three');
  log.error({ event: 'c' }, 'four');

  expect(recorded.lines).toEqual([
    { level: 'debug', fields: { event: 'a' }, message: 'one' },
    { level: 'info', fields: { event: 'b' }, message: 'two' },
    { level: 'warn', fields: refused, message: 'three' },
    { level: 'error', fields: { event: 'c' }, message: 'four' },
  ]);
});
