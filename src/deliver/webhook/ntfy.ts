import type { WriteBody } from './body.ts';
import { type Digest, fitLines } from './digest.ts';

/** What is longer becomes an attachment (docs.ntfy.sh/publish, "Limitations"). */
const mostBytes = 4_096;
/** Of one encoded word: 75 letters of Base64 and its frame (RFC 2047 §2). */
const mostBytesPerWord = 45;

/** 3 is ntfy's default, 5 rings through (docs.ntfy.sh/publish, "Message priority"). */
const priorities = { critical: '5', warning: '4', notice: '3', clear: '3' } as const satisfies Record<
  Digest['severity'],
  string
>;
/** Short codes of emoji, which ntfy shows before the title. */
const tags = {
  critical: 'rotating_light',
  warning: 'warning',
  notice: 'information_source',
  clear: 'white_check_mark',
} as const satisfies Record<Digest['severity'], string>;

/** A message to the topic that the address names: the lines are its body, the rest is in headers. */
export const writeNtfy: WriteBody = ({ digest: { title, severity, lines } }) => ({
  headers: {
    'content-type': 'text/plain; charset=utf-8',
    title: headerText(title),
    priority: priorities[severity],
    tags: tags[severity],
  },
  text: fitLines(lines, mostBytes, Buffer.byteLength),
});

/** Headers are ASCII: ntfy takes encoded words (RFC 2047) for the rest. Text that looks like one is encoded as well. */
const headerText = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text;
  const words: string[] = [''];
  for (const character of text) {
    const word = words.at(-1) ?? '';
    if (Buffer.byteLength(word + character) > mostBytesPerWord) words.push(character);
    else words[words.length - 1] = word + character;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
};
