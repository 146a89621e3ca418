// The guide's own VPNs come out word for word.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthModule, type SynthResult, ValidationError } from "../../lib/testing";

const golden = (path: string): string => readFileSync(join(__dirname, "../golden", path), "utf8");

describe("the guide's route-based VPN", () => {
  let devices: SynthResult["devices"];
  beforeAll(async () => {
    ({ devices } = await synthModule(() => import("../../examples/guide-route-based/index.ts")));
  });

  it.each(["SRX1", "SRX2", "NAT"])("gives %s exactly the guide's lines", (name) => {
    expect(devices[name]).toEqualStatements(golden(`route-based/${name}.set`));
  });
});

const GATEWAYS = ["initiator", "responder", "initiator-NAT", "responder-NAT"];

describe("the guide's policy-based VPN, corrected", () => {
  let devices: SynthResult["devices"];
  beforeAll(async () => {
    ({ devices } = await synthModule(() => import("../../examples/guide-policy-based/index.ts")));
  });

  it.each(GATEWAYS)("gives %s exactly the corrected lines", (name) => {
    expect(devices[name]).toEqualStatements(golden(`policy-based-labfix/${name}.set`));
  });
});

describe("the guide's policy-based VPN, as printed", () => {
  const load = (): Promise<unknown> =>
    import("../../examples/guide-policy-based-as-printed/index.ts");
  let unchecked: SynthResult["devices"];
  let refused: unknown;
  beforeAll(async () => {
    ({ devices: unchecked } = await synthModule(load, { check: false }));
    // A program runs when it is loaded, so here it has to be loaded anew.
    jest.resetModules();
    refused = await synthModule(load).catch((error: unknown) => error);
  });

  it.each(GATEWAYS)("gives %s the printed lines when checks are off", (name) => {
    expect(unchecked[name]).toEqualStatements(golden(`policy-based/${name}.set`));
  });

  it.each([
    ["the own address as next hop", "10.2.99.0/24 to 12.168.99.100, which is ge-0/0/0.0"],
    ["the LAN port as external interface", "ge-0/0/1.0, which faces the protected network"],
    ["IKE not allowed in", "zone untrust of initiator does not let IKE in"],
  ])("is refused for %s", (_mistake, words) => {
    expect(refused).toBeInstanceOf(ValidationError);
    expect((refused as Error).message).toContain(words);
  });
});

describe("the guide's dynamic endpoint VPN", () => {
  let devices: SynthResult["devices"];
  beforeAll(async () => {
    ({ devices } = await synthModule(
      () => import("../../examples/guide-dynamic-endpoint/index.ts"),
    ));
  });

  it.each(["branch", "NAT", "HQ-cluster"])("gives %s exactly the lines", (name) => {
    expect(devices[name]).toEqualStatements(golden(`dynamic-endpoint/${name}.set`));
  });
});
