// Loading a program's main file: CommonJS or an ES module, TypeScript or JavaScript, and what it exports.
import { dirname, sep } from "node:path";
import { pathToFileURL } from "node:url";

let times = 0;

/** What a program exports, as Pulumi would take it: a function is called for it. Loads anew each time. */
export async function loadProgram(main: string): Promise<Readonly<Record<string, unknown>>> {
  forget(dirname(main));
  times += 1;
  const again = times === 1 ? "" : `?again=${times}`;
  const loaded = (await import(`${pathToFileURL(main).href}${again}`)) as Record<string, unknown>;
  // A CommonJS module shows as the default export of what `import` gives; an ES module's default may be its program.
  const inner = loaded["default"];
  const exported = isExports(inner) && isAlone(loaded) ? inner : loaded;
  const program = typeof inner === "function" ? inner : exported["default"];
  if (typeof program !== "function") return { ...exported };
  const outputs: unknown = await (program as () => unknown)();
  return isExports(outputs) ? { ...outputs } : {};
}

/** CommonJS modules of the program itself; packages stay. */
function forget(folder: string): void {
  for (const file of Object.keys(require.cache)) {
    const isOwn = file.startsWith(folder + sep) && !file.includes(`${sep}node_modules${sep}`);
    if (isOwn) delete require.cache[file];
  }
}

function isExports(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Nothing is exported beside the default, as of a CommonJS module. */
function isAlone(loaded: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(loaded).every((name) => name === "default" || name === "module.exports");
}
