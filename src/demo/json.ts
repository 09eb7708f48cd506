export type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A request's body as an object; an empty body is an empty object, anything else that is no object `undefined`. */
export const parseObject = (text: string): JsonObject | undefined => {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const objectIn = (object: JsonObject, name: string): JsonObject => {
  const value = object[name];
  return isObject(value) ? value : {};
};

export const numberIn = (object: JsonObject, name: string): number | undefined => {
  const value = object[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

export const stringIn = (object: JsonObject, name: string): string | undefined => {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
};

/** The strings of a list; a missing list is empty, as the console treats its filters. */
export const stringsIn = (object: JsonObject, name: string): readonly string[] => {
  const value: unknown = object[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};
