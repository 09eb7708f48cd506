import type { Finding } from '../report/section.ts';
import { nameOf } from './event-groups.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { writeSignal } from './signal.ts';
import { counted, listed, listedPhrases, shortName } from './wording.ts';

/** Wi-Fi clients that are badly placed. Grouped: one network has many of them. */
export const wifiClientRules: readonly Rule[] = [weakClients, roamingBackAndForth];

function weakClients({ snapshot, thresholds }: FindingContext): Finding[] {
  const weak = (known(snapshot.clients) ?? [])
    .flatMap(({ connection, name, signalDbm }) =>
      connection === 'wireless' && signalDbm !== undefined && signalDbm < thresholds.weakClientDbm
        ? { name, signalDbm }
        : [],
    )
    .toSorted((a, b) => a.signalDbm - b.signalDbm);
  const [weakest] = weak;
  if (weakest === undefined) return [];
  const written = weak.map(({ name, signalDbm }) => `${shortName(name)} (${writeSignal(signalDbm)})`);
  return [
    {
      id: 'wifi.weak-clients',
      severity: 'notice',
      title:
        weak.length === 1
          ? `${shortName(weakest.name)} has hardly any Wi-Fi signal`
          : `${counted(weak.length, 'Wi-Fi client has', 'Wi-Fi clients have')} hardly any signal`,
      meaning: `${listedPhrases(written.slice(0, 5), written.length)}. Such clients are slow, and slow down the others, as they hold the channel longer.`,
      advice:
        'Move them or the access point closer, or add one. What cannot move is better off on a cable or on 2.4 GHz.',
      things: weak.map(({ name }) => name),
    },
  ];
}

function roamingBackAndForth({ snapshot, thresholds }: FindingContext): Finding[] {
  const roaming = (known(snapshot.events)?.roaming ?? []).filter(
    ({ returnCount }) => returnCount >= thresholds.manyRoamingReturns,
  );
  const [first] = roaming;
  if (first === undefined) return [];
  const devices = known(snapshot.devices) ?? [];
  const written = roaming.map(
    ({ name, returnCount, between }) =>
      `${shortName(name)} ${counted(returnCount, 'time', 'times')} between ${listed(between.map((one) => nameOf(one, devices)))}`,
  );
  return [
    {
      id: 'wifi.roaming',
      severity: 'notice',
      title:
        roaming.length === 1
          ? `${shortName(first.name)} keeps going back and forth between access points`
          : `${counted(roaming.length, 'client keeps', 'clients keep')} going back and forth between access points`,
      meaning: `${listedPhrases(written.slice(0, 5), written.length)}. Each change interrupts calls and videos; a client that does not move should stay where it is.`,
      advice:
        'Lower the power of the access points there so that they overlap less, or tie a client that never moves to one of them.',
      things: roaming.map(({ name }) => name),
    },
  ];
}
