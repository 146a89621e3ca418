// What the ping program says, in numbers.

export interface PingResult {
  readonly sent: number;
  readonly received: number;
  /** Everything that it wrote. */
  readonly output: string;
}

export function parsePing(output: string, count: number): PingResult {
  const found = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(output);
  return { sent: Number(found?.[1] ?? count), received: Number(found?.[2] ?? 0), output };
}
