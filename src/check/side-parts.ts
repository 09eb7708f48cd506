import { sideParts } from '../report/side-parts.ts';
import type { PendingSideParts } from '../unifi/read-side-parts.ts';
import { missingSentence } from '../unifi/section-missing.ts';
import type { CheckLine } from './checklist.ts';

/** One line for all of the small parts: the report does without any of them, so none makes the check fail. */
export async function sidePartsLine(pending: PendingSideParts): Promise<CheckLine> {
  const notes: string[] = [];
  for (const [subject, name] of sideParts) {
    const part = await pending[name];
    if (part.status === 'missing') notes.push(`${subject}: ${missingSentence(part)}`);
  }
  const readCount = sideParts.length - notes.length;
  const status = readCount === 0 ? 'MISSING' : 'OK';
  return { status, subject: 'Further details', detail: `${readCount} of ${sideParts.length} read`, notes };
}
