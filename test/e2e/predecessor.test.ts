import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenPermissions } from '../../src/demo/cloudflare/permissions.ts';
import { drop, hang, json } from '../../src/demo/http/reply.ts';
import { unableToFetchData } from '../../src/integrations/results.ts';
import { logLines } from '../helpers/program.ts';
import { visibleText } from '../render/html-elements.ts';
import { type Ended, type Env, startNetwork, type TestNetwork } from './network.ts';
import {
  countOf,
  historyOf,
  lastSaved,
  type Mail,
  onlyMail,
  sectionOfHtml,
  sectionOfText,
} from './results.ts';

/**
 * The defects of unifi-security-report (prior-art reference §1.10), by their letters. Each test names what happened there
 * and would have caught it here: from a real answer, through the program, to the mail.
 */

const withoutCyberSecure: Env = { CYBERSECURE_API_KEY: undefined };

/** One section as it is read in the HTML part and in the text part. */
const sectionIn = (mail: Mail, title: string): readonly string[] => [
  visibleText(sectionOfHtml(mail.html, title)),
  sectionOfText(mail.text, title).replaceAll(/\s+/g, ' '),
];

const zoneLists = ({ cloudflare }: TestNetwork) =>
  cloudflare.requests.filter(({ path }) => path === '/client/v4/zones');

describe('one report of a network in which things happened', () => {
  let network: TestNetwork;
  let ended: Ended;
  let mail: Mail;

  beforeAll(async () => {
    network = await startNetwork();
    ended = await network.once();
    mail = await onlyMail(network);
  });

  afterAll(() => network[Symbol.asyncDispose]());

  test('A: a security event from Cloudflare crashed the whole report; here it is counted and its source named', () => {
    expect(ended.code).toBe(0);
    for (const part of sectionIn(mail, 'Cloudflare')) {
      expect(part).toMatch(/Blocked by managed WAF rules\W+[1-9]/);
      expect(part).toContain('198.51.100.23');
    }
  });

  test('B: tunnels never appeared; here the one that is down is the first of them', () => {
    for (const part of sectionIn(mail, 'Cloudflare'))
      expect(part).toMatch(
        /Tunnel Status Since cloudflared[\s-]+harbour-cameras Down .*harbour-bookings Healthy/,
      );
  });

  test('C: any DNS figure crashed the report; here they are shown', () => {
    for (const part of sectionIn(mail, 'Cloudflare')) expect(part).toMatch(/DNS:? Queries [1-9][\d,]+/);
  });

  test('E: the text part had no integrations; here it has every section that the HTML part has', () => {
    const ofHtml = [...mail.html.matchAll(/<h2[^>]*>([^<]+)<\/h2>/g)].map(([, title]) => title);
    const ofText = [...mail.text.matchAll(/^(.+)\n=+$/gm)].map(([, title]) => title);

    expect(ofText).toEqual(expect.arrayContaining(['Cloudflare', 'CyberSecure']));
    expect(ofText).toEqual(ofHtml);
  });

  test('O: "ETPRO …" was no signature it knew; here they are named, marked and counted', () => {
    for (const part of sectionIn(mail, 'CyberSecure')) {
      expect(part).toMatch(/Seen by ET PRO rules alone:? Signature.*ETPRO SCAN Automated Scanner User-Agent/);
      expect(part).toMatch(/By ET PRO rules, at least 6\b/);
    }
    expect(mail.text).not.toContain('Security Event');
  });

  test('P: DNS response codes were compared as numbers and never matched; here NXDOMAIN is counted', () => {
    for (const part of sectionIn(mail, 'Cloudflare')) {
      expect(part).toMatch(/For names that do not exist [1-9][\d.]*%/);
      expect(part).toMatch(/Names asked for that do not exist:? autodiscover\.harbour-office\.example/);
    }
  });

  test('Q: the same thing came again and again; here what happened twice is one finding that says so', () => {
    const { findings } = lastSaved(network.dataDir).report;
    const ids = findings.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(findings.filter(({ title }) => title.startsWith('Meeting Room TV'))).toMatchObject([
      { title: 'Meeting Room TV caused 2 intrusion detections, not blocked' },
    ]);
  });

  test('R: no To header, and parts that a mail program could not open; here there is one, and nothing is folded away', () => {
    const hidden = mail.html.replace(/^[\s\S]*?<\/div>/, '').match(/display:\s*none|<input|<details/g);

    expect(network.mail.messages[0]?.raw).toMatch(/^To: marta@harbour-office\.example\r$/m);
    expect(hidden).toBeNull();
  });
});

