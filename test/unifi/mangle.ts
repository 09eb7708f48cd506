import * as fc from 'fast-check';

/** What may become of a value on its way: all of it has been seen on some version (UniFi API reference §7.2). */
const changes = {
  dropped: () => undefined,
  asText: (value: unknown) => (typeof value === 'object' ? 'text' : String(value)),
  nothing: () => null,
  no: () => false,
  zero: () => 0,
  negative: () => -1,
  huge: () => 9e18,
  notANumber: () => 'NaN',
  emptyText: () => '',
  emptyObject: () => ({}),
  listOfIt: (value: unknown) => [value],
  objectOfIt: (value: unknown) => ({ it: value }),
  inMilliseconds: (value: unknown) => (typeof value === 'number' ? value * 1000 : value),
  inSeconds: (value: unknown) => (typeof value === 'number' ? Math.floor(value / 1000) : value),
} as const satisfies Record<string, (value: unknown) => unknown>;

type Change = keyof typeof changes;

const isChange = (name: string): name is Change => Object.hasOwn(changes, name);

export interface Mangling {
  /** Which of the fields' names, counted round. */
  readonly place: number;
  readonly change: Change;
  /** Every field of that name, else about every third one. */
  readonly everywhere: boolean;
}

export const manglings = fc.array(
  fc.record<Mangling>({
    place: fc.nat(),
    change: fc.constantFrom(...Object.keys(changes).filter(isChange)),
    everywhere: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

/** The answers by path with these changes; the answers themselves stay as they are. */
export function mangled(
  answers: Readonly<Record<string, unknown>>,
  list: readonly Mangling[],
): Readonly<Record<string, unknown>> {
  const all = new Map(Object.entries(answers));
  const paths = [...all.keys()];
  for (const { place, change, everywhere } of list) {
    const path = paths[place % paths.length] ?? '';
    const names = [...namesIn(all.get(path))];
    const name = names[Math.floor(place / paths.length) % Math.max(1, names.length)];
    let count = 0;
    const changeOne = (value: unknown): unknown => {
      count += 1;
      return everywhere || count % 3 === 1 ? changes[change](value) : value;
    };
    all.set(path, replaced(all.get(path), name, changeOne));
  }
  return Object.fromEntries(all);
}

function namesIn(value: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return names;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name);
    namesIn(inner, names);
  }
  return names;
}

function replaced(value: unknown, wanted: string | undefined, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, wanted, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === wanted ? change(inner) : replaced(inner, wanted, change),
    ]),
  );
}
