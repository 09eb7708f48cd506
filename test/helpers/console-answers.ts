import { onTestFinished } from 'vitest';
import type { Console } from '../../src/console/console.ts';
import {
  type Answer,
  apiKey,
  type ConsoleServer,
  openTestConsole,
  startConsoleServer,
} from './console-server.ts';

/** A console with an API key that gives these answers; it is closed when the test is over. */
export async function consoleWith(
  answers: Readonly<Record<string, Answer>>,
): Promise<{ readonly console: Console; readonly server: ConsoleServer }> {
  const server = await startConsoleServer({ answers });
  onTestFinished(server.close);
  return { server, console: openTestConsole(server, { credentials: { kind: 'key', apiKey } }) };
}

/** A classic controller with a login that gives these answers; it is closed when the test is over. */
export async function classicConsoleWith(
  answers: Readonly<Record<string, Answer>>,
): Promise<{ readonly console: Console; readonly server: ConsoleServer }> {
  const server = await startConsoleServer({ answers, kind: 'classic' });
  onTestFinished(server.close);
  return { server, console: openTestConsole(server) };
}
