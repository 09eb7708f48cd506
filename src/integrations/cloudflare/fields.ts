/** Whether a plan lets one ask for a field, by its own name: `clientIP`, `countryMap`. */
export type MayAsk = (field: string) => boolean;

/**
 * @param available flattened with underscores as the settings node tells them: `count`, `dimensions_clientIP`,
 * `sum_countryMap` (Cloudflare API reference §2.2); none = not told, so that everything may be tried
 */
export function fieldsOf(available: readonly string[]): MayAsk {
  const parts = new Set(available.flatMap((name) => name.toLowerCase().split('_')));
  return (field) => parts.size === 0 || parts.has(field.toLowerCase());
}

export const allFields: MayAsk = () => true;

/**
 * Without the field that an error named: the list is no promise, and error texts write fields in lower case (§2.5).
 * @param optional all the fields that a question can do without; they go together when no field was named
 */
export function without(may: MayAsk, refused: string | undefined, optional: readonly string[]): MayAsk {
  const isNamed = optional.some((field) => field.toLowerCase() === refused?.toLowerCase());
  const gone = new Set((isNamed && refused ? [refused] : optional).map((field) => field.toLowerCase()));
  return (field) => !gone.has(field.toLowerCase()) && may(field);
}

/** The fields that may be asked for, as a GraphQL selection. */
export const select = (may: MayAsk, fields: readonly string[]): string => fields.filter(may).join(' ');
