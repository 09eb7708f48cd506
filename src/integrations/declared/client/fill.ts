import { SourceError } from '../../../net/errors.ts';
import type { Period } from '../../../period.ts';
import type { JsonTemplate, Template, TemplatePart } from '../spec.ts';

/** What templates are filled with. */
export interface Filling {
  /** The secrets behind `${…}`. */
  readonly references: References;
  readonly period: Period;
  /** By name; each is a text, a number, true, false or null. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** The value of `${NAME}` or `${file:path}`. @throws SourceError when it cannot be had */
export type References = (part: Extract<TemplatePart, { kind: 'variable' | 'file' }>) => string;

/** For texts that hold references and nothing else that varies. */
export const fillReferences = (template: Template, references: References): string =>
  template
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.kind === 'variable' || part.kind === 'file' ? references(part) : '';
    })
    .join('');

export const fillText = (template: Template, filling: Filling): string =>
  template.map((part) => String(valueOfPart(part, filling))).join('');

/** A text that is nothing but one placeholder becomes what that is, so that a number stays a number. */
const fillTyped = (template: Template, filling: Filling): unknown => {
  const [only, ...more] = template;
  return only !== undefined && more.length === 0 ? valueOfPart(only, filling) : fillText(template, filling);
};

export const fillJson = (template: JsonTemplate, filling: Filling): unknown => {
  switch (template.kind) {
    case 'template':
      return fillTyped(template.template, filling);
    case 'constant':
      return template.value;
    case 'list':
      return template.items.map((item) => fillJson(item, filling));
    case 'object':
      return fillMembers(template.members, (member) => fillJson(member, filling));
  }
};

export const fillMembers = <From, To>(
  members: Readonly<Record<string, From>>,
  fill: (member: From) => To,
): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [name, fill(member)]));

const valueOfPart = (part: TemplatePart, { references, period, params }: Filling): unknown => {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'param':
      return params[part.name];
    case 'period':
      return pointInTime(part.edge === 'from' ? period.fromMs : period.toMs, part.format);
    default:
      return references(part);
  }
};

const pointInTime = (atMs: number, format: 'iso' | 'epoch' | 'epochMs'): string | number => {
  // Whole seconds: many APIs refuse a fraction.
  if (format === 'iso') return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
  return format === 'epoch' ? Math.floor(atMs / 1_000) : atMs;
};

/**
 * Fills a path. What is filled in is one step of it, however many slashes it has.
 * @throws SourceError for a value that would leave the path: nothing, `.` or `..`
 */
export const fillPath = (template: Template, filling: Filling): string => {
  const path = template
    .map((part) =>
      part.kind === 'text'
        ? part.text
        : encodeURIComponent(filled(valueOfPart(part, filling)).toWellFormed()),
    )
    .join('');
  if (path.split('/').some((step) => /^(\.|%2e){1,2}$/i.test(step)))
    throw new SourceError('unexpected', 'a parameter would lead out of the path of its operation');
  return path;
};

const filled = (value: unknown): string => {
  const text = String(value ?? '');
  if (text === '') throw new SourceError('unexpected', 'a parameter in the path of an operation is empty');
  return text;
};
