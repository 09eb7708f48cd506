import { describe, expect, test } from 'vitest';
import { json } from '../../src/demo/http/reply.ts';
import type { RunningProgram } from '../helpers/program.ts';
import { schemaProblems } from '../helpers/report-schema.ts';
import { leaks, placesOf } from './leaks.ts';
import { type Env, startNetwork, withoutIntegrations } from './network.ts';
import { historyOf, lastSaved, mailsOf, onlyMail } from './results.ts';
import { isSigned, startWebhook, webhookSecret, webhookToken } from './webhooks.ts';

const quick: Env = { ...withoutIntegrations };
const withoutMail: Env = { ...quick, SMTP_HOST: undefined };

describe.concurrent('a webhook beside mail', () => {
  test('gets the report as JSON, signed, and nothing that it is told in confidence stands anywhere', async () => {
    await using network = await startNetwork();
    await using webhook = await startWebhook();
    const ended = await network.once({ ...quick, ...webhook.env, LOG_LEVEL: 'trace' });
    const [request, ...others] = webhook.requests;
    const [run] = await historyOf(network);
    const places = await placesOf(network, ended);

    expect(ended.code).toBe(0);
    expect(others).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: `/hooks/${webhookToken}` });
    expect(request?.json()).toEqual(lastSaved(network.dataDir).report);
    expect(schemaProblems(request?.json())).toEqual([]);
    expect(request?.headers['webhook-id']).toBe(run?.id);
    expect(request !== undefined && isSigned(request)).toBe(true);
    expect((await onlyMail(network)).subject).toMatch(/AP-Garage|Reception/);
    expect(run).toMatchObject({
      outcome: 'delivered',
      channels: { file: 'delivered', mail: 'delivered', webhook: 'delivered' },
    });
    expect(leaks(places)).toEqual([]);
    for (const { text } of places) {
      expect(text).not.toContain(webhookToken);
      expect(text).not.toContain(webhookSecret.slice('whsec_'.length));
    }
  });

  test('that is down holds up no mail: exit 4, and the next run sends it what it missed, once', async () => {
    let status = 503;
    await using network = await startNetwork();
    await using webhook = await startWebhook((_, response) => void response.writeHead(status).end());
    const first = await network.once({ ...quick, ...webhook.env });
    const [missed] = await historyOf(network);
    status = 200;
    const second = await network.once({ ...quick, ...webhook.env });
    const ids = webhook.requests.map(({ headers }) => headers['webhook-id']);
    const bodies = webhook.requests.map(({ body }) => body);

    expect([first.code, second.code]).toEqual([4, 0]);
    expect(first.stderr).toMatch(
      /^unifi-report: not delivered everywhere: The webhook at 127\.0\.0\.1:\d+ /m,
    );
    expect(missed).toMatchObject({ outcome: 'delivered', channels: { mail: 'delivered', webhook: 'kept' } });
    expect(await mailsOf(network)).toHaveLength(2);
    // The second run sends what waits first, and the mails' periods go on where the first one ended.
    expect(ids).toEqual([missed?.id, missed?.id, (await historyOf(network))[0]?.id]);
    expect(bodies[1]).toBe(bodies[0]);
    expect((await historyOf(network)).map(({ from }) => from)[0]).toBe(missed?.to);
    expect(webhook.requests.every(isSigned)).toBe(true);
  });

  test('gets its report while the mail server is down', async () => {
    await using network = await startNetwork({ mail: { override: () => '421 4.3.2 Not now' } });
    await using webhook = await startWebhook();
    const ended = await network.once({ ...quick, ...webhook.env });

    expect(ended.code).toBe(4);
    expect(webhook.requests).toHaveLength(1);
    expect(await historyOf(network)).toMatchObject([{ channels: { mail: 'kept', webhook: 'delivered' } }]);
  });

  test('that refuses the report for good is named in the next one', async () => {
    await using network = await startNetwork();
    await using webhook = await startWebhook((_, response) => void response.writeHead(400).end());
    const first = await network.once({ ...quick, ...webhook.env });
    await network.once(quick);
    const texts = (await mailsOf(network)).map(({ text }) => text.replaceAll(/\s+/g, ' '));

    expect(first.code).toBe(0);
    expect(texts[1]).toMatch(
      /was refused by the webhook at 127\.0\.0\.1:\d+: .*did not accept the request \(HTTP 400\)\. Check WEBHOOK_FORMAT\./,
    );
    expect(webhook.requests).toHaveLength(1);
  });
});

