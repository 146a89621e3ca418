// A stack whose gateways are created in AWS, exist already, and are run by somebody else.
import * as pulumi from "@pulumi/pulumi";
import { Gateway, Nat, RouteBasedVpn, VpnStack } from "../../lib";
import { awsSite } from "../lab-site";
import { recorded, type Registered } from "./mocks";

const registered = recorded();

const key = "not-to-be-seen";

/** A hub in AWS with a VPN to a gateway that exists and one to a partner's; and one between these two. */
function mixed(): VpnStack {
  return new VpnStack("mixed", (scope) => {
    const site = awsSite(scope);
    const cloud = new Gateway(scope, "cloud", {
      site,
      external: site.subnet("10.1.12.0/24"),
      internal: site.subnet("10.1.11.0/24"),
      nat: Nat.elasticIp(),
    });
    const office = new Gateway(scope, "office", {
      existing: {
        address: "192.0.2.1",
        user: "lab",
        configureInterfaces: true,
        transport: "openssh",
        sshConfig: "ssh_config",
        legacyAlgorithms: true,
      },
      external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
      internal: { interface: "ge-0/0/1", address: "10.2.0.1/24" },
      routes: { "0.0.0.0/0": "198.51.100.254" },
    });
    const partner = new Gateway(scope, "partner", {
      unmanaged: true,
      external: { interface: "ge-0/0/0", address: "198.18.0.1/24" },
      internal: { interface: "ge-0/0/1", address: "10.3.0.1/24" },
      routes: { "0.0.0.0/0": "198.18.0.254" },
    });
    const vpn = (id: string, initiator: Gateway, responder: Gateway): void => {
      new RouteBasedVpn(scope, id, {
        initiator: { gateway: initiator, identity: `${initiator.name}.example.net` },
        responder: { gateway: responder, identity: `${responder.name}.example.net` },
        presharedKey: key,
      });
    };
    vpn("office-cloud", office, cloud);
    vpn("cloud-partner", cloud, partner);
    vpn("office-partner", office, partner);
  });
}

const of = (type: string): Registered[] => registered.of(type);

async function settled(stack: VpnStack): Promise<void> {
  await new Promise((resolve) => {
    stack.endpoints.apply(resolve);
  });
}

function known(output: pulumi.Output<string> | undefined): Promise<string> {
  return new Promise((resolve) => output?.apply(resolve));
}

it("configures those that are ours, and creates only what stands in AWS", async () => {
  await settled(mixed());
  expect(
    of("vsrx:index:Configuration")
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["192.0.2.1", "mixed-cloud"]);
  expect(of("aws:ec2/instance:Instance").map(({ name }) => name)).toEqual(["mixed-cloud"]);
});

it("is told how to speak to a device that exists", async () => {
  await settled(mixed());
  const office = of("vsrx:index:Configuration").find(({ name }) => name === "192.0.2.1");
  const given = office?.inputs["connection"] as { readonly value?: object };
  expect(given.value ?? given).toMatchObject({
    host: "192.0.2.1",
    transport: "openssh",
    sshConfig: "ssh_config",
    legacyAlgorithms: true,
  });
});

it("verifies every tunnel from its own ends alone", async () => {
  await settled(mixed());
  const ends = of("vsrx:index:Tunnel").map(({ inputs }) => {
    const secret = inputs["endpoints"] as { readonly value?: unknown };
    const list = (Array.isArray(secret) ? secret : secret.value) as {
      readonly gateway: string;
      readonly connection?: unknown;
    }[];
    return list.map(
      ({ gateway, connection }) => `${gateway} ${connection === undefined ? "not asked" : "asked"}`,
    );
  });
  expect(ends.map((both) => both.join(", ")).sort()).toEqual([
    "cloud asked, partner not asked",
    "office asked, cloud asked",
    "office asked, partner not asked",
  ]);
});

it("puts out the partner's half, complete, with addresses that came with the deployment", async () => {
  const stack = mixed();
  await settled(stack);
  expect(Object.keys(stack.peerConfigurations)).toEqual(["partner"]);
  const half = stack.peerConfigurations["partner"];
  const lines = (await known(half)).trimEnd().split("\n");
  for (const line of lines) expect(line).toMatch(/^set /);
  expect(lines).toEqual(
    expect.arrayContaining([
      "set security ike gateway cloud-partner address 203.0.113.10",
      "set security ike gateway office-partner address 198.51.100.1",
      "set security ike gateway cloud-partner remote-identity hostname cloud.example.net",
      `set security ike policy office-partner pre-shared-key ascii-text ${key}`,
    ]),
  );
  expect(lines.join("\n")).not.toContain("office-cloud");
  expect(lines.join("\n")).not.toMatch(/[⟨⟩]/);
  const isSecret = await (pulumi as unknown as { isSecret(o: unknown): Promise<boolean> }).isSecret(
    half,
  );
  expect(isSecret).toBe(true);
});
