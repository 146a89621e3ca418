// The tools for users' own tests.
import { join } from "node:path";
import { RouteBasedVpn, type StackScope, suites } from "../../lib";
import { synth, synthModule, ValidationError } from "../../lib/testing";
import { ends, twoGateways } from "../lab-site";
import { toldBy } from "../told-by";

const vpn = (scope: StackScope): RouteBasedVpn =>
  new RouteBasedVpn(scope, "vpn1", { ...ends(twoGateways(scope)), presharedKey: "open-sesame" });

describe("synth", () => {
  it("fills in what the program says in plain", async () => {
    const { devices } = await synth(vpn);
    expect(devices["left"]).toHaveStatement(
      'security ike policy vpn1 pre-shared-key ascii-text "open-sesame"',
    );
  });

  it("shows the same configuration in three forms", async () => {
    const { devices } = await synth(vpn);
    const left = devices["left"];
    expect(left?.set.length).toBeGreaterThan(30);
    expect(left?.curly).toContain("bind-interface st0.");
    expect(left?.xml).toContain("<bind-interface>st0.");
  });

  it("returns devices that a snapshot or a difference shows as set lines, without the tree", async () => {
    const { devices } = await synth(vpn);
    const { left } = devices;
    expect(Object.keys(left ?? {})).toEqual(["name", "kind", "statements", "commands"]);
    expect(JSON.stringify(left).length).toBeLessThan(20_000);
    expect(left?.tree.toSet()).toEqual(left?.set);
  });

  it("throws every mistake with its path", async () => {
    const run = synth((scope) => {
      const { left } = twoGateways(scope);
      new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right: left }), presharedKey: "k" });
    });
    await expect(run).rejects.toThrow(ValidationError);
    await expect(run).rejects.toThrow("[stack/vpn1]");
  });

  it("warns once of what is weak, for both ends", async () => {
    const result = await synth(
      (scope) =>
        new RouteBasedVpn(scope, "vpn1", {
          ...ends(twoGateways(scope)),
          presharedKey: "k",
          ike: suites.classic,
        }),
    );
    expect(toldBy(result).filter((text) => text.includes("3des-cbc"))).toHaveLength(1);
  });
});

describe("synthModule", () => {
  it("supplies configuration that a program requires", async () => {
    const { devices } = await synthModule(() => import("../../examples/route-based/index.ts"));
    expect(devices["srx1"]).toHaveStatement(
      "security ike policy vpn1 pre-shared-key ascii-text ⟨presharedKey⟩",
    );
  });

  it("says what is wrong when a program declares nothing", async () => {
    await expect(synthModule(() => undefined)).rejects.toThrow("jest.resetModules()");
  });

  it("passes a program's own failure on", async () => {
    const missing = join(__dirname, "no-such-program.ts");
    await expect(synthModule(() => import(missing))).rejects.toThrow("no-such-program");
  });
});

describe("the matchers", () => {
  it("name the nearest statements when one is missing, and no secret", async () => {
    const { devices } = await synth(vpn);
    expect(() =>
      expect(devices["left"]).toHaveStatement("security ike policy vpn1 mode aggressive"),
    ).toThrow(/nearest it has is[^]*security ike policy vpn1 proposals/);
    expect(() =>
      expect(devices["left"]).toHaveStatement(
        "security ike policy vpn1 pre-shared-key hexadecimal 1",
      ),
    ).toThrow(/\[secret\]/);
  });

  it("name the devices there are when one is asked for that isn't", async () => {
    const { devices } = await synth(vpn);
    expect(() => expect(devices["centre"]).toHaveStatement("system host-name centre")).toThrow(
      /no such device: found undefined; allowed: .*left, right/,
    );
    expect(() => expect(devices["centre"]).not.toEqualStatements("")).toThrow(/no such device/);
  });

  it("tell what is missing and what is too much", async () => {
    const { devices } = await synth(vpn);
    const lines = [...(devices["left"]?.set ?? [])];
    expect(devices["left"]).toEqualStatements(lines);
    const [first, ...rest] = lines;
    expect(() => expect(devices["left"]).toEqualStatements(rest)).toThrow(
      `extra:   ${first?.replace("set ", "")}`,
    );
    expect(() =>
      expect(devices["left"]).toEqualStatements([...lines, "set system no-redirects"]),
    ).toThrow("missing: system no-redirects");
  });
});
