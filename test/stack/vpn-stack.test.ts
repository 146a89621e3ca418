// What a stack registers with Pulumi, seen through mocks: types, names and inputs.
import { NatDevice, RouteBasedVpn, VpnStack } from "../../lib";
import { ends, twoGateways } from "../lab-site";
import { recorded, type Registered } from "./mocks";

const registered = recorded();

const key = "not-to-be-seen";

function natt(): VpnStack {
  return new VpnStack("natt", (scope) => {
    const { site, left, right } = twoGateways(scope);
    new NatDevice(scope, "nat", { site, outside: left.external, inside: right.external }).translate(
      right,
      { to: "172.16.21.1" },
    );
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: key });
  });
}

const settled = async (stack: VpnStack): Promise<unknown> =>
  new Promise((resolve) => {
    stack.endpoints.apply(resolve);
  });

const of = (type: string): Registered[] => registered.of(type);

describe("a stack", () => {
  it("becomes one component per construct, with its resources", async () => {
    await settled(natt());
    expect(
      registered.all
        .filter(({ type }) => type.startsWith("vsrx:"))
        .map(({ type, name }) => [type, name]),
    ).toEqual(
      expect.arrayContaining([
        ["vsrx:index:VpnStack", "natt"],
        ["vsrx:index:AwsSite", "natt-lab"],
        ["vsrx:index:Gateway", "natt-left"],
        ["vsrx:index:Gateway", "natt-right"],
        ["vsrx:index:NatDevice", "natt-nat"],
        ["vsrx:index:RouteBasedVpn", "natt-vpn1"],
        ["vsrx:index:Configuration", "natt-left"],
        ["vsrx:index:Tunnel", "natt-vpn1"],
      ]),
    );
    expect(of("aws:ec2/instance:Instance")).toHaveLength(3);
    expect(of("aws:ec2/networkInterface:NetworkInterface")).toHaveLength(9);
  });

  it("hands on what the program takes a device for, so that the device can deny it", async () => {
    const claiming = new VpnStack("claims", (scope) => {
      const { left, right } = twoGateways(scope, { left: { daemon: "iked", release: "24.4R1" } });
      new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: key });
    });
    await settled(claiming);
    const claims = of("vsrx:index:Configuration").map(
      ({ name, inputs }) => [name, inputs["claims"]] as const,
    );
    expect(Object.fromEntries(claims)).toEqual({
      "claims-left": { daemon: "iked", release: "24.4R1" },
      "claims-right": undefined,
    });
  });

  it("has commits stay only when the tunnels that come up by themselves do, where that is wanted", async () => {
    const careful = new VpnStack("careful", (scope) => {
      const commit = { confirmWhen: "tunnels-up", confirmMinutes: 10 } as const;
      const { left, right } = twoGateways(scope, { left: { commit }, right: { commit } });
      const gateways = ends({ left, right });
      new RouteBasedVpn(scope, "vpn1", { ...gateways, presharedKey: key });
    });
    await settled(careful);
    const settings = of("vsrx:index:Configuration").map(({ inputs }) => inputs["settings"]);
    expect(settings).toEqual([
      { confirmMinutes: 10, probeVpns: ["vpn1"] },
      { confirmMinutes: 10, probeVpns: ["vpn1"] },
    ]);
  });

  it("waits for no tunnel that needs traffic to come up", async () => {
    const quiet = new VpnStack("quiet", (scope) => {
      const { left, right } = twoGateways(scope, {
        left: { commit: { confirmWhen: "tunnels-up" } },
      });
      const gateways = ends({ left, right });
      new RouteBasedVpn(scope, "vpn1", { ...gateways, presharedKey: key, establish: "on-traffic" });
    });
    await settled(quiet);
    const left = of("vsrx:index:Configuration").find(({ name }) => name === "quiet-left");
    expect(left?.inputs["settings"]).toEqual({ probeVpns: [] });
  });

  it("attaches every interface at launch, fxp0 first", async () => {
    await settled(natt());
    const template = of("aws:ec2/launchTemplate:LaunchTemplate").find(
      ({ name }) => name === "natt-left",
    );
    expect(template?.inputs["networkInterfaces"]).toEqual([
      { deviceIndex: 0, networkInterfaceId: "natt-left-fxp0-id" },
      { deviceIndex: 1, networkInterfaceId: "natt-left-ge-0-0-0-id" },
      { deviceIndex: 2, networkInterfaceId: "natt-left-ge-0-0-1-id" },
    ]);
  });

  it("lets data interfaces forward, and only those", async () => {
    await settled(natt());
    for (const eni of of("aws:ec2/networkInterface:NetworkInterface")) {
      expect(eni.inputs["sourceDestCheck"]).toBe(eni.name.endsWith("fxp0"));
    }
  });

  it("leads the VPC's packets through the NAT device, by routes that AWS takes", async () => {
    await settled(natt());
    const routes = of("aws:ec2/route:Route").map(({ inputs }) => [
      inputs["routeTableId"],
      inputs["destinationCidrBlock"],
      inputs["networkInterfaceId"] ?? inputs["gatewayId"],
    ]);
    expect(routes).toEqual(
      expect.arrayContaining([
        ["natt-lab-10-1-12-0-id", "172.16.21.1/32", "natt-nat-ge-0-0-0-id"],
        ["natt-lab-10-1-31-0-id", "10.1.12.0/24", "natt-nat-ge-0-0-1-id"],
        ["natt-lab-10-1-11-0-id", "10.1.21.0/24", "natt-left-ge-0-0-1-id"],
        ["natt-lab-10-1-21-0-id", "10.1.11.0/24", "natt-right-ge-0-0-1-id"],
        ["natt-lab-10-1-0-0-id", "0.0.0.0/0", "natt-lab-internet-id"],
      ]),
    );
  });

  it("opens management to the given networks and to nobody else", async () => {
    await settled(natt());
    const management = of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ name }) => name.includes("fxp0"),
    );
    expect(management).toHaveLength(3);
    for (const rule of management) {
      expect(rule.inputs).toMatchObject({
        cidrIpv4: "198.51.100.0/24",
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
      });
    }
  });

  it("verifies the tunnel again whenever something it rests on changes", async () => {
    await settled(natt());
    const [tunnel] = of("vsrx:index:Tunnel");
    const revisions = tunnel?.inputs["revisions"] as string[];
    expect(revisions).toEqual(
      expect.arrayContaining([
        "r-natt-left",
        "r-natt-right",
        "r-natt-nat",
        `sgr-natt-right-ge-0-0-0-in-udp-4500-${dashed(registered.all)}-32`,
      ]),
    );
    expect(tunnel?.inputs).toMatchObject({
      expectNat: true,
      natRules: [{ device: "nat", kind: "static", ruleSet: "static", rule: "right" }],
    });
  });

  it("keeps the key out of user data and marks it secret in the configuration", async () => {
    await settled(natt());
    for (const { inputs } of of("aws:ec2/instance:Instance")) {
      expect(JSON.stringify(inputs)).not.toContain(key);
    }
    const [configuration] = of("vsrx:index:Configuration").filter(
      ({ name }) => name === "natt-left",
    );
    // Mocks lift the mark of a secret value to the map around it.
    const statements = configuration?.inputs["statements"] as {
      readonly value: Readonly<Record<string, string>>;
    };
    expect(Object.values(statements)).toContain("1b47061264138c4ac30d75fd1eb44270");
    expect(statements.value).toMatchObject({
      "security ike policy vpn1 pre-shared-key ascii-text": key,
      "security ike gateway vpn1 address 172.16.21.1": "",
    });
  });

  it("makes no resource when the program is wrong", () => {
    expect(
      () =>
        new VpnStack("natt", (scope) => {
          const { left } = twoGateways(scope);
          new RouteBasedVpn(scope, "vpn1", {
            ...ends({ left, right: left }),
            presharedKey: key,
          });
        }),
    ).toThrow("[natt/vpn1] both ends of the VPN are one gateway");
    expect(registered.all.filter(({ type }) => type !== "vsrx:index:VpnStack")).toEqual([]);
  });

  it("lets a program leave out a security rule, or change an interface", async () => {
    const stack = new VpnStack("natt", (scope) => {
      const gateways = twoGateways(scope, {
        right: {
          transform: {
            securityGroupRule: (args) => (args.fromPort === 4500 ? undefined : args),
            networkInterface: (args) => ({ ...args, description: "changed" }),
          },
        },
      });
      new RouteBasedVpn(scope, "vpn1", { ...ends(gateways), presharedKey: key });
    });
    await settled(stack);
    const names = registered.all.map(({ name }) => name);
    expect(names.some((name) => name.startsWith("natt-right") && name.includes("udp-500-"))).toBe(
      true,
    );
    expect(names.some((name) => name.startsWith("natt-right") && name.includes("udp-4500-"))).toBe(
      false,
    );
    expect(names.some((name) => name.startsWith("natt-left") && name.includes("udp-4500-"))).toBe(
      true,
    );
    expect(
      of("aws:ec2/networkInterface:NetworkInterface").find(({ name }) => name === "natt-right-fxp0")
        ?.inputs["description"],
    ).toBe("changed");
  });
});

/** The initiator's address as resource names spell it. */
function dashed(all: readonly Registered[]): string {
  const eni = all.find(
    ({ name, type }) => type.endsWith("NetworkInterface") && name === "natt-left-ge-0-0-0",
  );
  const [address] = eni?.inputs["privateIps"] as string[];
  return String(address).replaceAll(".", "-");
}
