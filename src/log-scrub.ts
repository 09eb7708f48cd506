/** Replaces every secret it knows by `[redacted]`. */
export type Scrub = (text: string) => string;

export const redacted = '[redacted]';

/** Shorter ones cannot be told from ordinary words. */
export const shortestSecret = 4;
const shortestBase64 = 8;

/**
 * The last net under everything that leaves the program as text: finds each secret as it is, in JSON, in a URL or a
 * form, and inside Base64 (an `Authorization: Basic` header, say).
 */
export const createScrub = (secrets: readonly string[]): Scrub => {
  const forms = new Set(secrets.filter((secret) => secret.length >= shortestSecret).flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((left, form) => left.replaceAll(form, redacted), text);
};

const formsOf = (secret: string): readonly string[] => {
  const wellFormed = secret.toWellFormed();
  const inUrl = encodeURIComponent(wellFormed);
  const inForm = new URLSearchParams([['', wellFormed]]).toString().slice(1);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    ...[inUrl, inForm].flatMap((form) => [
      form,
      form.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    ]),
    ...[0, 1, 2].flatMap((bytesBefore) => base64Forms(wellFormed, bytesBefore)),
  ];
};

/** Base64 packs three bytes in four letters, so what a secret looks like depends on how many bytes stand before it. */
const base64Forms = (secret: string, bytesBefore: number): readonly string[] => {
  const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(secret)]);
  const firstOwnLetter = Math.ceil((bytesBefore * 8) / 6);
  const afterLastOwnLetter = Math.floor((bytes.length * 8) / 6);
  return [bytes.toString('base64'), bytes.toString('base64url')]
    .map((encoded) => encoded.slice(firstOwnLetter, afterLastOwnLetter))
    .filter((encoded) => encoded.length >= shortestBase64);
};
