// The site's pages: links are led to where the pages are, and no page of docs/ is left out of the sidebar.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root, textOf, tracked } from "../docs/listed";

/** What a function of site/gather.mjs makes of the repository; it is a module of the site's, so a Node of its own runs it. */
function gathered(code: string): unknown {
  const source = `import * as gather from ${JSON.stringify(join(root, "site/gather.mjs"))};
    process.stdout.write(JSON.stringify(${code}));`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", source],
    { cwd: root, encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}

const led = (page: string, text: string): unknown =>
  gathered(
    `gather.leadLinks(${JSON.stringify(page)}, ${JSON.stringify(text)}, new Set(["docs/nat.md", "lib/junos/README.md", "README.md", "docs/a.svg"]))`,
  );

it.each([
  ["docs/hubs.md", "[NAT](nat.md#kinds)", "[NAT](./nat.md#kinds)"],
  ["README.md", "[Junos](lib/junos)", "[Junos](./lib/junos/index.md)"],
  ["docs/hubs.md", "[begin](../README.md)", "[begin](../index.md)"],
  ["README.md", "![picture](docs/a.svg)", "![picture](./docs/a.svg)"],
  ["docs/hubs.md", "[`code` here](nat.md)", "[`code` here](./nat.md)"],
  ["docs/hubs.md", "[a program](../examples/x/index.ts)", "a program"],
  ["docs/hubs.md", "[elsewhere](https://example.net/a)", "[elsewhere](https://example.net/a)"],
  ["docs/hubs.md", "`[no link](nat.md)`", "`[no link](nat.md)`"],
  ["docs/hubs.md", "```\n[no link](nat.md)\n```", "```\n[no link](nat.md)\n```"],
])("in %s, %s becomes %s", (page, text, wanted) => {
  expect(led(page, text)).toBe(wanted);
});

const groups = JSON.parse(textOf("site/sidebar.json")) as readonly {
  readonly text: string;
  readonly pages: readonly string[];
}[];

const paths = tracked("*.md");

const documented = paths.filter((path) => /^(docs|examples|lib|lab)\//.test(path));

const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^/]+")}$`).test(path);

describe("the sidebar", () => {
  const patterns = groups.flatMap(({ pages }) => pages);

  it("has every page", () => {
    const missing = documented.filter(
      (path) => !patterns.some((pattern) => matches(pattern, path)),
    );
    expect(missing).toEqual([]);
    expect(documented.length).toBeGreaterThan(30);
  });

  it("leads to pages that are there", () => {
    const dead = patterns.filter((pattern) => !paths.some((path) => matches(pattern, path)));
    expect(dead).toEqual([]);
  });
});
