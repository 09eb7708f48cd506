import type { Config } from './config/config.ts';
import type { EnabledIntegrations } from './integrations/enable.ts';
import type { Log } from './net/log.ts';
import type { Schedule } from './schedule/schedule.ts';

/** The configuration and what follows from it without asking anybody. */
export interface Settings {
  readonly config: Config;
  readonly log: Log;
  readonly schedule: Schedule;
  readonly integrations: EnabledIntegrations;
}
