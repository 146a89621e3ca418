// Ranges in brackets inside words, as `wildcard range` expands them: ge-0/0/[0-3,7].
import { WordError } from "./walk";

/** Statements that one range may stand for. */
const MOST = 10_000;

const RANGE = /\[([\d,-]+)\]/;

/** Each combination of the numbers that ranges in words stand for. */
export function expandRanges(words: readonly string[]): (readonly string[])[] {
  let all: (readonly string[])[] = [words];
  for (;;) {
    const open = all[0]?.findIndex((word) => RANGE.test(word)) ?? -1;
    if (open < 0) return all;
    all = all.flatMap((each) => {
      const word = each[open] ?? "";
      return numbersOf(RANGE.exec(word)?.[1] ?? "").map((number) =>
        each.with(open, word.replace(RANGE, String(number))),
      );
    });
    if (all.length > MOST || all.length === 0)
      throw new WordError(`a range stands for at least one and at most ${MOST} statements`, 1);
  }
}

function numbersOf(text: string): number[] {
  const numbers: number[] = [];
  for (const part of text.split(",")) {
    const [from, to = from] = part.split("-").map(Number);
    if (from === undefined || to === undefined || to - from > MOST) return [];
    for (let number = from; number <= to; number++) numbers.push(number);
  }
  return numbers;
}
