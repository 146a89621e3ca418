// The guide's own VPNs come out word for word.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthModule, type SynthResult } from "../../lib/testing";

const golden = (path: string): string => readFileSync(join(__dirname, "../golden", path), "utf8");

// A program runs when it is loaded: each test loads it anew.
beforeEach(() => jest.resetModules());

describe("the guide's route-based VPN", () => {
  let devices: SynthResult["devices"];
  beforeAll(async () => {
    ({ devices } = await synthModule(() => import("../../examples/guide-route-based/index.ts")));
  });

  it.each(["SRX1", "SRX2", "NAT"])("gives %s exactly the guide's lines", (name) => {
    expect(devices[name]).toEqualStatements(golden(`route-based/${name}.set`));
  });
});

describe("the guide's policy-based VPN", () => {
  const gateways = ["initiator", "responder", "initiator-NAT", "responder-NAT"];

  it.each(gateways)("corrected, gives %s exactly the corrected lines", async (name) => {
    const { devices } = await synthModule(
      () => import("../../examples/guide-policy-based/index.ts"),
    );
    expect(devices[name]).toEqualStatements(golden(`policy-based-labfix/${name}.set`));
  });

  it.each(gateways)("as printed, gives %s the printed lines when checks are off", async (name) => {
    const { devices } = await synthModule(
      () => import("../../examples/guide-policy-based-as-printed/index.ts"),
      { check: false },
    );
    expect(devices[name]).toEqualStatements(golden(`policy-based/${name}.set`));
  });

  it.each([
    ["the own address as next hop", "10.2.99.0/24 to 12.168.99.100, which is ge-0/0/0.0"],
    ["the LAN port as external interface", "ge-0/0/1.0, which faces the protected network"],
    ["IKE not allowed in", "zone untrust of initiator lets no IKE in"],
  ])("as printed, is refused for %s", async (_mistake, words) => {
    await expect(
      synthModule(() => import("../../examples/guide-policy-based-as-printed/index.ts")),
    ).rejects.toThrow(words);
  });
});

describe("the guide's dynamic endpoint VPN", () => {
  it.each(["branch", "NAT", "HQ-cluster"])("gives %s exactly the lines", async (name) => {
    const { devices } = await synthModule(
      () => import("../../examples/guide-dynamic-endpoint/index.ts"),
    );
    expect(devices[name]).toEqualStatements(golden(`dynamic-endpoint/${name}.set`));
  });
});
