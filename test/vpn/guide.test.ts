// The guide's own VPNs come out word for word.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthModule, type SynthResult } from "../../lib/testing";

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
