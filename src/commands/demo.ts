import { realIo } from '../app.ts';
import { type GenerationName, generationCalled, generationNames } from '../demo/console/generation.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { RunResult } from '../run.ts';
import { UsageError } from '../usage-error.ts';
import { withDemoApp } from './demo-app.ts';

export interface DemoOptions {
  readonly generation: string;
  readonly login?: boolean;
}

/** `unifi-report demo`: the main job, as it is, against an embedded console, Cloudflare and mail server on loopback. */
export const demo = async (options: DemoOptions, io: Io = realIo()): Promise<ExitCode> => {
  const generation = readGeneration(options.generation);
  const chosen = { generation, withLogin: options.login ?? false };
  return withDemoApp(io, chosen, async ({ app, servers, stop }) => {
    const result = await app.makeReport({ dryRun: false, cause: 'demo' }, stop);
    io.stdout.write(summary(result, servers.mail.messages.length));
    return result.exitCode;
  });
};

const readGeneration = (text: string): GenerationName => {
  const generation = generationCalled(text);
  if (generation === undefined)
    throw new UsageError(`--generation: choose one of ${generationNames.join(', ')}`);
  return generation;
};

const summary = ({ report, email, exitCode, savedAs, reason }: RunResult, mails: number): string => {
  const delivered = exitCode === exitCodes.delivered;
  const lines = [
    delivered ? `Delivered: ${mails} mail to the demo's own mail server.` : `Not delivered: ${reason ?? ''}`,
    `Subject:   ${email.subject}`,
    `Verdict:   ${report.verdict.headline}`,
    ...report.findings.map(({ severity, title }) => `  ${severity.padEnd(8)} ${title}`),
    ...report.integrations.map(
      (section) => `Section:   ${section.displayName}${section.success ? '' : `: ${section.errorMessage}`}`,
    ),
    ...(savedAs === undefined ? [] : [`Report:    ${savedAs}  (open it in a browser)`]),
  ];
  return `${lines.join('\n')}\n`;
};
