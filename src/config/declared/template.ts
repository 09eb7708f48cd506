import type { JsonTemplate, Template, TemplatePart } from '../../integrations/declared/spec.ts';
import { type Parsed, parsed, wrong } from '../parsed.ts';
import { membersOf } from './document.ts';

/** What may stand in a text: `${NAME}` and `${file:path}` everywhere, `{name}` where there are params. */
export type TemplateKind = 'references' | 'params';

const reference = /\$\{(?<reference>[^}]*)\}/;
/** `{{name}}` is `{name}` itself; other braces are just braces, JSON in a query is full of them. */
const placeholder = /\{\{(?<escaped>[A-Za-z_][\w.:-]*)\}\}|\{(?<param>[A-Za-z_][\w.:-]*)\}/;
const patterns = {
  references: new RegExp(reference, 'g'),
  params: new RegExp(`${reference.source}|${placeholder.source}`, 'g'),
} as const satisfies Record<TemplateKind, RegExp>;

/** Takes a text apart. The message does not quote what stands around the mistake, it may be a secret. */
export const parseTemplate = (text: string, kind: TemplateKind): Parsed<Template> => {
  const parts: TemplatePart[] = [];
  let doneTo = 0;
  for (const match of text.matchAll(patterns[kind])) {
    const part = partOf(match.groups ?? {});
    if (!part.ok) return part;
    parts.push(...textPart(text.slice(doneTo, match.index)), part.value);
    doneTo = match.index + match[0].length;
  }
  return parsed([...parts, ...textPart(text.slice(doneTo))]);
};

const textPart = (text: string): readonly TemplatePart[] => (text === '' ? [] : [{ kind: 'text', text }]);

const partOf = (groups: Readonly<Record<string, string | undefined>>): Parsed<TemplatePart> => {
  const { escaped, param } = groups;
  if (escaped !== undefined) return parsed({ kind: 'text', text: `{${escaped}}` });
  return param === undefined ? referenceOf(groups.reference ?? '') : paramOf(param);
};

const referenceOf = (inside: string): Parsed<TemplatePart> => {
  if (/^[A-Za-z_]\w*$/.test(inside)) return parsed({ kind: 'variable', name: inside });
  const path = /^file:(?<path>\S.*)$/.exec(inside)?.groups?.path;
  return path === undefined
    ? wrong(`holds something between "\${" and "}" that is neither NAME nor file:path`)
    : parsed({ kind: 'file', path });
};

const paramOf = (name: string): Parsed<TemplatePart> => {
  const groups = /^period\.(?<edge>from|to)(?::(?<format>\w+))?$/.exec(name)?.groups;
  if (groups === undefined) {
    return /[.:]/.test(name)
      ? wrong(
          `{${name}} is unknown; besides params there are {period.from} and {period.to} ({{${name}}} is the text itself)`,
        )
      : parsed({ kind: 'param', name });
  }
  const edge = groups.edge === 'to' ? 'to' : 'from';
  const format = periodFormats.find((one) => one === (groups.format ?? 'iso'));
  return format === undefined
    ? wrong(
        `{${name}} is unknown; write {period.${edge}}, {period.${edge}:epoch} or {period.${edge}:epochMs}`,
      )
    : parsed({ kind: 'period', edge, format });
};

const periodFormats = ['iso', 'epoch', 'epochMs'] as const;

/** For a text that was checked before: what cannot be taken apart stays a text. */
export const templateOf = (text: string, kind: TemplateKind): Template => {
  const template = parseTemplate(text, kind);
  return template.ok ? template.value : textPart(text);
};

/** Any value of the file as a template. */
export const jsonTemplateOf = (value: unknown): JsonTemplate => {
  if (typeof value === 'string') return { kind: 'template', template: templateOf(value, 'params') };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(jsonTemplateOf) };
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'constant', value };
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value: null };
  const members = membersOf(value).map(([name, member]) => [name, jsonTemplateOf(member)] as const);
  return { kind: 'object', members: Object.fromEntries(members) };
};
