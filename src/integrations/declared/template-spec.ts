/** A text of the file, taken apart: what stands there, and what comes from elsewhere. */
export type Template = readonly TemplatePart[];

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `${NAME}` */
  | { readonly kind: 'variable'; readonly name: string }
  /** `${file:path}` */
  | { readonly kind: 'file'; readonly path: string }
  /** `{name}`, a member of `params` */
  | { readonly kind: 'param'; readonly name: string }
  /** `{period.from}`, `{period.to}`; with `:epoch` (seconds) or `:epochMs` a number */
  | {
      readonly kind: 'period';
      readonly edge: 'from' | 'to';
      readonly format: 'iso' | 'epoch' | 'epochMs';
    };

/** JSON in which every text is a template. One that is nothing but `{name}` becomes what the param is, a number say. */
export type JsonTemplate =
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'constant'; readonly value: number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly JsonTemplate[] }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, JsonTemplate>> };
