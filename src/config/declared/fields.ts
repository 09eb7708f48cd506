import * as v from 'valibot';
import { timerDuration } from '../durations.ts';
import { nearestName } from '../nearest-name.ts';
import { type Parse, parsed, quote, wrong } from '../parsed.ts';
import { line } from '../values.ts';
import { membersOf } from './document.ts';

/** The kinds of value that the file is made of. Each message completes a sentence that the place's name begins. */

const noObject = v.custom<never>(() => false, 'must be a list of "name: value"');

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** To valibot a list is an object as well. */
export const object = <const Schema extends v.GenericSchema>(schema: Schema) =>
  v.lazy((value): Schema | typeof noObject => (isObject(value) ? schema : noObject));

/** What a JSON Schema calls an object without additional properties, every unknown member told. */
export const fields = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.looseObject(entries, 'is missing'),
    v.rawCheck(({ dataset, addIssue }) => {
      const names = Object.keys(entries);
      const input = Object.fromEntries(membersOf(dataset.value));
      for (const [key, value] of Object.entries(input)) {
        if (names.includes(key)) continue;
        const nearest = nearestName(key, names);
        const advice = nearest === undefined ? `there are ${names.join(', ')}` : `did you mean ${nearest}?`;
        addIssue({
          message: `is not known here; ${advice}`,
          path: [{ type: 'object', origin: 'key', input, key, value }],
        });
      }
    }),
  );

/** A map whose names people choose. */
export const mapOf = <const Schema extends v.GenericSchema>(name: RegExp, message: string, schema: Schema) =>
  object(v.record(v.pipe(v.string(), v.regex(name, message)), schema));

export const listOf = <const Schema extends v.GenericSchema>(schema: Schema, most: number) =>
  v.pipe(
    v.array(schema, 'must be a list'),
    v.check((items) => items.length > 0 && items.length <= most, `must have from 1 to ${most} entries`),
  );

/** Runs a parser of the configuration. */
export const parsedBy = <Input, Output>(parse: (input: Input) => ReturnType<Parse<Output>>) =>
  v.rawTransform<Input, Output>(({ dataset, addIssue, NEVER }) => {
    const result = parse(dataset.value);
    if (result.ok) return result.value;
    addIssue({ message: result.message });
    return NEVER;
  });

export const string = v.string('must be a text; a number or a word like true needs quotes');
const filled: Parse<string> = (text) =>
  text.trim() === '' ? wrong('is empty; write something or leave it out') : parsed(text);

/** One line that a person reads. */
export const text = (longest = 200) => v.pipe(string, parsedBy(filled), parsedBy(line(longest)));

export const boolean = v.boolean('must be true or false');

export const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.check((value) => Number.isInteger(value) && value >= least && value <= most, message),
  );
};

export const numberFrom = (least: number, most: number) => {
  const message = `must be a number from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.check((value) => value >= least && value <= most, message),
  );
};

export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  v.picklist(words, ({ input }) => `${quote(String(input))} is not one of ${words.join(', ')}`);

export const duration = v.pipe(
  v.union([v.string(), v.number()], 'must be a time, such as 10s or 500ms'),
  v.transform(String),
  parsedBy(timerDuration),
);

/** Values that stand in a text: a query, a form, a header. */
export const scalar = v.union(
  [v.string(), v.number(), v.boolean()],
  'must be a text, a number, true or false',
);
