import type { ConsoleKind } from '../../console/console.ts';
import { isSourceError } from '../../net/errors.ts';
import { plainText } from '../../report/format.ts';
import type { Answers } from '../answers.ts';
import { type Asking, askText } from '../asking.ts';
import {
  certificateAt,
  comparisonAdvice,
  describeCertificate,
  isTrustAnswered,
  trustVariables,
} from '../certificate.ts';
import { findConsoleKind } from '../console-kind.ts';
import type { Step } from '../step.ts';
import type { SetupWorld } from '../world.ts';

/** Where the console is, whether its certificate can be trusted, and which kind of console it is. */
export const consoleStep = (asking: Asking, world: SetupWorld): Step => ({
  title: 'The console',
  variables: ['UNIFI_HOST', 'UNIFI_CONTROLLER', ...trustVariables],
  ask: (answers, before) => {
    const message = 'Where is the UniFi console? A host, host:port or https address';
    const initial = before.UNIFI_HOST;
    return askText({ name: 'UNIFI_HOST', message, example: '192.168.1.1', initial }, answers, asking);
  },
  trial: async (answers) => {
    asking.prompter.say(['Asking for its certificate …']);
    const trusted = await decideOnTrust(answers, asking);
    if (typeof trusted === 'string') return { works: false, reasons: [trusted] };
    const kind = await findConsoleKind(trusted, world);
    if (!kind.success) {
      return { works: false, reasons: [plainText(kind.failure.detail)], answers: trusted };
    }
    asking.prompter.say([kindWords[kind.value]], 'good');
    return { works: true, answers: trusted };
  },
});

const kindWords = {
  'unifi-os': 'A UniFi OS console answers.',
  classic: 'A classic UniFi Network controller answers.',
  unclear: 'It answers, but does not show which kind of console it is; both are tried.',
} as const satisfies Record<ConsoleKind | 'unclear', string>;

/** The answers with what was decided about the certificate, or why there is nothing to go on with. @throws SetupStopped */
const decideOnTrust = async (answers: Answers, { prompter }: Asking): Promise<Answers | string> => {
  if (isTrustAnswered(answers)) return answers;
  const shown = await certificateAt(answers).catch((error: unknown) => {
    if (isSourceError(error)) return plainText(error.message);
    throw error;
  });
  if (shown === undefined) return 'UNIFI_HOST is no address.';
  if (typeof shown === 'string') return shown;
  if (shown.refusal === undefined) {
    prompter.say(['This system trusts its certificate, so nothing has to be pinned.'], 'good');
    return answers;
  }
  prompter.say([
    `${plainText(shown.refusal)}.`,
    ...describeCertificate(shown).map((line) => plainText(line)),
  ]);
  prompter.say([comparisonAdvice]);
  const isPinned = await prompter.confirm(
    'Is it the same? Then it is pinned: this certificate is accepted and no other',
    false,
  );
  return isPinned
    ? { ...answers, UNIFI_TLS_FINGERPRINT: shown.sha256 }
    : 'The certificate is neither trusted nor pinned: nothing is sent to this console.';
};
