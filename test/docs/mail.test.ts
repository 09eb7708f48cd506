import { expect, test } from 'vitest';
import { type MailRecipe, mailRecipes } from '../../src/setup/mail-recipes.ts';
import { pageAt } from './pages.ts';

test('docs/mail.md has the recipes that setup knows, with the same settings', () => {
  const rows = [...pageAt('docs/mail.md').text.matchAll(/^\| `(\w+)` \| (\S+) \| (\d+) \| `(\w+)` \|/gm)].map(
    ([, id, host = '', port, tls]) => ({ id, host: host.replaceAll('`', ''), port, tls }),
  );
  const recipes = mailRecipes
    .filter(({ id }) => id !== 'other' && id !== 'none')
    .map(({ id, settings }: MailRecipe) => ({
      id,
      host: settings.SMTP_HOST ?? 'yours',
      port: settings.SMTP_PORT,
      tls: settings.SMTP_TLS,
    }));

  expect(rows).toEqual(recipes);
});