describe.concurrent('an integration that fails', () => {
  test('D: the failure of the only integration was not shown; here its section stands', async () => {
    await using network = await startNetwork({ cloudflare: { override: () => drop } });
    const ended = await network.once(withoutCyberSecure);
    const mail = await onlyMail(network);

    expect(ended.code).toBe(0);
    for (const part of sectionIn(mail, 'Cloudflare')) expect(part).toContain(unableToFetchData);
  });

  test('G: 403 for every question counted as a success; here it is a failure that names the permission', async () => {
    await using network = await startNetwork({ cloudflare: { tokenPermissions: [] } });
    const ended = await network.once(withoutCyberSecure);
    const mail = await onlyMail(network);

    for (const part of sectionIn(mail, 'Cloudflare')) {
      expect(part).toContain(unableToFetchData);
      expect(part).toContain('Zone · Zone · Read');
    }
    expect(logLines(ended.stderr)).toContainEqual(
      expect.objectContaining({ event: 'fetch_failed', integration: 'cloudflare', code: 'forbidden' }),
    );
  });

  test('H: errors under HTTP 200 became zeros; here the part is missing, with its reason, and the rest stays', async () => {
    const all = tokenPermissions.filter((permission) => permission !== 'Analytics Read');
    await using network = await startNetwork({ cloudflare: { tokenPermissions: all } });
    const ended = await network.once(withoutCyberSecure);
    const mail = await onlyMail(network);

    expect(ended.code).toBe(0);
    for (const part of sectionIn(mail, 'Cloudflare')) {
      expect(part).toMatch(/the token lacks Zone · Analytics · Read/);
      expect(part).toMatch(/harbour-cameras Down/);
      expect(part).not.toMatch(/(Requests|Threats|Queries) 0\b/);
      expect(part).not.toContain(unableToFetchData);
    }
  });

  test('I: what was meant to be tried again never was; here a connection that breaks twice is', async () => {
    let breaks = 2;
    await using network = await startNetwork({
      cloudflare: {
        override: ({ path }) => (path === '/client/v4/zones' && breaks-- > 0 ? drop : undefined),
      },
    });
    const ended = await network.once(withoutCyberSecure);
    const retries = logLines(ended.stderr).filter(({ event }) => event === 'request_retried');

    expect(lastSaved(network.dataDir).report.integrations).toMatchObject([{ success: true }]);
    expect(retries).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
    expect(zoneLists(network).map(({ status }) => status)).toEqual([0, 0, 200]);
  });

  test('J: a time-out did not end a request and held everybody up; here nobody waits for one that never answers', async () => {
    await using network = await startNetwork({ cloudflare: { override: () => hang } });
    const ended = await network.once({ CLOUDFLARE_TIMEOUT: '1s' });

    // The server never answers, so only a request that was really given up lets the program end.
    expect(ended.code).toBe(0);
    expect(lastSaved(network.dataDir).report.integrations).toMatchObject([
      { name: 'cloudflare', success: false },
      { name: 'cybersecure', success: true },
    ]);
  });

  test('M: on a daily schedule its circuit never mattered; here one run retries by itself, as one failure', async () => {
    await using network = await startNetwork({ cloudflare: { override: () => json(503, {}) } });
    const ended = await network.once(withoutCyberSecure);
    const done = logLines(ended.stderr).filter(({ event }) => event === 'integrations_done');

    expect(zoneLists(network).map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(done).toMatchObject([{ integrations: [{ name: 'cloudflare', state: 'closed', failures: 1 }] }]);
  });
});

describe.concurrent('the circuit of an integration', () => {
  const everySecond: Env = {
    ...withoutCyberSecure,
    REPORT_SCHEDULE: '* * * * * *',
    SMTP_HOST: undefined,
    LOG_LEVEL: 'debug',
  };
  const logged = (event: string) => (output: string) => output.includes(`"event":"${event}"`);
  const refused = () =>
    json(403, { success: false, errors: [{ code: 10_000, message: 'Authentication error' }] });

  test('L: a failure that was returned did not count; here three open it and the fourth run asks nothing', async () => {
    await using network = await startNetwork({ cloudflare: { override: refused } });
    const daemon = network.start(['run'], { ...everySecond, CLOUDFLARE_CIRCUIT_RESET_AFTER: '1h' });
    await daemon.until(logged('circuit_opened'));
    const askedUntilThen = network.cloudflare.requests.length;
    await daemon.until(logged('fetch_skipped'));
    daemon.kill('SIGTERM');
    const { stderr } = await daemon.ended;

    expect(zoneLists(network)).toHaveLength(3);
    expect(network.cloudflare.requests).toHaveLength(askedUntilThen);
    expect(countOf(stderr, '"event":"circuit_opened"')).toBe(1);
  });

  test('K: once open it stayed so until a restart; here a trial that succeeds closes it', async () => {
    let isBroken = true;
    await using network = await startNetwork({
      cloudflare: { override: () => (isBroken ? refused() : undefined) },
    });
    const daemon = network.start(['run'], { ...everySecond, CLOUDFLARE_CIRCUIT_RESET_AFTER: '1s' });
    await daemon.until(logged('circuit_opened'));
    isBroken = false;
    await daemon.until(logged('circuit_closed'));
    const output = await daemon.until((text) => /circuit_closed[\s\S]+report_done/.test(text));
    daemon.kill('SIGTERM');
    await daemon.ended;

    expect(output).toMatch(/circuit_opened[\s\S]+circuit_closed/);
    expect(lastSaved(network.dataDir).report.integrations).toMatchObject([{ success: true }]);
  });
});

describe.concurrent('the console', () => {
  test('F: its own state was refused at the next start, so every report was the first; here the next one goes on', async () => {
    await using network = await startNetwork();
    const alone: Env = { ...withoutCyberSecure, CLOUDFLARE_API_TOKEN: undefined };
    await network.once(alone);
    await network.once(alone);
    const [second, first] = await historyOf(network);
    const { report } = lastSaved(network.dataDir);
    const events = report.network.find(({ name }) => name === 'events');

    expect(second?.from).toBe(first?.to);
    expect(report.period.fromMs).toBe(Date.parse(first?.to ?? ''));
    // Everything the demo network knows happened before the first report ended.
    expect(events?.blocks).toMatchObject([{ kind: 'note', text: 'No events in this period.' }]);
  });

  test('N: flat detections of old consoles lost their signature and their action; here they keep both', async () => {
    await using network = await startNetwork({ console: { generation: 'v8' } });
    await network.once({ CLOUDFLARE_API_TOKEN: undefined, CLOUDFLARE_API_BASE_URL: undefined });
    const mail = await onlyMail(network);

    for (const part of sectionIn(mail, 'Security')) {
      expect(part).toMatch(/Blocked 17 Only detected 5\b/);
      expect(part).toContain('ET DROP Spamhaus DROP Listed Traffic Inbound group 23');
    }
    for (const part of sectionIn(mail, 'CyberSecure')) expect(part).toMatch(/By ET PRO rules, at least 6\b/);
    // Q, the other half: rules knew one spelling of an event and consoles sent another.
    expect(sectionOfText(mail.text, 'Events')).toMatch(/Wi-Fi client connected\W+93\b/);
    expect(mail.text).not.toMatch(/\b(EVT|wu)[_.]/);
  });

  test('R: it ended with 0 although nothing was delivered; here with 4, and the report is not lost', async () => {
    await using network = await startNetwork({ mail: { override: () => '451 4.3.0 Try again later' } });
    const ended = await network.once(withoutCyberSecure);

    expect(ended.code).toBe(4);
    expect(await historyOf(network)).toMatchObject([{ outcome: 'kept', exitCode: 4 }]);
  });
});
