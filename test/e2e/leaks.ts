import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canaries } from '../../src/demo/console/secrets.ts';
import { demoCredentials } from '../../src/demo/demo.ts';
import type { Ended, TestNetwork } from './network.ts';
import { mailsOf } from './results.ts';

const { apiKey, cyberSecureApiKey, password, cloudflareToken, smtpPassword } = demoCredentials;

/** Whatever opens a door, and what the demo console hides in its answers. */
export const secrets: readonly string[] = [
  apiKey,
  cyberSecureApiKey,
  password,
  cloudflareToken,
  smtpPassword,
  ...canaries,
];

interface Place {
  readonly name: string;
  readonly text: string;
}

/** Everything that came out of the program: mails as sent and as read, output, and every file byte for byte. */
export const placesOf = async (network: TestNetwork, ended: Ended): Promise<readonly Place[]> => {
  const mails = await mailsOf(network);
  const files = readdirSync(network.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return [
    { name: 'stdout', text: ended.stdout },
    { name: 'stderr', text: ended.stderr },
    ...network.mail.messages.map(({ raw }) => ({ name: 'mail as sent', text: raw })),
    ...mails.map(({ subject, html, text }) => ({ name: 'mail as read', text: subject + html + text })),
    ...files.map(({ parentPath, name }) => ({
      name,
      text: readFileSync(join(parentPath, name), 'latin1'),
    })),
  ];
};

/** `name of the place: secret`, for each that is where it must not be; Base64 and URL forms included. */
export const leaks = (places: readonly Place[]): readonly string[] =>
  places.flatMap(({ name, text }) =>
    secrets
      .filter((secret) =>
        [secret, Buffer.from(secret).toString('base64')].some((form) => text.includes(form)),
      )
      .map((secret) => `${name}: ${secret}`),
  );
