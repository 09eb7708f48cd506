import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../src/report/report.ts';
import { measure, measureInTurn, type Usage } from './measure.ts';
import { type Servers, startServers } from './servers.ts';
import type { Recorded } from './servers-program.ts';
import type { Size } from './sizes.ts';

const bin = fileURLToPath(new URL('../bin/unifi-report.js', import.meta.url));
const floor = fileURLToPath(new URL('./floor.mjs', import.meta.url));

/** One report of a network and the floor for it, as whole processes. */
export interface Compared {
  readonly size: Size;
  readonly latencyMs: number;
  readonly requests: number;
  readonly mailBytes: number;
  readonly report: Usage;
  readonly floor: Usage;
}

/** Every report is the first of its `DATA_DIR`, so that all of them have the same to do. */
const makeReport = async (
  { env }: Servers,
  look: (dataDir: string) => void = () => undefined,
): Promise<Usage> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'unifi-report-bench-'));
  try {
    const usage = await measure([bin, 'run', '--once'], { ...env, DATA_DIR: dataDir, LOG_FORMAT: 'json' });
    look(dataDir);
    return usage;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

interface Task {
  readonly asked: readonly Recorded[];
  readonly mailBytes: number;
}

/** What the floor has to do: what one report has just done. */
export const writeTask = async (servers: Servers, path: string): Promise<Task> => {
  servers.forget();
  await makeReport(servers);
  const { requests, mailBytes } = await servers.seen();
  const { env } = servers;
  const smtp = {
    host: env.SMTP_HOST,
    port: Number(env.SMTP_PORT),
    username: env.SMTP_USERNAME,
    password: env.SMTP_PASSWORD,
    from: env.EMAIL_FROM,
    to: env.EMAIL_TO,
  };
  const urls = { consoleUrl: `https://${env.UNIFI_HOST}`, cloudflareUrl: env.CLOUDFLARE_API_BASE_URL };
  writeFileSync(path, JSON.stringify({ requests, mailBytes, smtp, ...urls }), { mode: 0o600 });
  return { asked: requests, mailBytes };
};

/** A report and its floor in turn. */
export const compareReport = async (size: Size, latencyMs: number, runs: number): Promise<Compared> => {
  const servers = await startServers(size, latencyMs);
  const directory = mkdtempSync(join(tmpdir(), 'unifi-report-bench-'));
  const task = join(directory, 'task.json');
  try {
    const { asked, mailBytes } = await writeTask(servers, task);
    const usage = await measureInTurn(runs, {
      report: () => makeReport(servers),
      floor: () => measure([floor, task]),
    });
    return {
      size,
      latencyMs,
      requests: asked.length,
      mailBytes,
      report: usage('report'),
      floor: usage('floor'),
    };
  } finally {
    servers.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

/** What a report alone costs, for networks of several sizes in turn. */
export const costOfReports = async (sizes: readonly Size[], runs: number): Promise<readonly Usage[]> => {
  const servers = await Promise.all(sizes.map((size) => startServers(size)));
  const byName = Object.fromEntries(servers.map((one, index) => [String(index), () => makeReport(one)]));
  try {
    const usage = await measureInTurn(runs, byName);
    return sizes.map((_, index) => usage(String(index)));
  } finally {
    for (const one of servers) one.stop();
  }
};

/** A report of a network, as it is saved. */
export const reportOf = async (size: Size): Promise<Report> => {
  const servers = await startServers(size);
  let saved = '';
  try {
    await makeReport(servers, (dataDir) => {
      const folder = join(dataDir, 'reports');
      const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.json'));
      saved = readFileSync(join(folder, name), 'utf8');
    });
    return JSON.parse(saved);
  } finally {
    servers.stop();
  }
};
