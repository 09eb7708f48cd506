import type { Block, FactItem, Value } from '../../report/section.ts';
import type { Answers } from './client.ts';
import type { Feature } from './feature.ts';
import { whyUnknown } from './missing.ts';
import type { PreventionMode } from './schema.ts';
import { type ProtectionState, signatureAgeMs } from './state.ts';

/** Where the section is from, when that is not plain from the report itself. */
export interface NamedConsole {
  readonly host: string;
  readonly site?: string;
}

interface OverviewInput {
  readonly state: ProtectionState;
  readonly answers: Answers;
  /** ET PRO rules fired in the period. */
  readonly etProFired: boolean;
  readonly nowMs: number;
  readonly console?: NamedConsole;
}

/**
 * The section's first blocks: what the gateway is given to protect this network with, and what it is set to do. What is
 * not known is a dash, never 0. What matters most comes first: a long mail cuts long lists.
 */
export function overview(input: OverviewInput): readonly Block[] {
  const { state, answers, console } = input;
  return [
    {
      kind: 'facts',
      items: [
        ...(console === undefined ? [] : [consoleFact(console)]),
        subscriptionFact(input),
        ...(state.subscription === 'active' ? [tierFact(state)] : []),
        ...signatureFacts(input),
      ],
    },
    {
      kind: 'facts',
      title: 'Protection',
      items: [
        preventionFact(state, answers),
        featureFact('Honeypot', state.honeypot, addresses(state)),
        featureFact('Content filtering', state.contentFiltering, filters(state)),
        featureFact('Ad blocking', state.adBlocking),
        ...categoriesFact(state),
      ],
    },
  ];
}

const consoleFact = ({ host, site }: NamedConsole): FactItem => ({
  label: 'Console',
  value: site === undefined ? host : `${site} (${host})`,
});

const unknown: Value = { text: 'Unknown', tone: 'neutral' };

function subscriptionFact({ state, answers, etProFired }: OverviewInput): FactItem {
  const label = 'Subscription';
  if (state.subscription === 'active') return { label, value: { text: 'Active', tone: 'good' } };
  if (state.subscription === 'not active') {
    const hint = state.activating ? { hint: 'It is being activated.' } : {};
    return { label, value: { text: 'Not active', tone: 'neutral' }, ...hint };
  }
  const why = whyUnknown(answers.subscription.ok ? undefined : answers.subscription);
  const guess = etProFired ? ' ET PRO rules fired, which suggests an active one.' : '';
  return { label, value: unknown, hint: `${why}${guess}` };
}

const tierFact = ({ tier }: ProtectionState): FactItem =>
  tier === 'unknown'
    ? { label: 'Tier', value: unknown, hint: whyUnknown(undefined) }
    : { label: 'Tier', value: tier };

const preventionValues: Readonly<Record<PreventionMode, Value>> = {
  off: { text: 'Off', tone: 'warning' },
  detect: { text: 'Detects only', tone: 'warning' },
  block: { text: 'Blocks', tone: 'good' },
  on: { text: 'On, mode unknown', tone: 'neutral' },
  unknown,
};

function preventionFact(state: ProtectionState, { prevention }: Answers): FactItem {
  const label = 'Intrusion prevention';
  if (state.preventionWord !== undefined)
    return { label, value: { text: state.preventionWord, tone: 'neutral' } };
  const value = preventionValues[state.prevention];
  if (state.prevention !== 'unknown') return { label, value };
  return { label, value, hint: whyUnknown(prevention.ok ? undefined : prevention) };
}

const namedCategories = 8;

function categoriesFact({ categories }: ProtectionState): readonly FactItem[] {
  if (categories === undefined) return [];
  const fact = { label: 'Rule categories switched on', value: { number: categories.length } };
  if (categories.length === 0) return [fact];
  const rest = categories.length - namedCategories;
  const names = categories.slice(0, namedCategories).join(', ');
  return [{ ...fact, hint: rest > 0 ? `${names} and ${rest} more` : names }];
}

function signatureFacts({ state, nowMs }: OverviewInput): readonly FactItem[] {
  const { signatures, signatureCapacity: capacity, signaturesUpdatedAtMs: updatedAtMs } = state;
  const ageMs = signatureAgeMs(state, nowMs);
  return [
    { label: 'Signatures', value: signatures === undefined ? null : { number: signatures } },
    { label: 'Signatures updated', value: updatedAtMs === undefined ? null : { atMs: updatedAtMs } },
    ...(ageMs === undefined ? [] : [{ label: 'Age of the signatures', value: { durationMs: ageMs } }]),
    ...(capacity === undefined ? [] : [{ label: 'Signature capacity', value: { number: capacity } }]),
    ...(signatures === undefined || capacity === undefined || capacity <= 0
      ? []
      : [{ label: 'Capacity in use', value: { ratio: signatures / capacity } }]),
  ];
}

function featureFact(label: string, feature: Feature, detail?: string): FactItem {
  if (feature.state === 'unknown') return { label, value: unknown, hint: whyUnknown(feature.because) };
  if (feature.state === 'off') return { label, value: { text: 'Off', tone: 'neutral' } };
  return { label, value: { text: 'On', tone: 'good' }, ...(detail !== undefined && { hint: detail }) };
}

const addresses = ({ honeypotAddresses: count = 0 }: ProtectionState): string | undefined =>
  count === 0 ? undefined : `${count} ${count === 1 ? 'address' : 'addresses'}`;

const filters = ({ switchedOnFilters: count = 0 }: ProtectionState): string | undefined =>
  count === 0 ? undefined : `${count} ${count === 1 ? 'filter' : 'filters'}`;
