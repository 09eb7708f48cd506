import { fileTwinOf } from '../../config/secrets.ts';
import { cloudflare } from '../../integrations/cloudflare/index.ts';
import { cybersecure } from '../../integrations/cybersecure/index.ts';
import type { IntegrationSection } from '../../integrations/results.ts';
import type { Value } from '../../report/section.ts';
import { type Answers, isAnswered } from '../answers.ts';
import { type Asking, askSecret } from '../asking.ts';
import type { Step } from '../step.ts';
import type { SetupWorld } from '../world.ts';
import { integrationStep } from './integration-step.ts';

/** Cloudflare and CyberSecure, as the setup asks for them. */
export const integrationSteps = (asking: Asking, world: SetupWorld): readonly Step[] => [
  integrationStep({ definition: cloudflare, ask: askCloudflare(asking), seen: zonesSeen }, asking, world),
  integrationStep({ definition: cybersecure, ask: askCyberSecure(asking), seen: notesSeen }, asking, world),
];

const askCloudflare =
  (asking: Asking): Step['ask'] =>
  async (answers) => {
    if (isAnswered(answers, 'CLOUDFLARE_API_TOKEN')) return answers;
    const isWanted = await asking.prompter.confirm('Shall the report have a section on Cloudflare?', false);
    if (!isWanted) return answers;
    asking.prompter.say(cloudflare.adviseOnCredentials?.([]) ?? []);
    return askSecret({ name: 'CLOUDFLARE_API_TOKEN', message: 'API token' }, answers, asking);
  };

const askCyberSecure =
  (asking: Asking): Step['ask'] =>
  async (answers) => {
    if (isAnswered(answers, 'CYBERSECURE_API_KEY')) return answers;
    const same = keyOfConsole(answers);
    const choice = await asking.prompter.choose({
      message: 'Shall the report have a section on CyberSecure, the subscription of a UniFi gateway?',
      choices: [
        { value: 'off', label: 'No' },
        ...(same === undefined
          ? []
          : [{ value: 'same', label: 'Yes, with the key of the console' } as const]),
        { value: 'other', label: 'Yes, with a key of its own' },
      ],
    });
    if (choice === 'off') return answers;
    if (choice === 'same' && same !== undefined) return { ...answers, ...same };
    return askSecret({ name: 'CYBERSECURE_API_KEY', message: 'API key of the console' }, answers, asking);
  };

/** The key that the console takes, as CyberSecure's; undefined where there is a login instead. */
const keyOfConsole = ({ UNIFI_API_KEY: key, UNIFI_API_KEY_FILE: path }: Answers): Answers | undefined => {
  if (key !== undefined) return { CYBERSECURE_API_KEY: key };
  return path === undefined ? undefined : { [fileTwinOf('CYBERSECURE_API_KEY')]: path };
};

type Fetched = IntegrationSection & { readonly success: true };

const zonesSeen = (section: Fetched): readonly string[] => {
  const table = section.data.blocks.find((block) => block.kind === 'table' && block.title === 'Zones');
  if (table?.kind !== 'table') return notesSeen(section);
  const names = table.rows.map(([name]) => textOf(name)).join(', ');
  return [`Zones: ${names}${table.more === undefined ? '' : ` ${table.more}`}`, ...notesSeen(section)];
};

const textOf = (value: Value | undefined): string => {
  if (typeof value === 'string') return value;
  return value !== null && value !== undefined && 'text' in value ? value.text : '';
};

/** What is missing, and why. */
const notesSeen = ({ data }: Fetched): readonly string[] =>
  data.blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []));
