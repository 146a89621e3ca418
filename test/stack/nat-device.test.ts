// A NAT device in AWS that faces the internet: which addresses it gets, what they are shown as, and which way leads out by it.
import {
  AwsSite,
  Gateway,
  Nat,
  NatDevice,
  type NatKind,
  RouteBasedVpn,
  type StackScope,
  type TranslateOptions,
  VpnStack,
} from "../../lib";
import { KEY } from "../lab-site";
import { recorded, type Registered } from "./mocks";

const registered = recorded();

const site = (scope: StackScope, id: string, cidr: string): AwsSite =>
  new AwsSite(scope, id, {
    cidr,
    availabilityZone: "eu-central-1a",
    ami: "ami-1",
    management: { from: "198.51.100.0/24", publicKey: KEY },
  });

interface Edge {
  readonly nat?: NatKind;
  /** Of the first gateway's translation; none hides both. */
  readonly translate?: TranslateOptions;
  /** Of the inside subnet. */
  readonly tableId?: string;
  readonly inner?: NatKind;
}

/** Two gateways behind a device, each with a VPN to a head office in another VPC. */
function edge({ nat, translate, tableId, inner }: Edge): VpnStack {
  return new VpnStack("s", (scope) => {
    const [far, near] = [site(scope, "far", "10.1.0.0/16"), site(scope, "near", "10.2.0.0/16")];
    const hq = new Gateway(scope, "hq", {
      site: far,
      external: far.subnet("10.1.1.0/24"),
      internal: far.subnet("10.1.2.0/24"),
      nat: Nat.elasticIp(),
    });
    const inside = near.subnet(
      "10.2.2.0/24",
      tableId === undefined ? undefined : { routeTableId: tableId },
    );
    const device = new NatDevice(scope, "edge", {
      site: near,
      outside: near.subnet("10.2.1.0/24"),
      inside,
      ...(nat === undefined ? {} : { nat }),
    });
    const [one, two] = [10, 20].map(
      (number) =>
        new Gateway(scope, `g${number}`, {
          site: near,
          external: inside,
          internal: near.subnet(`10.2.${number}.0/24`),
          ...(inner === undefined ? {} : { nat: inner }),
        }),
    );
    if (one === undefined || two === undefined) return;
    if (translate !== undefined) device.translate(one, translate);
    device.hide();
    // Two that hide behind one address cannot both have a tunnel to one peer.
    for (const gateway of translate === undefined ? [two] : [one, two]) {
      new RouteBasedVpn(scope, `to-${gateway.name}`, {
        initiator: { gateway, identity: `${gateway.name}@example.net` },
        responder: { gateway: hq, identity: "hq@example.net" },
        presharedKey: "a key of no importance",
      });
    }
  });
}

const settled = (stack: VpnStack): Promise<unknown> =>
  new Promise((resolve) => {
    stack.endpoints.apply(resolve);
  });

const inputs = (type: string, name: string): Registered["inputs"] | undefined =>
  registered.of(type).find((each) => each.name === name)?.inputs;
const names = (type: string, start: string): string[] =>
  registered
    .of(type)
    .map(({ name }) => name)
    .filter((name) => name.startsWith(start))
    .sort();

const EIP = "aws:ec2/eip:Eip";
const ROUTE = "aws:ec2/route:Route";

it("each translated gateway has a further address of the interface and an elastic IP, the others the device's", async () => {
  await settled(edge({ nat: Nat.elasticIp(), translate: { nat: Nat.elasticIp() } }));
  expect(names(EIP, "s-edge")).toEqual(["s-edge-fxp0", "s-edge-public", "s-edge-public-g10"]);
  const { privateIps } = inputs("aws:ec2/networkInterface:NetworkInterface", "s-edge-ge-0-0-0") as {
    readonly privateIps: readonly string[];
  };
  expect(privateIps).toHaveLength(2);
  // Which of a set is primary the provider decides: each elastic IP says its address.
  const mapped = ["s-edge-public", "s-edge-public-g10"].map(
    (name) => inputs("aws:ec2/eipAssociation:EipAssociation", name)?.["privateIpAddress"] as string,
  );
  expect(mapped).toEqual(privateIps);
});

it("an interface without further addresses is as it was: its association says no address", async () => {
  await settled(edge({ nat: Nat.elasticIp() }));
  expect(inputs("aws:ec2/eipAssociation:EipAssociation", "s-edge-public")).not.toHaveProperty(
    "privateIpAddress",
  );
});

it("the inside's default route leads to the device, the outside's to the internet gateway", async () => {
  await settled(edge({ nat: Nat.elasticIp() }));
  expect(inputs(ROUTE, "s-near-10-2-2-0-to-0-0-0-0-0")).toMatchObject({
    destinationCidrBlock: "0.0.0.0/0",
    networkInterfaceId: "s-edge-ge-0-0-1-id",
  });
  expect(inputs(ROUTE, "s-near-10-2-1-0-default")).toMatchObject({
    gatewayId: "s-near-internet-id",
  });
});

it("in a table that is there the peer's address alone is led to the device", async () => {
  await settled(edge({ nat: Nat.elasticIp(), tableId: "rtb-1" }));
  const ours = registered
    .of(ROUTE)
    .filter(({ inputs: { routeTableId } }) => routeTableId === "rtb-1");
  expect(ours.map(({ inputs: each }) => each["networkInterfaceId"])).not.toHaveLength(0);
  expect(ours.map(({ inputs: each }) => each["destinationCidrBlock"])).not.toContain("0.0.0.0/0");
});

it("both sides of the device let IKE through between the gateways and the peer", async () => {
  await settled(edge({ nat: Nat.elasticIp() }));
  const rules = registered.of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  const of = (group: string): string[] =>
    rules
      .filter(({ inputs: each }) => each["securityGroupId"] === group)
      .map(({ inputs: each }) => `${String(each["fromPort"])} ${String(each["cidrIpv4"])}`);
  expect(of("s-edge-ge-0-0-1-id")).toHaveLength(2);
  expect(of("s-edge-ge-0-0-0-id")).toHaveLength(2);
});

it.each<readonly [what: string, rule: RegExp, edge: Edge]>([
  ["a device without nat, which nobody on the internet sees", /no way to the internet/, {}],
  [
    "a translated address that no elastic IP is mapped to",
    /shows that address to nobody/,
    { nat: Nat.elasticIp(), translate: { to: "172.16.0.9" } },
  ],
  [
    "a gateway with an elastic IP of its own in the subnet whose way out is the device",
    /two ways to the internet/,
    { nat: Nat.elasticIp(), inner: Nat.elasticIp() },
  ],
])("%s is refused", (_, rule, program) => {
  expect(() => edge(program)).toThrow(rule);
});
