const globalKey =
  'a Global API key may change everything, so only API tokens are taken: make one and set CLOUDFLARE_API_TOKEN.';

/** What other programs read and this one refuses, and what to set instead. */
export const foreignNames: ReadonlyMap<string, string> = new Map([
  ['CLOUDFLARE_API_KEY', globalKey],
  ['CLOUDFLARE_EMAIL', globalKey],
]);
