import { afterEach } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import { type Kind, openCloudflare, type RunOptions } from './fake-cloudflare.ts';
import { shown } from './reading.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** A Cloudflare that is closed after the test. */
export async function open(answers: Partial<Record<Kind, Handler>> = {}, options: RunOptions = {}) {
  const opened = await openCloudflare(answers, options);
  closing.push(() => opened.server.close());
  return opened;
}

/** One run against a Cloudflare on which all is well but for `answers`. */
export async function ask(answers: Partial<Record<Kind, Handler>> = {}, options: RunOptions = {}) {
  const opened = await open(answers, options);
  return { ...opened, results: await opened.run() };
}

export const show = async (answers: Partial<Record<Kind, Handler>> = {}, options: RunOptions = {}) =>
  shown((await ask(answers, options)).results);
