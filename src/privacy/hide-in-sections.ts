import { mapTexts } from '../integrations/map-texts.ts';
import type { IntegrationResults } from '../integrations/results.ts';
import type { Directory } from './directory.ts';

type Hiding = Pick<Directory, 'hideInText' | 'hideInLabel'>;

/** What integrations answered, with hashes for the clients it names. What failed names none. */
export function hideInIntegrations(
  { sections, results }: IntegrationResults,
  { hideInText, hideInLabel }: Hiding,
): IntegrationResults {
  const maps = { text: hideInText, label: hideInLabel };
  return {
    sections: sections.map((section) =>
      section.success ? { ...section, data: mapTexts(section.data, maps) } : section,
    ),
    results: results.map((result) =>
      result.success ? { ...result, data: mapTexts(result.data, maps) } : result,
    ),
  };
}
