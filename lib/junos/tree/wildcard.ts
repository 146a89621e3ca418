// Names with wildcards, as they stand in angle brackets in groups and paths.

/** Part of a wildcard: any run of characters, any one, or one of a set. */
type Piece =
  | { readonly kind: "run" }
  | { readonly kind: "one"; readonly test: (character: string) => boolean };

/** What a name in angle brackets matches. */
export interface Wildcard {
  readonly test: (name: string) => boolean;
}

function charSet(inside: string): (character: string) => boolean {
  const negated = inside.startsWith("!") || inside.startsWith("^");
  const body = negated ? inside.slice(1) : inside;
  return (character) => {
    let found = false;
    for (let i = 0; i < body.length && !found; i++) {
      if (body[i + 1] === "-" && i + 2 < body.length) {
        found = character >= body.charAt(i) && character <= body.charAt(i + 2);
        i += 2;
      } else found = body[i] === character;
    }
    return found !== negated;
  };
}

function pieces(inside: string): Piece[] {
  const out: Piece[] = [];
  for (let i = 0; i < inside.length; i++) {
    const c = inside.charAt(i);
    const end = c === "[" ? inside.indexOf("]", i + 2) : -1;
    if (c === "*") {
      if (out.at(-1)?.kind !== "run") out.push({ kind: "run" });
    } else if (c === "?") out.push({ kind: "one", test: () => true });
    else if (end > 0) {
      out.push({ kind: "one", test: charSet(inside.slice(i + 1, end)) });
      i = end;
    } else out.push({ kind: "one", test: (character) => character === c });
  }
  return out;
}

/** Goes back to the last run only, so that no pattern takes long. */
function matches(pattern: readonly Piece[], name: string): boolean {
  let at = 0;
  let piece = 0;
  let run = -1;
  let resume = 0;
  while (at < name.length) {
    const each = pattern[piece];
    if (each?.kind === "one" && each.test(name.charAt(at))) {
      at++;
      piece++;
    } else if (each?.kind === "run") {
      run = piece++;
      resume = at;
    } else if (run >= 0) {
      piece = run + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[piece]?.kind === "run") piece++;
  return piece === pattern.length;
}

/** What a name in angle brackets matches, or undefined for a plain name. */
export function wildcard(name: string): Wildcard | undefined {
  if (!name.startsWith("<") || !name.endsWith(">") || name.length < 3) return undefined;
  const pattern = pieces(name.slice(1, -1));
  return { test: (each) => matches(pattern, each) };
}
