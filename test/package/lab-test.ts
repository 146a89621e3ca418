// What a user writes to bring the program of `vsrx init` up in a test of vitest.
export const LAB_TEST = `import { afterAll, beforeAll, expect, test } from "vitest";
import { lab, type Net } from "pulumi-vsrx/lab";

let net: Net;

beforeAll(async () => {
  net = await lab.up({ project: import.meta.dirname });
}, 180_000);

afterAll(async () => await net.down(), 60_000);

test(
  "carries its tunnel, and says what is wrong when a key is",
  lab.keeping(async () => {
    expect((await net.status()).tunnels).toMatchObject([{ name: "vpn1", verified: true }]);
    const wrong = await net.break({ kind: "wrong-key", at: "srx2", tunnel: "vpn1" });
    const { tunnels } = await net.diagnose("vpn1");
    expect(tunnels[0]?.diagnosis.causes[0]?.what).toContain("different pre-shared keys");
    await wrong.heal();
  }),
  120_000,
);
`;
