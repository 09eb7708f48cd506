import { dayMs } from '../duration.ts';
import { parseObject } from '../json.ts';
import type { World } from '../world/world.ts';
import { legacyData, legacyError, post, type Routes } from './answers.ts';

/** The weekly automatic backups. */
const agesInDays = [2, 9, 16];

/** `cmd/backup` with `list-backups`, the one command that only reads (UniFi API reference §4). */
export const backupRoutes = ({ nowMs }: World): Routes => ({
  'cmd/backup': post(({ body }) => {
    if (parseObject(body)?.cmd !== 'list-backups') return legacyError(403, 'api.err.NoPermission');
    return legacyData(
      agesInDays.map((days) => ({
        filename: `autobackup_${days}d.unf`,
        time: nowMs - days * dayMs,
        size: 1_482_240,
        format: 'bson',
        days: 0,
      })),
    );
  }),
});
