import { expect, test } from 'vitest';
import { runStep, type Step } from '../../src/setup/step.ts';
import { choosing } from './choosing.ts';

const { signal } = new AbortController();

/** A step whose trial decides on a site, and never works. */
const step = (trials: unknown[] = []): Step => ({
  title: 'Who reads it',
  variables: ['UNIFI_API_KEY', 'UNIFI_SITE', 'UNIFI_CONTROLLER'],
  unasked: ['UNIFI_CONTROLLER'],
  ask: async (answers) => ({ ...answers, UNIFI_API_KEY: 'key' }),
  trial: async (answers) => {
    trials.push(answers);
    return { works: false, reasons: ['no'], answers: { ...answers, UNIFI_SITE: 'branch-7' } };
  },
});

const decided = { UNIFI_API_KEY: 'key', UNIFI_SITE: 'branch-7' };

test('what a trial has decided is kept when somebody goes on all the same', async () => {
  expect(await runStep(step(), {}, { prompter: choosing('keep'), signal })).toEqual(decided);
});

test('what a trial has decided is not asked for again when it is tried again', async () => {
  const trials: unknown[] = [];
  await runStep(step(trials), {}, { prompter: choosing('again', 'keep'), signal });

  expect(trials).toEqual([{ UNIFI_API_KEY: 'key' }, decided]);
});

test('what a trial has decided is open again when the answers are changed', async () => {
  const trials: unknown[] = [];
  await runStep(step(trials), {}, { prompter: choosing('change', 'keep'), signal });

  expect(trials).toEqual([{ UNIFI_API_KEY: 'key' }, { UNIFI_API_KEY: 'key' }]);
});

test('what no question asks for stays when the answers are changed', async () => {
  const given = { UNIFI_CONTROLLER: 'classic', UNIFI_API_KEY: 'old' };
  const kept = await runStep(step(), given, { prompter: choosing('change', 'keep'), signal });

  expect(kept).toEqual({ ...decided, UNIFI_CONTROLLER: 'classic' });
});
