import { describe, expect, test } from 'vitest';
import { renderTestMail } from '../../src/render/render.ts';
import { readShippedTemplate, type TemplateName } from '../../src/render/templates.ts';
import type { TestMail } from '../../src/render/test-mail.ts';
import { parseHtml } from './html-elements.ts';

const mail: TestMail = {
  title: 'Harbour Office',
  programVersion: '1.2.3',
  facts: [
    { label: 'Console', value: '192.168.1.1' },
    { label: 'To', value: 'marta@harbour-office.example' },
  ],
};
const render = (changes: Partial<TestMail> = {}) =>
  renderTestMail({ ...mail, ...changes }, { readTemplate: readShippedTemplate });

describe('the test message', () => {
  test('says in both parts what it is, of which version, and for what', () => {
    const { subject, html, text } = render();

    expect(subject).toBe('Test of unifi-report: Harbour Office');
    for (const part of [html, text]) {
      expect(part).toContain('This is a test of unifi-report');
      expect(part).toContain('unifi-report 1.2.3');
      for (const { label, value } of mail.facts) {
        expect(part).toContain(label);
        expect(part).toContain(value);
      }
    }
  });

  test('is small and well-formed', () => {
    const { html } = render();

    expect(parseHtml(html).length).toBeGreaterThan(20);
    expect(html.length).toBeLessThan(5_000);
  });

  test('has a subject of its own where there is no title', () => {
    const { title: _, ...untitled } = mail;

    expect(renderTestMail(untitled, { readTemplate: readShippedTemplate }).subject).toBe(
      'Test of unifi-report',
    );
  });

  test('escapes what was configured, and strips what cannot be seen', () => {
    const hostile = '<b>{{x}}</b>\r\nBcc: \u202eeverybody';
    const { subject, html, text } = render({ title: hostile, facts: [{ label: 'To', value: hostile }] });

    expect(subject).toBe('Test of unifi-report: <b>{{x}}</b> Bcc: everybody');
    expect(html).toContain('&lt;b&gt;{{x}}&lt;/b&gt; Bcc: everybody');
    expect(html).not.toContain('<b>');
    expect(text).toContain('To: <b>{{x}}</b> Bcc: everybody');
  });

  test.each(['test.html', 'test.txt'] as const)(
    'a name misspelt in %s is an error, not a blank',
    (misspelt) => {
      const readTemplate = (name: TemplateName): string =>
        name === misspelt ? `${readShippedTemplate(name)}{{titel}}` : readShippedTemplate(name);

      expect(() => renderTestMail(mail, { readTemplate })).toThrow(/titel/u);
    },
  );
});
