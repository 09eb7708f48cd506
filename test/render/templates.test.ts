import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readCompiledTemplates } from '../../src/render/compiled-templates.ts';
import {
  type CompiledTemplates,
  createRenderer,
  precompile,
  renderTestMail,
} from '../../src/render/render.ts';
import {
  templateNames as names,
  readShippedTemplate,
  type TemplateName,
} from '../../src/render/templates.ts';
import { fullReport } from '../helpers/report.ts';
import { parseHtml } from './html-elements.ts';
import { rendered } from './renderer.ts';

/** What may stand in a style, a class, a width …: our own colours, words and numbers. */
const ownValues =
  /^(@root\.light\.[\w.]+|light\.[\w.]+|dark\.[\w.]+|@key|ink|surface|edge|shade\.(name|ink|surface|edge)|#if wide|#unless @first|else|\/(if|unless)|(\.\.\/)?width|percent|picture\.(src|width|height))$/u;

describe.each(names)('%s', (name) => {
  /** The names of saved files are ours: nothing but such a name is listed. */
  const ownLinks = / href="\{\{(?:page|name)\}\}"/gu;
  const shipped = readShippedTemplate(name);
  const source = name === 'saved-reports.html' ? shipped.replaceAll(ownLinks, '') : shipped;

  test('writes nothing unescaped but ready tags, of which tags.test.ts tells what is in them', () => {
    expect(source.replaceAll(/\{\{\{[\w.]+\}\}\}/gu, '')).not.toMatch(/\{\{\{|\{\{~?\s*&/u);
  });

  test('loads nothing and links nowhere but to the reports that are listed', () => {
    // A picture is in the mail or in the page itself: see what a renderer may put there.
    const withoutPicture = source.replace(/<img src="\{\{picture\.src\}\}"/mu, '<img');
    expect(withoutPicture).not.toMatch(/\b(href|src|srcset|action|background)\s*=|url\(|@import|https?:/iu);
  });

  test('puts only our own values into attributes that have an effect', () => {
    const effective = source.matchAll(/(?<=\s)(?!aria-label|data-label|alt)[a-z-]+="([^"]*\{\{[^"]*)"/gu);
    for (const [, value = ''] of effective) {
      for (const [, expression = ''] of value.matchAll(/\{\{([^}]*)\}\}/gu)) {
        expect(expression).toMatch(ownValues);
      }
    }
  });
});

test('every template that is shipped is used', () => {
  const shipped = readdirSync(new URL('../../templates/', import.meta.url), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((path) => path.endsWith('.hbs'))
    .map((path) => path.replace(/\.hbs$/u, ''));
  expect(shipped.toSorted()).toEqual([...names].toSorted());
});

test.each(['report.html', 'report.txt', 'blocks/note'] as const)(
  'a name misspelt in %s is an error, not a blank',
  (misspelt) => {
    const readTemplate = (name: TemplateName): string =>
      name === misspelt ? `${readShippedTemplate(name)}{{titel}}` : readShippedTemplate(name);
    expect(() => createRenderer({ readTemplate }).render(fullReport(), { locale: 'en-GB' })).toThrow(
      /titel/u,
    );
  },
);

test('the page is well-formed and carries no indentation', () => {
  const { html } = rendered(fullReport());
  expect(parseHtml(html).length).toBeGreaterThan(200);
  expect(html).not.toMatch(/^[ \t]/mu);
});

test('the styles inside the page stay far below the 16 KB that Gmail accepts', () => {
  const css = /<style>([^<]*)<\/style>/u.exec(rendered(fullReport()).html)?.[1] ?? '';
  expect(css).toContain('prefers-color-scheme: dark');
  expect(css.length).toBeLessThan(8_000);
});

test('templates hold no tab, no trailing blank and no line without an end', () => {
  for (const name of names) {
    const source = readFileSync(new URL(`../../templates/${name}.hbs`, import.meta.url), 'utf8');
    expect(source).toMatch(/[^\n]\n$/u);
    expect(source).not.toMatch(/\t|[ ]$/mu);
  }
});

describe('compiled by the build', () => {
  /** As the build writes it, and as the program finds it beside its own file. */
  const compiledFrom = async (readTemplate: (name: TemplateName) => string): Promise<CompiledTemplates> => {
    const folder = mkdtempSync(join(tmpdir(), 'unifi-report-templates-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'templates.cjs');
    writeFileSync(file, precompile(readTemplate));
    const built: { compiledTemplates: CompiledTemplates } = createRequire(import.meta.url)(file);
    return built.compiledTemplates;
  };
  /** Whoever has them compiled reads no template. */
  const unread = (name: TemplateName): string => expect.fail(`${name} was read`);

  test('templates write the same report and the same test mail', async () => {
    const compiled = await compiledFrom(readShippedTemplate);
    const [built, source] = [{ readTemplate: unread, compiled }, { readTemplate: readShippedTemplate }].map(
      (deps) => ({
        report: createRenderer(deps).render(fullReport(), { locale: 'en-GB' }),
        test: renderTestMail({ programVersion: '1', facts: [{ label: 'a & b', value: '<c>' }] }, deps),
      }),
    );
    expect(built).toEqual(source);
  });

  test('a name that is misspelt is an error as well', async () => {
    const compiled = await compiledFrom((name) => `${readShippedTemplate(name)}{{titel}}`);
    const renderer = createRenderer({ readTemplate: unread, compiled });
    expect(() => renderer.render(fullReport(), { locale: 'en-GB' })).toThrow(/titel/u);
  });

  test('in a source tree there are none', () => {
    expect(readCompiledTemplates()).toBeUndefined();
  });
});
