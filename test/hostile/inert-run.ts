import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TestNetwork } from '../e2e/network.ts';
import { lastSaved } from '../e2e/results.ts';
import { expectInert } from './inert.ts';
import type { Run } from './run.ts';

const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** One line per event, whatever the events say. */
export const expectInertLog = (stderr: string, format: 'json' | 'pretty'): void => {
  const lines = stderr.split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.filter((line) => invisible.test(line))).toEqual([]);
  expect(lines.filter((line) => /^(Bcc|QUIT|two|three|\.$)/.test(line))).toEqual([]);
  if (format === 'json')
    for (const line of lines.filter((each) => each !== '')) expect(JSON.parse(line)).toHaveProperty('level');
};

/** The names of the mail's headers, sorted. */
export const headersOf = ({ mail }: TestNetwork): readonly string[] => {
  const [head = ''] = (mail.messages[0]?.raw ?? '').split('\r\n\r\n');
  return [...head.matchAll(/^([^\s:]+):/gm)].map(([, name = '']) => name.toLowerCase()).toSorted();
};

/** @param ordinaryHeaders those of a mail in which nothing is hostile */
export const expectInertMail = ({ mail, network }: Run, ordinaryHeaders: readonly string[]): void => {
  expectInert(mail);
  expect(ordinaryHeaders).toContain('subject');
  const headers = headersOf(network);
  expect(headers.filter((name) => !ordinaryHeaders.includes(name))).toEqual([]);
  expect(headers).toEqual([...new Set(headers)]);
  expect(network.mail.messages.map(({ to }) => to)).toEqual([['marta@harbour-office.example']]);
};

/** The saved page is as harmless as the mail, and no name of a file came from outside. */
export const expectInertFiles = ({ mail, network }: Run): void => {
  const saved = lastSaved(network.dataDir);
  expectInert({ subject: mail.subject, html: saved.html, text: saved.text });
  expect(saved.text.trim()).toBe(mail.text.trim());
  expect(readdirSync(join(network.dataDir, 'reports')).join('\n')).toMatch(
    /^([\d-]+\.(html|txt|json)\n)+index\.html$/,
  );
};
