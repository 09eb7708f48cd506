import { expect, test } from 'vitest';
import { permissions } from '../../src/integrations/cloudflare/permissions.ts';
import { tokenLink } from '../../src/integrations/cloudflare/token-link.ts';
import { pageAt } from './pages.ts';

const { text } = pageAt('docs/cloudflare.md');

test('docs/cloudflare.md has each permission in its table, and no other', () => {
  const named = [...text.matchAll(/^\| (\S+ · .+ · Read) \|/gm)].map(([, name]) => name);
  const known = Object.values(permissions).map(({ name }) => name);

  expect(named.toSorted()).toEqual(known.toSorted());
});

test('docs/cloudflare.md links to the form that check --live links to', () => {
  expect(text).toContain(`(${tokenLink})`);
});