describe.concurrent('a webhook in the place of mail', () => {
  test('is the delivery: nobody there is exit 4, and a daemon sends what waits', async () => {
    await using network = await startNetwork();
    const gone = await startWebhook();
    await gone[Symbol.asyncDispose]();
    const once = await network.once({ ...withoutMail, ...gone.env });
    await using webhook = await startWebhook(undefined, gone.port);
    const calm = { REPORT_SCHEDULE: '0 0 1 1 *', REPORT_CATCH_UP: 'false' };
    const daemon = network.start(['run'], { ...withoutMail, ...gone.env, ...calm });
    await daemon.until((output) => output.includes('"event":"webhook_delivered"'));
    daemon.kill('SIGTERM');
    const ended = await daemon.ended;

    expect([once.code, ended.code]).toEqual([4, 0]);
    expect(once.stderr).toMatch(/not delivered: The webhook at .* connection refused/);
    expect(webhook.requests).toHaveLength(1);
    expect(await historyOf(network)).toMatchObject([
      { outcome: 'delivered', channels: { file: 'delivered', webhook: 'delivered' } },
    ]);
    expect(network.mail.messages).toEqual([]);
  });

  test('gets nothing from a report that REPORT_ONLY_IF keeps silent, nor from a dry run', async () => {
    // Nothing is offline, hot, attacked or down here, and nobody copies the network's name.
    const quiet =
      /stat\/device$|stat\/health$|stat\/rogueap$|traffic-flows|system-log|downtime|isp\/health|speedtest/;
    await using network = await startNetwork({
      console: {
        override: ({ path }) => (quiet.test(path) ? json(200, { meta: { rc: 'ok' }, data: [] }) : undefined),
      },
    });
    await using webhook = await startWebhook();
    const env = { ...withoutMail, ...webhook.env };
    const silent = await network.once({ ...env, REPORT_ONLY_IF: 'critical' });
    const dry = await network.run(['run', '--once', '--dry-run'], env);

    expect([silent.code, dry.code]).toEqual([0, 0]);
    expect(webhook.requests).toEqual([]);
    expect(await historyOf(network)).toMatchObject([{ outcome: 'silent', channels: { file: 'delivered' } }]);
  });

  test.each([
    ['slack', /^\{"text":"\*\[critical\] Harbour Office/],
    ['discord', /^\{"content":"\*\*\\\\\[critical\\\\\] Harbour Office/],
    ['apprise', /^\{"title":"\[critical\] Harbour Office/],
    ['ntfy', /^\d+ things need you\.\ncritical: /],
  ])('speaks %s', async (format, body) => {
    await using network = await startNetwork();
    await using webhook = await startWebhook((_, response) => void response.writeHead(200).end('ok'));
    const ended = await network.once({ ...withoutMail, ...webhook.env, WEBHOOK_FORMAT: format });

    expect(ended.code).toBe(0);
    expect(webhook.requests[0]?.body).toMatch(body);
  });
});

describe.concurrent('a process that is killed', () => {
  test('with the report in the hands of the webhook has it sent once more, byte for byte, and then no more', async () => {
    let program: RunningProgram | undefined;
    let isKilling = true;
    await using network = await startNetwork();
    await using webhook = await startWebhook((_, response) => {
      if (isKilling) program?.kill('SIGKILL');
      else response.writeHead(200).end();
    });
    const env = { ...withoutMail, ...webhook.env };
    program = network.start(['run', '--once'], env);
    const { signal } = await program.ended;
    isKilling = false;
    await network.once(env);
    await network.once(env);
    const sends = webhook.requests.map(({ headers, body }) => `${headers['webhook-id']} ${body}`);

    expect(signal).toBe('SIGKILL');
    expect(sends).toHaveLength(4);
    expect(sends[1]).toBe(sends[0]);
    expect(new Set(sends).size).toBe(3);
  });

  test('twice so is not sent a third time: it counts as taken, and the next report says so', async () => {
    let program: RunningProgram | undefined;
    let isKilling = true;
    await using network = await startNetwork();
    await using webhook = await startWebhook((_, response) => {
      if (isKilling) program?.kill('SIGKILL');
      else response.writeHead(200).end();
    });
    const env = { ...quick, ...webhook.env };
    for (const _ of [1, 2]) {
      program = network.start(['run', '--once'], env);
      await program.ended;
    }
    const id = webhook.requests[0]?.headers['webhook-id'];
    isKilling = false;
    await network.once(env);
    const same = webhook.requests.filter(({ headers }) => headers['webhook-id'] === id);
    const { text } = (await mailsOf(network)).at(-1) ?? { text: '' };

    expect(same).toHaveLength(2);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /It is not known whether the report of .* has reached the webhook at/,
    );
  });
});

describe.concurrent('what there is to try', () => {
  test('check shows the host alone; check --live posts nothing, and says so', async () => {
    await using network = await startNetwork();
    await using webhook = await startWebhook();
    const env = { ...withoutMail, ...webhook.env };
    const [plain, live] = [await network.run(['check'], env), await network.run(['check', '--live'], env)];

    expect(plain.stdout).toContain(`\nWebhook: ${webhook.host} (json, signed)\n`);
    expect(live.stdout).toMatch(/^OK +Webhook: .*not tried, because that would post something/m);
    expect(plain.stdout + live.stdout).not.toContain(webhookToken);
    expect(webhook.requests).toEqual([]);
  });

  test('send-test posts one small message, to the mail server as well', async () => {
    await using network = await startNetwork();
    await using webhook = await startWebhook();
    const ended = await network.run(['send-test'], { ...quick, ...webhook.env });
    const [request] = webhook.requests;

    expect(ended.code).toBe(0);
    expect(ended.stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^OK: 127\.0\.0\.1:\d+ \(starttls\) took the test message for /),
      `OK: the webhook at ${webhook.host} (json, signed) took the test message`,
    ]);
    expect(request?.json()).toMatchObject({ type: 'test', title: 'Test of unifi-report' });
    expect(request !== undefined && isSigned(request)).toBe(true);
    expect(network.mail.messages).toHaveLength(1);
  });

  test('send-test does not promise that a test is sent again', async () => {
    await using network = await startNetwork();
    await using webhook = await startWebhook((_, response) => void response.writeHead(503).end());
    const ended = await network.run(['send-test'], { ...withoutMail, ...webhook.env });

    expect(ended.stderr).toMatch(/^unifi-report: the test message was not sent: .*\(HTTP 503\)\.$/m);
    expect(ended.stderr).not.toContain('next run');
  });

  test('send-test says what is wrong, and is a failure', async () => {
    await using network = await startNetwork();
    await using webhook = await startWebhook((_, response) => void response.writeHead(401).end());
    const ended = await network.run(['send-test'], { ...withoutMail, ...webhook.env });

    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /^unifi-report: the test message was not sent: The webhook at .* refused the credentials \(HTTP 401\)\. Check WEBHOOK_URL/m,
    );
  });
});
