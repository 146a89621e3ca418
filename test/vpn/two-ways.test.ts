// One network behind two tunnels: refused, unless one of them is the other's backup.
import { Gateway, RouteBasedVpn, type StackScope } from "pulumi-vsrx";
import { synth } from "pulumi-vsrx/testing";

const FAR = "10.9.0.0/24";

/** A gateway with a VPN to each of two partners that have one network behind them. */
const program =
  (backup: boolean, override: readonly string[] = []) =>
  (stack: StackScope): void => {
    const device = (id: string, number: number, more: object): Gateway =>
      new Gateway(stack, id, {
        existing: { address: `192.0.2.${number}`, user: "net", configureInterfaces: true },
        external: { interface: "ge-0/0/0", address: `198.51.100.${number}/24` },
        internal: { interface: "ge-0/0/1", address: `10.1.${number}.1/24` },
        ...more,
      });
    const hq = device("hq", 1, { override });
    const [main, spare] = ["main", "spare"].map((id, index) =>
      device(id, index + 2, { protects: [FAR] }),
    ) as [Gateway, Gateway];
    const vpn = (id: string, peer: Gateway, backupOf?: RouteBasedVpn): RouteBasedVpn =>
      new RouteBasedVpn(stack, id, {
        initiator: { gateway: hq, identity: "hq.example.net", tunnelUnit: peer === main ? 1 : 2 },
        responder: { gateway: peer, identity: `${peer.name}.example.net` },
        presharedKey: "key",
        ...(backupOf === undefined ? {} : { backupOf }),
      });
    const first = vpn("first", main);
    vpn("second", spare, backup ? first : undefined);
  };

test("two partners that have one network are an error that names both tunnels", async () => {
  await expect(synth(program(false))).rejects.toThrow(
    /10\.9\.0\.0\/24 by st0\.1 of first and st0\.2 of second.*backupOf/,
  );
});

test("the backup's route stands behind the other's, and is no mistake", async () => {
  const { devices } = await synth(program(true));
  const routes = (devices["hq"]?.set ?? []).filter((line) => line.includes(` route ${FAR} `));
  expect(routes).toEqual([
    `set routing-options static route ${FAR} next-hop st0.1`,
    `set routing-options static route ${FAR} qualified-next-hop st0.2 preference 10`,
  ]);
});

test("what an override makes of the routes counts", async () => {
  const without = [`delete routing-options static route ${FAR} next-hop st0.2`];
  const { diagnostics } = await synth(program(false, without));
  expect(diagnostics.map(({ rule }) => rule)).not.toContain("network-two-tunnels");
});

describe("networks that meet without being the same", () => {
  const gateway = (
    stack: StackScope,
    number: number,
    internal: string,
    more: object = {},
  ): Gateway =>
    new Gateway(stack, `gw${number}`, {
      existing: { address: `192.0.2.${number}`, user: "net", configureInterfaces: true },
      external: { interface: "ge-0/0/0", address: `198.51.100.${number}/24` },
      internal: { interface: "ge-0/0/1", address: internal },
      ...more,
    });
  const end = (of: Gateway, networks?: readonly string[]) => ({
    gateway: of,
    identity: `${of.name}.example.net`,
    ...(networks && { networks }),
  });
  const vpn = (
    stack: StackScope,
    id: string,
    initiator: ReturnType<typeof end>,
    responder: ReturnType<typeof end>,
    more: object = {},
  ) => new RouteBasedVpn(stack, id, { initiator, responder, presharedKey: "key", ...more });

  test("a partner's network is a part of another one's", async () => {
    await expect(
      synth((stack) => {
        const hq = gateway(stack, 1, "10.1.1.1/24");
        vpn(stack, "wide", end(hq), end(gateway(stack, 2, "10.9.0.1/24")));
        vpn(stack, "narrow", end(hq), end(gateway(stack, 3, "10.9.0.1/25")));
      }),
    ).rejects.toThrow(/10\.9\.0\.0\/25 by st0\.\d+ of wide and st0\.\d+ of narrow/);
  });

  test("two VPNs between two gateways carry one pair, by routes and by selectors", async () => {
    await expect(
      synth((stack) => {
        const [one, two] = [gateway(stack, 1, "10.1.1.1/24"), gateway(stack, 2, "10.9.0.1/24")];
        vpn(stack, "routes", end(one), end(two));
        vpn(stack, "selectors", end(one), end(two, ["10.9.0.0/25"]), {
          selectors: { part: { local: "10.1.1.0/24", remote: "10.9.0.0/25" } },
        });
      }),
    ).rejects.toThrow(/by st0\.\d+ of routes and st0\.\d+ of selectors/);
  });

  test("headquarters, by which everything goes, has the network of another partner", async () => {
    await expect(
      synth((stack) => {
        const branch = gateway(stack, 1, "10.1.1.1/24", {
          routes: { "0.0.0.0/0": "198.51.100.254" },
        });
        const hq = gateway(stack, 2, "10.9.0.1/24", { protects: ["0.0.0.0/0"], internet: {} });
        vpn(stack, "all", end(branch), end(hq));
        vpn(stack, "partner", end(branch), end(gateway(stack, 3, "10.9.0.1/24")));
      }),
    ).rejects.toThrow(/10\.9\.0\.0\/24 by/);
  });

  test("a network of its own is reached past headquarters", async () => {
    const { diagnostics } = await synth((stack) => {
      const branch = gateway(stack, 1, "10.1.1.1/24", {
        routes: { "0.0.0.0/0": "198.51.100.254" },
      });
      const hq = gateway(stack, 2, "10.9.0.1/24", { protects: ["10.0.0.0/8"] });
      vpn(stack, "all", end(branch, ["10.1.1.0/24"]), {
        ...end(hq),
        networks: ["10.8.0.0/15"],
      });
      vpn(stack, "partner", end(branch), end(gateway(stack, 3, "10.8.0.1/24")));
    });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
