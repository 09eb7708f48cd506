import type { Report } from '../../src/report/report.ts';
import { startingAt } from '../e2e/clock.ts';
import { leaks, placesOf } from '../e2e/leaks.ts';
import { type Env, startNetwork, type TestNetwork } from '../e2e/network.ts';
import { lastSaved, type Mail, mailsOf } from '../e2e/results.ts';
import { logLines } from '../helpers/program.ts';
import type { PartFault } from './faults.ts';
import { setUp } from './scene.ts';
import { cyberSecure, type Source } from './sources.ts';

/** One fault of one source. */
export interface Cell {
  readonly source: Source;
  readonly fault: PartFault;
  /** The paths that it is about; absent = all of them. */
  readonly only?: RegExp;
  /** What the source may take, where it is not the usual. */
  readonly budgetMs?: number;
  readonly env?: Env;
}

/** What became of one report. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly mails: readonly Mail[];
  readonly report: Report;
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** The most memory that the program held. */
  readonly peakMebibytes: number;
  /** Secrets that came out somewhere. */
  readonly leaks: readonly string[];
  readonly asked: readonly string[];
  readonly askedElsewhere: readonly string[];
  /** What the source was given, where it was not the usual. */
  readonly budgetMs?: number;
}

/** Saturday 21 November 2026, 07:02 UTC: the same network in every cell, so that reports can be compared. */
const nowMs = Date.UTC(2026, 10, 21, 7, 2);

/** Node prints its peak when it ends, in kibibytes (getrusage(2)). */
const printingPeak = [
  '--import',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template where it runs
  'data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>writeSync(1,`peak=${process.resourceUsage().maxRSS}`))',
];

/** Makes a report while nothing is wrong. */
export const reportInPeace = async (): Promise<Outcome> => {
  await using network = await startSameNetwork();
  return { ...(await reportOf(network, besideThe(network))), asked: [], askedElsewhere: [] };
};

/** Of a machine that has so much else to do that a short budget ends before the first request is sent. */
const budgetOfBusyMachineMs = 15_000;

/** Makes a report while the fault holds; once more where a short budget ended before the fault was met. */
export const reportDuring = async (cell: Cell): Promise<Outcome> => {
  const outcome = await reportOnce(cell);
  const { fault, budgetMs, only = /./ } = cell;
  const isMet = fault.wrong.kind !== 'misbehaves' || outcome.asked.some((path) => only.test(path));
  return isMet || budgetMs === undefined ? outcome : reportOnce({ ...cell, budgetMs: budgetOfBusyMachineMs });
};

const reportOnce = async ({ source, fault, only = /./, budgetMs, env }: Cell): Promise<Outcome> => {
  await using network = await startSameNetwork();
  await using scene = await setUp({ source, wrong: fault.wrong, only, behind: source.healthy(network) });
  const outcome = await reportOf(network, {
    ...(budgetMs !== undefined && { [source.budget]: `${budgetMs}ms` }),
    ...besideThe(network),
    ...source.at(scene.host, scene.trust),
    ...env,
  });
  return {
    ...outcome,
    asked: scene.asked,
    askedElsewhere: scene.askedElsewhere,
    ...(budgetMs !== undefined && { budgetMs }),
  };
};

/** CyberSecure on a console of its own, which goes by another name, so that one failure is one failure. */
const besideThe = ({ console }: TestNetwork): Env =>
  cyberSecure.at(console.host.replace('127.0.0.1', 'localhost'), 'as usual');

const startSameNetwork = (): Promise<TestNetwork> =>
  startNetwork({ console: { nowMs }, cloudflare: { nowMs } });

/** At the most talkative log level, so that what must not come out has every chance to. */
const reportOf = async (network: TestNetwork, env: Env) => {
  const ended = await network.run(['run', '--once'], { LOG_LEVEL: 'trace', ...env }, [
    ...startingAt(nowMs),
    ...printingPeak,
  ]);
  if (ended.code !== 0 && ended.code !== 3) throw new Error(`it ended with ${ended.code}: ${ended.stderr}`);
  return {
    exitCode: ended.code,
    mails: await mailsOf(network),
    report: comparable(lastSaved(network.dataDir).report),
    log: logLines(ended.stderr),
    peakMebibytes: Number(/peak=(\d+)/.exec(ended.stdout)?.[1]) / 1024,
    leaks: leaks(await placesOf(network, ended)),
  };
};

/** Not every program takes equally long to start, some of what it says reaches up to now, and ports are what is free. */
const comparable = (report: Report): Report =>
  JSON.parse(JSON.stringify(report), (key, value: unknown) => {
    if (typeof value === 'string') return value.replaceAll(/\blocalhost:\d+/g, 'localhost');
    return typeof value === 'number' && /(at|from|to)Ms$/i.test(key)
      ? Math.floor(value / 60_000) * 60_000
      : value;
  });

/** How long a source took, as the program itself measured it. */
export const durationMs = ({ log }: Outcome, { guard }: Source): number => {
  const line = log.find(
    ({ event, integration }) => /^fetch_(failed|succeeded)$/.test(String(event)) && integration === guard,
  );
  return Number(line?.durationMs);
};
