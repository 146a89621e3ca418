// A command line cut into words, each with the place where it begins.

/** One word. */
export interface Token {
  /** Without quotes and escapes. */
  readonly text: string;
  /** As it was typed. */
  readonly raw: string;
  /** Where it begins in the line, from 0. */
  readonly at: number;
  readonly quoted: boolean;
}

/** The words of a line; `|` outside quotes is a word of its own. An open quote reaches to the end. */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    const letter = line.charAt(at);
    if (/\s/.test(letter)) {
      at += 1;
      continue;
    }
    const from = at;
    if (letter === "|") {
      at += 1;
      tokens.push({ text: "|", raw: "|", at: from, quoted: false });
    } else if (letter === '"') {
      let text = "";
      for (at += 1; at < line.length && line.charAt(at) !== '"'; at += 1) {
        if (line.charAt(at) === "\\" && at + 1 < line.length) at += 1;
        text += line.charAt(at);
      }
      at += 1;
      tokens.push({ text, raw: line.slice(from, at), at: from, quoted: true });
    } else {
      while (at < line.length && !/[\s|]/.test(line.charAt(at))) at += 1;
      const text = line.slice(from, at);
      tokens.push({ text, raw: text, at: from, quoted: false });
    }
  }
  return tokens;
}
