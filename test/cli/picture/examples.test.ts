// The examples' pictures are what `vsrx picture` draws of their programs. UPDATE_PICTURES=1 writes them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { drawn } from "../../../lib/cli/picture";
import { describeNetwork } from "../../../lib/stack";
import { exampleSynthesis } from "../../diagnosis/world";

const root = resolve(__dirname, "../../..");

/** Where the example's picture is: those that a page shows. */
const PICTURES: Readonly<Record<string, string>> = {
  "company-network": "examples/company-network/picture.svg",
  "dynamic-endpoint": "examples/dynamic-endpoint/picture.svg",
  "existing-vpc": "examples/existing-vpc/picture.svg",
  "guide-dynamic-endpoint": "examples/guide-dynamic-endpoint/picture.svg",
  "guide-policy-based": "examples/guide-policy-based/picture.svg",
  "guide-policy-based-as-printed": "examples/guide-policy-based-as-printed/picture.svg",
  "guide-route-based": "examples/guide-route-based/picture.svg",
  "hub-and-spoke": "examples/hub-and-spoke/picture.svg",
  "policy-based": "examples/policy-based/picture.svg",
  "route-based": "docs/route-based.svg",
  "two-regions": "examples/two-regions/picture.svg",
};

test("each example has one, and its page shows it", () => {
  const names = readdirSync(join(root, "examples"), { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && existsSync(join(root, "examples", entry.name, "index.ts")),
    )
    .map(({ name }) => name);
  expect(Object.keys(PICTURES).sort()).toEqual(names.sort());
  const unshown = Object.entries(PICTURES).filter(([name, file]) => {
    const page = readFileSync(join(root, "examples", name, "README.md"), "utf8");
    return !page.includes(`(${file.startsWith("docs/") ? `../../${file}` : basename(file)})`);
  });
  expect(unshown).toEqual([]);
});

test.each(Object.entries(PICTURES))(
  "%s is drawn in %s",
  async (name, file) => {
    const network = describeNetwork(await exampleSynthesis(name));
    const picture = await drawn(
      { title: `the network of ${name}`, network, seen: new Map() },
      "svg",
    );
    const place = join(root, file);
    if (process.env["UPDATE_PICTURES"] === "1") writeFileSync(place, picture);
    expect(existsSync(place) ? readFileSync(place, "utf8") : "").toBe(picture);
    // What is readable at 600 pixels: text of 15 becomes 9 at least.
    expect(Number(/viewBox="0 0 (\d+) /.exec(picture)?.[1])).toBeLessThanOrEqual(1000);
  },
  60_000,
);
