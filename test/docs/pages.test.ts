// What the pages lead to is there: every link to a file and to a heading, every `npm run` and `vsrx` command, every name that a block of code imports.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import manifest from "../../package.json";
import { root, textOf, tracked } from "./listed";

const pages = tracked("*.md");

/** What is no code and no comment for machines. */
const prose = (text: string): string =>
  text.replaceAll(/```[^]*?```/g, "").replaceAll(/`[^`\n]*`/g, "");

/** As the pages of a repository make anchors of headings. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.replaceAll(/```[^]*?```/g, "").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );

function deadLinks(page: string): readonly string[] {
  const links = [...prose(textOf(page)).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)];
  return links
    .map(([, link = ""]) => link)
    .filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      if (anchor === undefined || !target.endsWith(".md")) return false;
      return !anchorsOf(textOf(target)).includes(anchor);
    });
}

it("there are pages", () => {
  expect(pages).toContain("README.md");
  expect(pages.length).toBeGreaterThan(20);
});

it.each(pages)("%s has no dead link", (page) => {
  expect(deadLinks(page)).toEqual([]);
});

it("every npm script that a page names is there", () => {
  const named = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\bnpm run ([a-z]+)/g)].map(([, script = ""]) => script),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
});

/** The names that a door of the package has, by its source. */
function namesOf(door: string): ReadonlySet<string> {
  const name = door.replace(/^pulumi-vsrx\/?/, "") || "pulumi-vsrx";
  const report = textOf(`etc/${name}.api.md`);
  return new Set(
    [...report.matchAll(/^export (?:abstract |declare )?\w+ (\w+)/gm)].map(([, each = ""]) => each),
  );
}

describe("blocks of code", () => {
  const blocks = pages.flatMap((page) =>
    [...textOf(page).matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code = ""]) => ({ page, code })),
  );

  it("import names that the package has", () => {
    const imported = blocks.flatMap(({ page, code }) =>
      [
        ...code.matchAll(
          /import (?:type )?\{([^}]*)\} from "(pulumi-vsrx(?:\/junos|\/testing|\/lab)?)";/g,
        ),
      ].flatMap(([, names = "", door = ""]) =>
        names
          .split(",")
          .map(
            (name) =>
              name
                .trim()
                .replace(/^type /, "")
                .split(" ")[0] ?? "",
          )
          .filter((name) => name !== "")
          .map((name) => ({ page, door, name })),
      ),
    );
    expect(imported.length).toBeGreaterThan(5);
    expect(imported.filter(({ door, name }) => !namesOf(door).has(name))).toEqual([]);
  });
});
