import { jsonBody, type WriteBody } from './body.ts';
import { fitLines } from './digest.ts';

/** Discord's limit, its Slack-compatible address included; Slack takes more. */
const mostCharacters = 2_000;

/** A name in the network must not call everybody: without a word joiner after the @ it would be a mention. */
const withoutMentions = (text: string): string => text.replaceAll('@', '@\u2060');

/** Slack and Mattermost make a link of everything that has a scheme; with a word joiner in it, it has none. */
const withoutAddresses = (text: string): string => text.replaceAll('://', ':\u2060//');

/** Slack's three (docs.slack.dev, "Formatting message text"): no link, no mention, no command can stand in a name. */
const escapeSlack = (text: string): string =>
  withoutAddresses(withoutMentions(text))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** An incoming webhook of Slack, and of those that take the same: Mattermost, Rocket.Chat, Discord under `/slack`. */
export const writeSlack: WriteBody = ({ digest: { title, lines } }) =>
  jsonBody({
    text: fitLines([`*${escapeSlack(title)}*`, ...lines.map(escapeSlack)], mostCharacters),
    // No preview of an address that is somebody's name.
    unfurl_links: false,
    unfurl_media: false,
  });

/** Everything that Markdown could take for a sign. */
const escapeDiscord = (text: string): string =>
  withoutMentions(text).replaceAll(/[\\*_~`|>#\-[\]()<:]/g, String.raw`\$&`);

const suppressEmbeds = 4;

/** A webhook of Discord (discord.com/developers/docs/resources/webhook, "Execute Webhook"). */
export const writeDiscord: WriteBody = ({ digest: { title, lines } }) =>
  jsonBody({
    content: fitLines([`**${escapeDiscord(title)}**`, ...lines.map(escapeDiscord)], mostCharacters),
    allowed_mentions: { parse: [] },
    flags: suppressEmbeds,
  });
