type Change = (value: unknown) => unknown;

/** A JSON value with every value in it, the innermost first, put through `change`. */
const everywhere =
  (change: Change): Change =>
  (value) => {
    if (Array.isArray(value)) return change(value.map(everywhere(change)));
    if (typeof value !== 'object' || value === null) return change(value);
    return change(
      Object.fromEntries(Object.entries(value).map(([key, of]) => [key, everywhere(change)(of)])),
    );
  };

/** `[a, b]` becomes `{ "0": a, "1": b }`. */
export const listsAsObjects = everywhere((value) => (Array.isArray(value) ? { ...value } : value));

export const numbersAsStrings = everywhere((value) => (typeof value === 'number' ? String(value) : value));

/** What stands at the top keeps its name and loses its value. */
export const nullsAtTheTop: Change = (value) =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.keys(value).map((key) => [key, null]))
    : null;

/** Lists keep their length and lose their content. */
export const rowsAsNulls = everywhere((value) => (Array.isArray(value) ? value.map(() => null) : value));
