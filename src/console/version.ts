/** Whether a Network application version (`10.4.57`) is at least the given one; undefined when it is not known. */
export function isAtLeast(version: string | undefined, least: readonly number[]): boolean | undefined {
  const parts = /^\s*v?(\d+(?:\.\d+)*)/
    .exec(version ?? '')?.[1]
    ?.split('.')
    .map(Number);
  if (!parts) return undefined;
  for (const [place, wanted] of least.entries()) {
    const actual = parts[place] ?? 0;
    if (actual !== wanted) return actual > wanted;
  }
  return true;
}
