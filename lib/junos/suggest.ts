// Did you mean: the known word nearest to an unknown one.

/** Number of single-character edits between two words, swaps of neighbours counted once; gives up above a limit. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

const MOST_CANDIDATES = 2000;

/** The candidate nearest to a word, when one is near enough to be meant. */
export const suggest = (word: string, candidates: Iterable<string>): string | undefined =>
  nearest(word, candidates)[0];

/** At most three candidates near enough to a word to be meant, the nearest first. */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  if (word.length > 64) return [];
  const limit = word.length <= 4 ? 1 : word.length <= 8 ? 2 : 3;
  const found: { readonly candidate: string; readonly cost: number }[] = [];
  let looked = 0;
  for (const candidate of candidates) {
    // Among thousands of names a guess is worth little and costs much.
    if (++looked > MOST_CANDIDATES) break;
    const cost =
      candidate.startsWith(word) && word.length >= 3
        ? Math.min(1, limit)
        : distance(word, candidate, limit);
    if (cost <= limit) found.push({ candidate, cost });
  }
  return found
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
