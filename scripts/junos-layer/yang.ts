// YANG as text into statements: keyword, argument and what stands in braces.

/** One statement of a module. */
export interface Statement {
  readonly keyword: string;
  readonly argument: string;
  readonly body: readonly Statement[];
}

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|([{};])|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|([^\s{};"']+)/g;

/** The statements of a text. */
export function parseYang(text: string): Statement[] {
  const top: Statement[] = [];
  const stack: Statement[][] = [top];
  let keyword: string | undefined;
  let argument: string | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const [, mark, double, single, word] = match;
    if (mark === "{") {
      const body: Statement[] = [];
      stack.at(-1)?.push({ keyword: keyword ?? "", argument: argument ?? "", body });
      stack.push(body);
      keyword = argument = undefined;
    } else if (mark === ";") {
      stack.at(-1)?.push({ keyword: keyword ?? "", argument: argument ?? "", body: [] });
      keyword = argument = undefined;
    } else if (mark === "}") stack.pop();
    else {
      const value = double ?? single ?? word;
      if (value === undefined) continue;
      if (keyword === undefined) keyword = value;
      else if (argument === undefined) argument = value;
      else if (value !== "+") argument += value;
    }
  }
  return top;
}
