import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, listedPhrases, since } from './wording.ts';

/** Clients that were never here before. */
export const newClientRules: readonly Rule[] = [newClients];

interface Newcomer {
  readonly id: string;
  readonly name: string;
  readonly maker?: string;
  readonly network?: string;
  readonly guest: boolean;
  readonly firstSeenMs?: number;
}

const shown = 5;

const privateAddressHint = 'Phones and laptops that hide their real address come back like new ones.';

/** Guests come and go: new ones are no news. Grouped, because a first report of a new network may hold dozens. */
function newClients(context: FindingContext): Finding[] {
  const { snapshot } = context;
  const clients = new Map<string, Newcomer>(
    [...(known(snapshot.pastClients) ?? []), ...(known(snapshot.clients) ?? [])].map((client) => [
      client.id,
      client,
    ]),
  );
  const newcomers = [...clients.values()].filter((client) => !client.guest && isNew(client, context));
  if (newcomers.length === 0) return [];
  const words = newcomers.map(described);
  const isPrivate = newcomers.some(({ id }) => hasPrivateAddress(id));
  const hint = isPrivate ? ` ${privateAddressHint}` : '';
  const times = newcomers.flatMap(({ firstSeenMs }) => firstSeenMs ?? []);
  return [
    {
      id: 'clients.new',
      severity: 'notice',
      title:
        newcomers.length === 1
          ? `A new client: ${words[0]}`
          : `${counted(newcomers.length, 'new client', 'new clients')} joined the network`,
      meaning: `The console had not met ${listedPhrases(words.slice(0, shown), words.length)} before.${hint}`,
      advice:
        'If you do not know one of them, find out where it hangs, block it, and change the Wi-Fi password.',
      things: newcomers.map(({ name }) => name),
      ...since(times.length === 0 ? undefined : Math.min(...times)),
    },
  ];
}

/** By the console's own memory; by the last report only where the console does not tell. */
function isNew({ id, firstSeenMs }: Newcomer, { period, previous }: FindingContext): boolean {
  if (firstSeenMs !== undefined) return firstSeenMs >= period.fromMs;
  return previous?.clientIds !== undefined && !previous.clientIds.includes(id);
}

/** "Pixel (Google, Office)". */
function described({ name, maker, network }: Newcomer): string {
  const more = [maker, network].flatMap((word) =>
    word === undefined || word === name ? [] : [plainText(word, 30)],
  );
  const shortened = plainText(name, 40) || '(unnamed)';
  return more.length === 0 ? shortened : `${shortened} (${more.join(', ')})`;
}

/** The bit of a MAC that says "made up here": what phones use to hide their real one. */
const hasPrivateAddress = (id: string): boolean => /^[\da-f][26ae]:/i.test(id);
