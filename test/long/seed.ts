/** What chance begins with: printed with every result, and given again as `TEST_SEED` to repeat one. */
export const readSeed = (): number => Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 32));
