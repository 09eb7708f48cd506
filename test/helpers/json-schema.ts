type Schema = Readonly<Record<string, unknown>>;
type Rule = (expected: unknown, value: unknown, schema: Schema, root: Schema) => boolean;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isSchema(value) ? Object.entries(value) : [];
const schemasOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
};

/** Rules about texts, numbers, lists and objects say nothing about values of another type. */
const ofText =
  (rule: (expected: unknown, text: string) => boolean): Rule =>
  (expected, value) =>
    typeof value !== 'string' || rule(expected, value);
const ofNumber =
  (rule: (expected: number, value: number) => boolean): Rule =>
  (expected, value) =>
    typeof value !== 'number' || rule(Number(expected), value);
const ofList =
  (rule: (expected: number, length: number) => boolean): Rule =>
  (expected, value) =>
    !Array.isArray(value) || rule(Number(expected), value.length);
const ofObject =
  (rule: (expected: number, size: number) => boolean): Rule =>
  (expected, value) =>
    !isSchema(value) || rule(Number(expected), Object.keys(value).length);
/** They say nothing about a value; `then` and `else` belong to `if`. */
const silent = new Set(['$schema', 'title', 'description', 'default', 'definitions', 'then', 'else']);

/** The keywords of JSON Schema (draft-07) that our schema uses. */
const rules: Readonly<Record<string, Rule>> = {
  $ref: (reference, value, _schema, root) =>
    matches(
      Reflect.get(Object(root.definitions), String(reference).replace('#/definitions/', '')),
      value,
      root,
    ),
  type: (expected, value) =>
    [expected].flat().some((type) => (type === 'integer' ? Number.isInteger(value) : type === typeOf(value))),
  enum: (words, value) => schemasOf(words).includes(value),
  const: (expected, value) => expected === value,
  pattern: ofText((pattern, text) => new RegExp(String(pattern), 'u').test(text)),
  minLength: ofText((least, text) => text.length >= Number(least)),
  maxLength: ofText((most, text) => text.length <= Number(most)),
  minimum: ofNumber((least, value) => value >= least),
  maximum: ofNumber((most, value) => value <= most),
  minItems: ofList((least, length) => length >= least),
  maxItems: ofList((most, length) => length <= most),
  minProperties: ofObject((least, size) => size >= least),
  maxProperties: ofObject((most, size) => size <= most),
  items: (item, value, _schema, root) =>
    !Array.isArray(value) || value.every((each) => matches(item, each, root)),
  required: (names, value) =>
    !isSchema(value) || schemasOf(names).every((name) => Object.hasOwn(value, String(name))),
  dependencies: (needs, value) =>
    !isSchema(value) ||
    membersOf(needs).every(
      ([name, others]) =>
        !Object.hasOwn(value, name) ||
        schemasOf(others).every((other) => Object.hasOwn(value, String(other))),
    ),
  properties: (properties, value, _schema, root) =>
    membersOf(properties).every(
      ([name, schema]) =>
        !isSchema(value) || !Object.hasOwn(value, name) || matches(schema, value[name], root),
    ),
  propertyNames: (schema, value, _schema, root) =>
    membersOf(value).every(([name]) => matches(schema, name, root)),
  additionalProperties: (schema, value, { properties }, root) =>
    membersOf(value)
      .filter(([name]) => !membersOf(properties).some(([known]) => known === name))
      .every(([, member]) => schema !== false && matches(schema, member, root)),
  allOf: (schemas, value, _schema, root) => schemasOf(schemas).every((one) => matches(one, value, root)),
  anyOf: (schemas, value, _schema, root) => schemasOf(schemas).some((one) => matches(one, value, root)),
  oneOf: (schemas, value, _schema, root) =>
    schemasOf(schemas).filter((one) => matches(one, value, root)).length === 1,
  not: (schema, value, _schema, root) => !matches(schema, value, root),
  if: (condition, value, schema, root) =>
    matches(matches(condition, value, root) ? (schema.then ?? {}) : (schema.else ?? {}), value, root),
};

/**
 * Whether a JSON Schema accepts a value, as an editor would tell.
 * @throws Error for a keyword that it does not know, instead of ignoring it
 */
export function matches(schema: unknown, value: unknown, root: unknown = schema): boolean {
  if (!isSchema(schema) || !isSchema(root)) throw new Error('a schema must be an object');
  return Object.entries(schema).every(([keyword, expected]) => {
    if (silent.has(keyword)) return true;
    const rule = rules[keyword];
    if (rule === undefined) throw new Error(`no rule for the keyword ${keyword}`);
    return rule(expected, value, schema, root);
  });
}
