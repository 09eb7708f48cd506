const longestQuote = 200;

/**
 * A server's words may hold anything: one line, short, without control or invisible characters and without `secrets`.
 */
export const quoteServer = (words: string, secrets: readonly string[]): string => {
  const line = words.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const clean = secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), line);
  return clean.length > longestQuote ? `${clean.slice(0, longestQuote)}…` : clean;
};
