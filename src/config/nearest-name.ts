import { editDistance } from './edit-distance.ts';

const mostWrongLetters = 2;

/** The name that was probably meant, if one is at most two letters away. */
export const nearestName = (written: string, names: readonly string[]): string | undefined =>
  names
    .map((name) => ({ name, distance: editDistance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= mostWrongLetters)
    .toSorted((a, b) => a.distance - b.distance)[0]?.name;
