import { afterEach } from 'vitest';
import { type AskOptions, allIsWell, consoleHandler, openConsole, type Routes } from './console-server.ts';
import { shown } from './reading.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** One run against a console of its own on which all is well but for `routes`. */
export const ask = async (routes: Routes = {}, options?: AskOptions) => {
  const opened = await openConsole(consoleHandler({ ...allIsWell, ...routes }), options);
  closing.push(() => opened.server.close());
  return { ...opened, results: await opened.run() };
};

/** What that run shows. @throws Error when it failed */
export const show = async (routes?: Routes, options?: AskOptions) =>
  shown((await ask(routes, options)).results);
