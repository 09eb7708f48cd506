/** What a text in a JSON answer becomes; `key` is the property in which it stands, or the list does. */
export type ChangeText = (text: string, key: string) => string;

/** A JSON value with every text in it changed. */
export const changeTexts = (value: unknown, change: ChangeText, key = ''): unknown => {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => changeTexts(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, changeTexts(inner, change, name)]),
  );
};

/** Where people, providers and rule authors choose the words. */
const nameKeys = new Set([
  'name',
  'desc',
  'hostname',
  'host_name',
  'client_name',
  'essid',
  'isp_name',
  'isp_organization',
  'network',
  'network_name',
  'zone_name',
  'signature',
  'signature_class',
  'category_name',
  'queryName',
  'clientCountryName',
  'clientRequestHTTPHost',
  'clientRequestPath',
  'description',
  'title_raw',
  'message_raw',
  'model',
  'oui',
  'displayable_version',
  'upgrade_to_firmware',
]);

/** The short name of the site stands in every path. */
const isNeeded = (text: string): boolean => text === 'default';

/** Replaces names, and always the same name by the same text, so that what belongs together stays so; `known` is told. */
export const renaming =
  (textFor: (name: string) => string, known = new Map<string, string>()): ChangeText =>
  (name, key) => {
    if (!nameKeys.has(key) || isNeeded(name)) return name;
    const text = known.get(name) ?? textFor(name);
    known.set(name, text);
    return text;
  };

/** Without these there is no conversation: whether it went well, and what the next address is made of. */
const protocolKeys = new Set(['rc', 'id', '_id']);

/** Replaces every text there is, but for what the next question needs. */
export const replacingAll =
  (textFor: (text: string, key: string) => string): ChangeText =>
  (text, key) =>
    protocolKeys.has(key) || isNeeded(text) ? text : textFor(text, key);
