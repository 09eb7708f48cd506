import { setTimeout as sleep } from 'node:timers/promises';
import 'cockatiel';
import 'commander';
import 'handlebars';
import 'node-cron';
import 'node:sqlite';
import 'nodemailer';
import 'pino';
import 'temporal-polyfill';
import 'valibot';
import { readSelf, restBetween } from './proc.ts';

/** A process that has imported what a daemon has, and does nothing. */
const [settleMs, restMs] = process.argv.slice(2).map(Number);
await sleep(settleMs);
const before = readSelf();
await sleep(restMs);
process.send?.(restBetween(before, readSelf()));
process.disconnect();
