import { renderTestMail } from '../../src/render/render.ts';
import { readShippedTemplate } from '../../src/render/templates.ts';

/** What `send-test` sends. */
export const testMessage = renderTestMail(
  {
    title: 'Harbour Office',
    programVersion: '1.2.3',
    facts: [
      { label: 'Console', value: '192.168.1.1' },
      { label: 'To', value: 'marta@harbour-office.example, operations@harbour-office.example' },
    ],
  },
  { readTemplate: readShippedTemplate },
);
