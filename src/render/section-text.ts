import type { IntegrationSection } from '../integrations/results.ts';
import type { WritingStyle } from '../report/format-time.ts';
import { findingsView } from './finding.ts';
import { limitSteps } from './limits.ts';
import { integrationView } from './sections.ts';
import { findingsParts, part, sectionLines } from './text.ts';
import { createWriter } from './writer.ts';

/** One section as it stands in the text part of a report, and the findings that would stand at the report's top. */
export const sectionText = (section: IntegrationSection, style: WritingStyle): string => {
  const [limits] = limitSteps;
  const write = createWriter({ ...style, maxTextLength: limits.textLength });
  const view = integrationView(section, write, limits);
  const findings = findingsView(section.success ? section.data.findings : [], write, limits);
  const parts = [part(view.title, sectionLines(view)), ...findingsParts(findings)];
  return parts.map(({ heading, rule, lines }) => `${[...heading, rule, ...lines].join('\n')}\n`).join('\n');
};
