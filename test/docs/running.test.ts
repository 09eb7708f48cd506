import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { array, looseObject, number, optional, parse, record, string } from 'valibot';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { launchesOf } from '../../src/setup/launch.ts';
import { systemdUnit } from '../../src/setup/systemd-unit.ts';
import { variableNames } from './variables.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const example = (path: string): string => readFileSync(`${root}examples/${path}`, 'utf8');

const place = {
  node: '/usr/bin/node',
  bin: '/opt/unifi-report/bin/unifi-report.js',
  timeZone: 'UTC',
  user: '1000',
  home: '/home/marta',
  isContainer: false,
} as const;

const files = ['systemd', 'kubernetes', 'compose'].flatMap((folder) =>
  globSync(`${folder}/*`, { cwd: `${root}examples` }),
);

test.each(files)('examples/%s names no variable that there is not', (path) => {
  const named = example(path).match(/\b[A-Z]+_[A-Z\d_]+\b/g) ?? [];

  expect(named.filter((name) => !variableNames.includes(name))).toEqual([]);
});

describe('the examples that setup prints as well', () => {
  test('the service is the one of /opt/unifi-report', () => {
    const { node, bin } = place;

    expect(example('systemd/unifi-report.service')).toBe(
      systemdUnit({ node, bin, envFile: '/etc/unifi-report.env' }),
    );
  });

  test('the compose file is the one of unifi-report.env', () => {
    const file = { path: '/srv/unifi-report.env', text: '', secretFiles: [] };
    const printed = launchesOf(file, place).find(({ title }) => title.startsWith('With compose'));

    expect(example('compose/compose.yaml')).toBe(`${printed?.text}\n`);
  });
});

const Container = looseObject({
  image: string(),
  args: array(string()),
  envFrom: array(looseObject({ secretRef: looseObject({ name: string() }) })),
  env: array(looseObject({ name: string(), value: string() })),
  securityContext: looseObject({}),
  livenessProbe: optional(looseObject({ exec: looseObject({ command: array(string()) }) })),
  volumeMounts: array(looseObject({ name: string(), mountPath: string() })),
});

const Pod = looseObject({
  securityContext: looseObject({ runAsUser: number(), runAsGroup: number(), fsGroup: number() }),
  containers: array(Container),
  volumes: array(
    looseObject({ name: string(), persistentVolumeClaim: looseObject({ claimName: string() }) }),
  ),
});

const Template = looseObject({ spec: Pod });
const Deployment = looseObject({
  kind: string(),
  spec: looseObject({ replicas: number(), strategy: record(string(), string()), template: Template }),
});
const CronJob = looseObject({
  kind: string(),
  spec: looseObject({
    schedule: string(),
    timeZone: string(),
    concurrencyPolicy: string(),
    jobTemplate: looseObject({ spec: looseObject({ backoffLimit: number(), template: Template }) }),
  }),
});

const documentsIn = (path: string): readonly unknown[] =>
  [parseAllDocuments(example(path))].flat().map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });

describe('the files for Kubernetes', () => {
  const [, deployment] = documentsIn('kubernetes/deployment.yaml');
  const [, cronJob] = documentsIn('kubernetes/cronjob.yaml');
  const daemon = parse(Deployment, deployment).spec;
  const job = parse(CronJob, cronJob).spec;

  test('run one daemon at a time, or one job', () => {
    expect(daemon).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(job).toMatchObject({ concurrencyPolicy: 'Forbid', jobTemplate: { spec: { backoffLimit: 0 } } });
    expect(daemon.template.spec.containers[0]?.args).toEqual(['run']);
    expect(job.jobTemplate.spec.template.spec.containers[0]?.args).toEqual(['run', '--once']);
  });

  test.each([
    ['deployment.yaml', daemon.template.spec],
    ['cronjob.yaml', job.jobTemplate.spec.template.spec],
  ])('%s is what the image needs: its user, its volume, its variables from the secret', (path, pod) => {
    const dockerfile = readFileSync(`${root}Dockerfile`, 'utf8');
    const user = Number(/^USER (\d+):/m.exec(dockerfile)?.[1]);
    const [container] = pod.containers;
    const [claim] = documentsIn(`kubernetes/${path}`);

    expect(pod.securityContext).toMatchObject({ runAsUser: user, runAsGroup: user, fsGroup: user });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container?.env).toEqual([{ name: 'DATA_DIR', value: /DATA_DIR=(\S+)/.exec(dockerfile)?.[1] }]);
    expect(container?.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/data']);
    expect(pod.volumes.map(({ name }) => name)).toEqual(container?.volumeMounts.map(({ name }) => name));
    expect(claim).toMatchObject({
      kind: 'PersistentVolumeClaim',
      metadata: { name: pod.volumes[0]?.persistentVolumeClaim.claimName },
    });
  });

  test('ask for the health as the image does', () => {
    const dockerfile = readFileSync(`${root}Dockerfile`, 'utf8');
    const command = daemon.template.spec.containers[0]?.livenessProbe?.exec.command;

    expect(dockerfile).toContain(`CMD [${command?.map((word) => JSON.stringify(word)).join(', ')}]`);
  });
});
