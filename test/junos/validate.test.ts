// A sample of random configurations, and the guide's, in the eyes of an independent validator of Juniper's models.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fc, seed as seedOfCommit } from "../random";
import { ConfigTree } from "../../lib/junos";
import { withValidator } from "../validator";
import { configurations } from "./support/walks";

withValidator((validator) => {
  test("in random configurations over the whole schema", () => {
    // References are left out: random ones lead nowhere. One large configuration, as each run has a price.
    const seed = seedOfCommit();
    const [tree] = fc
      .sample(configurations(400), { numRuns: 8, seed })
      .sort((a, b) => b.toSet().length - a.toSet().length);
    expect([
      seed,
      tree === undefined
        ? "none"
        : validator.findings({ random: tree.toXml() }, "--no-constraints"),
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
      expect(validator.findings({ golden: tree.toXml() })).toBe("");
    },
    60_000,
  );
});
