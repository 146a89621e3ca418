// `transform` reaches every kind of resource that is made, each by its own function, and no other kind; tags and a Name are the user's.
import {
  AwsSite,
  type AwsSiteProps,
  Gateway,
  type GatewayProps,
  Host,
  type HostProps,
  Nat,
  RouteBasedVpn,
  VpnStack,
} from "../../lib";
import { ends, KEY } from "../lab-site";
import { recorded, type Registered } from "./mocks";

const registered = recorded();

interface Given {
  readonly site?: Partial<AwsSiteProps>;
  readonly gateway?: Partial<GatewayProps>;
  readonly host?: Partial<HostProps>;
}

/** One of every kind that a stack makes. */
async function made({ site: ofSite, gateway, host }: Given): Promise<readonly Registered[]> {
  const stack = new VpnStack("vpn", (scope) => {
    const site = new AwsSite(scope, "here", {
      ...{ cidr: "10.1.0.0/16", availabilityZone: "eu-central-1a", ami: "ami-1" },
      management: { from: "198.51.100.0/24", publicKey: KEY },
      ...ofSite,
    });
    const internal = site.subnet("10.1.11.0/24");
    const left = new Gateway(scope, "left", {
      ...{ site, external: site.subnet("10.1.12.0/24"), internal, nat: Nat.elasticIp() },
      ...gateway,
    });
    const right = new Gateway(scope, "right", {
      ...{ site, external: site.subnet("10.1.31.0/24"), internal: site.subnet("10.1.21.0/24") },
      nat: Nat.gateway(),
    });
    new Host(scope, "host", { network: internal, ami: "ami-2", ...host });
    new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right }), presharedKey: "k" });
  });
  await new Promise((resolve) => stack.endpoints.apply(resolve));
  return registered.all.filter(({ type }) => type.startsWith("aws:"));
}

const kindOf = ({ type }: Registered): string => type.split(":").at(-1) ?? "";

type Table = Readonly<Record<string, readonly string[]>>;

const RULES = ["SecurityGroupEgressRule", "SecurityGroupIngressRule"];
const SITE: Table = {
  vpc: ["Vpc"],
  internetGateway: ["InternetGateway"],
  keyPair: ["KeyPair"],
  subnet: ["Subnet"],
  routeTable: ["RouteTable"],
  routeTableAssociation: ["RouteTableAssociation"],
  route: ["Route"],
  elasticIp: ["Eip"],
  natGateway: ["NatGateway"],
};
const GATEWAY: Table = {
  instance: ["Instance"],
  launchTemplate: ["LaunchTemplate"],
  networkInterface: ["NetworkInterface"],
  elasticIp: ["Eip"],
  elasticIpAssociation: ["EipAssociation"],
  securityGroup: ["SecurityGroup"],
  securityGroupRule: RULES,
  route: ["Route"],
};
const HOST: Table = {
  instance: ["Instance"],
  securityGroup: ["SecurityGroup"],
  securityGroupRule: RULES,
};

/** Functions that mark what they get with their own name, in an input that every kind has and the mocks keep. */
const marking = (table: Table, given: string[]): never =>
  Object.fromEntries(
    Object.keys(table).map((name) => [
      name,
      (args: object) => {
        given.push(name);
        return { ...args, region: name };
      },
    ]),
  ) as never;

const markOf = ({ inputs }: Registered): string | undefined => inputs["region"] as string;

/** The kinds that each function has changed. */
const changedBy = (all: readonly Registered[], name: string): readonly string[] =>
  [...new Set(all.filter((each) => markOf(each) === name).map(kindOf))].sort();

describe.each<readonly [string, Table, (transform: never) => Given, RegExp]>([
  ["a site", SITE, (transform) => ({ site: { transform } }), /^vpn-here/],
  // The last are routes, which are called after their table.
  ["a gateway", GATEWAY, (transform) => ({ gateway: { transform } }), /^vpn-left|-to-/],
  ["a host", HOST, (transform) => ({ host: { transform } }), /^vpn-host/],
])("transform of %s", (_, table, given, own) => {
  test("reaches each kind of what is made for it, and nothing else", async () => {
    const asked: string[] = [];
    const all = await made(given(marking(table, asked)));
    const found = Object.keys(table).map((name) => [name, changedBy(all, name)]);
    expect(Object.fromEntries(found)).toEqual(table);
    const marked = all.filter((each) => markOf(each) !== undefined);
    // What a function returned is what was made.
    expect(marked).toHaveLength(asked.length);
    expect(marked.filter(({ name }) => !own.test(name)).map(({ name }) => name)).toEqual([]);
  });
});

test("together they reach everything that is made of AWS", async () => {
  const all = await made({
    site: { transform: marking(SITE, []) },
    gateway: { transform: marking(GATEWAY, []) },
    host: { transform: marking(HOST, []) },
  });
  const left = all.filter((each) => markOf(each) === undefined);
  // The other gateway has no functions.
  expect(
    left.filter(({ name }) => !/right|10-1-21-0-to/.test(name)).map(({ name }) => name),
  ).toEqual([]);
  const without = left.map(kindOf);
  for (const kinds of Object.values(GATEWAY))
    expect(without).toEqual(expect.arrayContaining([...kinds]));
});

describe("tags", () => {
  /** Kinds that AWS gives no tags. */
  const UNTAGGED = ["Route", "RouteTableAssociation", "EipAssociation"];

  it("of the site are on everything that can have them, volumes and rules too, and a Name wins", async () => {
    const tags = { CostCentre: "42", Name: "edge" };
    const all = await made({ site: { tags } });
    const without = all.filter(
      (each) =>
        !UNTAGGED.includes(kindOf(each)) &&
        !["CostCentre", "Name"].every(
          (tag) =>
            (each.inputs["tags"] as Record<string, string> | undefined)?.[tag] ===
            tags[tag as "Name"],
        ),
    );
    expect(without.map(({ type, name }) => [type, name])).toEqual([]);
    for (const { inputs } of registered.of("aws:ec2/instance:Instance"))
      expect(inputs["volumeTags"]).toMatchObject(tags);
  });

  it("without a word each thing has a name of its own, and nothing more", async () => {
    const all = await made({});
    const names = all
      .filter((each) => kindOf(each) === "Instance")
      .map(({ inputs }) => (inputs["tags"] as Record<string, string>)["Name"]);
    expect(names.sort()).toEqual(["host", "left", "right"]);
  });
});
