// A sample of random configurations, and the guide's, in the eyes of an independent validator of Juniper's models.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { ConfigTree } from "../../lib/junos";
import { configurations } from "./support/walks";

const SCRIPT = join(
  process.env["VSRX_SHARED"] ?? join(__dirname, "../../../shared"),
  "yang/validate.sh",
);

function missing(): string | undefined {
  if (!existsSync(SCRIPT))
    return `no validator at ${SCRIPT}: set VSRX_SHARED to the folder that holds yang/`;
  for (const [tool, from] of [
    ["yanglint", "libyang2-tools"],
    ["python3", "python3"],
  ] as const) {
    if (spawnSync(tool, ["--version"]).error)
      return `${tool} is not installed: apt-get install ${from}`;
  }
  return undefined;
}

const why = missing();

test("the validator is there when this runs as CI", () => {
  expect(why !== undefined && process.env["CI"] ? why : "ok").toBe("ok");
});

const validate = why === undefined ? describe : describe.skip;

validate(why === undefined ? "the validator finds nothing" : `skipped: ${why}`, () => {
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "junos-validate-"));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function findings(name: string, tree: ConfigTree, ...options: string[]): string {
    const file = join(folder, `${name}.xml`);
    writeFileSync(file, tree.toXml());
    return execFileSync(SCRIPT, ["-q", ...options, file], { encoding: "utf8" });
  }

  test("in random configurations over the whole schema", () => {
    // References are left out: random ones lead nowhere. One large configuration, as each run has a price.
    const seed = Number(process.env["VSRX_SEED"] ?? Date.now() % 1_000_000);
    const [tree] = fc
      .sample(configurations(400), { numRuns: 8, seed })
      .sort((a, b) => b.toSet().length - a.toSet().length);
    expect([
      seed,
      tree === undefined ? "none" : findings("random", tree, "--no-constraints"),
    ]).toEqual([seed, ""]);
  }, 120_000);

  test.each([
    "route-based/SRX1",
    "route-based/NAT",
    "policy-based-labfix/initiator",
    "dynamic-endpoint/HQ-cluster",
  ])(
    "in the guide's %s",
    (name) => {
      const tree = ConfigTree.fromSet(
        readFileSync(join(__dirname, `../golden/${name}.set`), "utf8"),
      );
      expect(findings("golden", tree)).toBe("");
    },
    60_000,
  );
});
