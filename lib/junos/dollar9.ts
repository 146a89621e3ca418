// Junos's $9$ form of secrets: an encoding that hides them from a glance and can be undone by anyone.

const FAMILIES = ["QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T"];
const LETTERS = FAMILIES.join("");
const EXTRA = new Map<string, number>(
  FAMILIES.flatMap((family, index) => [...family].map((c) => [c, 3 - index] as const)),
);
const WEIGHTS = [
  [1, 4, 32],
  [1, 16, 32],
  [1, 8, 32],
  [1, 64],
  [1, 32],
  [1, 4, 16, 128],
  [1, 32, 64],
] as const;

/** Whether a text is in the form that can be decoded. */
export function is9(text: string): boolean {
  return text.startsWith("$9$");
}

const indexOf = (c: string): number => LETTERS.indexOf(c);

/**
 * The secret that a `$9$…` text hides.
 * @throws RangeError when the text isn't of that form; the message doesn't repeat it.
 */
export function decode9(text: string): string {
  const bad = (): never => {
    throw new RangeError("not a $9$ secret: use the text as Junos shows it, or the plain secret");
  };
  if (!is9(text)) bad();
  const body = text.slice(3);
  const salt = body.charAt(0);
  const skip = EXTRA.get(salt);
  if (skip === undefined) return bad();
  let at = 1 + skip;
  let last = salt;
  let out = "";
  while (at < body.length) {
    const weights = WEIGHTS[out.length % WEIGHTS.length] ?? WEIGHTS[0];
    if (at + weights.length > body.length) bad();
    let code = 0;
    for (const weight of weights) {
      const c = body.charAt(at++);
      if (indexOf(c) < 0) bad();
      const gap =
        ((((indexOf(c) - indexOf(last)) % LETTERS.length) + LETTERS.length) % LETTERS.length) - 1;
      code += gap * weight;
      last = c;
    }
    out += String.fromCharCode(((code % 256) + 256) % 256);
  }
  return Buffer.from(out, "latin1").toString("utf8");
}

/** Whether two texts of a secret mean the same, in whichever form each is. Hashes of passwords are compared as they are. */
export function sameSecret(a: string | undefined, b: string | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  if (!is9(a) && !is9(b)) return false;
  try {
    return (is9(a) ? decode9(a) : a) === (is9(b) ? decode9(b) : b);
  } catch {
    return false;
  }
}

/**
 * A `$9$…` text that hides a secret. The same secret always gives the same text, so that nothing seems changed that isn't.
 */
export function encode9(plain: string): string {
  const bytes = Buffer.from(plain, "utf8");
  let seed = 7;
  for (const byte of bytes) seed = (seed * 31 + byte) % 65521;
  const pick = (): string => {
    seed = (seed * 7919 + 11) % 65521;
    return LETTERS.charAt(seed % LETTERS.length);
  };
  const salt = pick();
  let out = salt;
  for (let i = EXTRA.get(salt) ?? 0; i > 0; i--) out += pick();
  let last = salt;
  bytes.forEach((byte, position) => {
    const weights = WEIGHTS[position % WEIGHTS.length] ?? WEIGHTS[0];
    let rest = byte;
    const gaps: number[] = [];
    for (const weight of [...weights].reverse()) {
      gaps.unshift(Math.floor(rest / weight));
      rest %= weight;
    }
    for (const gap of gaps) {
      last = LETTERS.charAt((gap + indexOf(last) + 1) % LETTERS.length);
      out += last;
    }
  });
  return `$9$${out}`;
}
