// The package's version: what resources ask the engine for, and which provider may serve them.
import { refuseOlder } from "../lib/provider/refuse-version";
import { isOlder, packageVersion } from "../lib/version";
import manifest from "../package.json";

it("is that of package.json", () => {
  expect(packageVersion()).toBe(manifest.version);
});

it.each([
  ["0.1.0", "0.2.0", true],
  ["0.9.9", "0.10.0", true],
  ["1.2.3", "1.2.3", false],
  ["2.0.0", "1.9.9", false],
  ["1.2.3-rc.1", "1.2.3", false],
])("%s is older than %s: %s", (one, other, expected) => {
  expect(isOlder(one, other)).toBe(expected);
});

describe("a provider", () => {
  it("serves a package of its own version, an older one, and a stack from before versions were asked for", () => {
    for (const wanted of ["0.2.0", "0.1.0", undefined]) {
      expect(() => refuseOlder(wanted, "0.2.0")).not.toThrow();
    }
  });

  it("refuses a newer package, with both versions and the way out", () => {
    expect(() => refuseOlder("0.3.0", "0.2.0")).toThrow(
      /found provider 0\.2\.0 in .*package pulumi-vsrx 0\.3\.0; .*fix: let plugins\.providers in Pulumi\.yaml/,
    );
  });
});
