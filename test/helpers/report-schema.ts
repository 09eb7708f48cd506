import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

export const reportSchema: unknown = JSON.parse(
  readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
);

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  Object(reportSchema),
);

/** What is wrong with a document, one line each; nothing where the published schema accepts it. */
export const schemaProblems = (document: unknown): readonly string[] =>
  validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
