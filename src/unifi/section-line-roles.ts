import type { Block, Value } from '../report/section.ts';
import type { LineRole } from './side-parts.ts';
import type { Snapshot } from './snapshot.ts';

/** Which of several lines carries the traffic; of a single one there is nothing to tell. */
export function lineRoleBlocks({ lineRoles }: Snapshot): readonly Block[] {
  const roles = lineRoles.status === 'ok' ? lineRoles.data : [];
  if (roles.length < 2) return [];
  return [
    {
      kind: 'facts',
      title: 'Lines in use',
      items: roles.map(({ line, name, role }) => ({ label: labelOf(line, name), value: words[role] })),
    },
  ];
}

const labelOf = (line: string, name: string | undefined): string =>
  name === undefined || name === line ? line : `${line} (${name})`;

const words = {
  active: { text: 'in use', tone: 'good' },
  standby: { text: 'waiting', tone: 'neutral' },
  unknown: null,
} as const satisfies Record<LineRole['role'], Value>;
