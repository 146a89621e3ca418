// A site in a VPC that is there: what the stack makes in it, and that it changes nothing of what it finds.
import * as aws from "@pulumi/aws";
import { ComponentResource, type Output } from "@pulumi/pulumi";
import {
  AwsSite,
  type ExistingAwsSiteProps,
  Gateway,
  Host,
  Nat,
  RouteBasedVpn,
  VpnStack,
} from "../../lib";
import { KEY } from "../lab-site";
import { recorded, type Registered } from "./mocks";

const registered = recorded();
const of = (type: string): readonly Registered[] => registered.of(type);
const names = (type: string): string[] => of(type).map(({ name }) => name);

/** What is there, wherever it comes from. */
interface There extends Pick<ExistingAwsSiteProps, "vpcId" | "internetGatewayId" | "natGateway"> {
  readonly outside: { readonly subnetId: Output<string> | string };
  readonly inside: { readonly subnetId: Output<string> | string };
  readonly tableId: Output<string> | string;
}

const MANAGEMENT = { from: "198.51.100.0/24", publicKey: KEY } as const;

/** A gateway in a VPC that is there, its two subnets sharing a table; its peer in a VPC of its own. */
function stackIn(there: There, nat = Nat.elasticIp(), management: object = {}): VpnStack {
  return new VpnStack("vpn", (scope) => {
    const site = AwsSite.existing(scope, "here", {
      vpcId: there.vpcId,
      cidr: "10.1.0.0/16",
      internetGatewayId: there.internetGatewayId,
      natGateway: there.natGateway,
      availabilityZone: "eu-central-1a",
      ami: "ami-1",
      management: { ...MANAGEMENT, ...management },
    });
    const shared = { routeTableId: there.tableId };
    const left = new Gateway(scope, "left", {
      site,
      external: site.subnet("10.1.12.0/24", { ...there.outside, ...shared }),
      internal: {
        network: site.subnet("10.1.11.0/24", { ...there.inside, ...shared }),
        securityGroupIds: ["sg-theirs"],
      },
      nat,
    });
    const far = new AwsSite(scope, "far", {
      cidr: "10.2.0.0/16",
      availabilityZone: "eu-central-1a",
      ami: "ami-1",
      management: MANAGEMENT,
    });
    const right = new Gateway(scope, "right", {
      site: far,
      external: far.subnet("10.2.12.0/24"),
      internal: far.subnet("10.2.11.0/24"),
      nat: Nat.elasticIp(),
    });
    new RouteBasedVpn(scope, "vpn1", {
      initiator: { gateway: left, identity: "left@example.net" },
      responder: { gateway: right, identity: "right@example.net" },
      presharedKey: "a key of no importance",
    });
  });
}

const settled = (stack: VpnStack): Promise<unknown> =>
  new Promise((resolve) => {
    stack.endpoints.apply(resolve);
  });

/** Made by the same program with plain resources. */
function plainVpc(): There {
  const vpc = new aws.ec2.Vpc("theirs", { cidrBlock: "10.1.0.0/16" });
  const gate = new aws.ec2.InternetGateway("theirs", { vpcId: vpc.id });
  const table = new aws.ec2.RouteTable("theirs", { vpcId: vpc.id });
  const subnet = (cidrBlock: string): { readonly subnetId: Output<string> } => ({
    subnetId: new aws.ec2.Subnet(`theirs-${cidrBlock}`, { vpcId: vpc.id, cidrBlock }).id,
  });
  return {
    vpcId: vpc.id,
    internetGatewayId: gate.id,
    outside: subnet("10.1.12.0/24"),
    inside: subnet("10.1.11.0/24"),
    tableId: table.id,
  };
}

/** As `@pulumi/awsx` gives a VPC: a component of another language, whose outputs are lists of ids. */
class AwsxVpc extends ComponentResource {
  declare readonly vpcId: Output<string>;
  declare readonly publicSubnetIds: Output<string[]>;
  declare readonly privateSubnetIds: Output<string[]>;

  constructor(name: string) {
    const outputs = { vpcId: undefined, publicSubnetIds: undefined, privateSubnetIds: undefined };
    super("awsx:ec2:Vpc", name, outputs, {}, true);
  }
}

const SOURCES: readonly (readonly [how: string, there: () => There])[] = [
  ["made by plain resources of the same program", plainVpc],
  [
    "looked up",
    () => {
      const vpcId = aws.ec2.getVpcOutput({ tags: { Name: "theirs" } }).id;
      const subnetOf = (name: string): { readonly subnetId: Output<string> } => ({
        subnetId: aws.ec2.getSubnetOutput({ vpcId, tags: { Name: name } }).id,
      });
      const { internetGatewayId } = aws.ec2.getInternetGatewayOutput({
        filters: [{ name: "attachment.vpc-id", values: [vpcId] }],
      });
      return {
        vpcId,
        internetGatewayId,
        outside: subnetOf("outside"),
        inside: subnetOf("inside"),
        tableId: aws.ec2.getRouteTableOutput({ vpcId }).id,
      };
    },
  ],
  [
    "made by awsx",
    () => {
      const vpc = new AwsxVpc("theirs");
      return {
        vpcId: vpc.vpcId,
        internetGatewayId: "igw-1",
        outside: { subnetId: vpc.publicSubnetIds.apply((ids) => ids?.[0] ?? "subnet-a") },
        inside: { subnetId: vpc.privateSubnetIds.apply((ids) => ids?.[0] ?? "subnet-b") },
        tableId: "rtb-1",
      };
    },
  ],
  [
    "written down as ids",
    () => ({
      vpcId: "vpc-1",
      internetGatewayId: "igw-1",
      outside: { subnetId: "subnet-a" },
      inside: { subnetId: "subnet-b" },
      tableId: "rtb-1",
    }),
  ],
];

describe.each(SOURCES)("a VPC %s", (_, there) => {
  it("gets the management subnet, a route and rules of ours, and nothing else of the network", async () => {
    await settled(stackIn(there()));
    const ours = (type: string): string[] =>
      names(type).filter((name) => name.startsWith("vpn-here") || name.startsWith("vpn-left"));
    expect(ours("aws:ec2/vpc:Vpc")).toEqual([]);
    expect(ours("aws:ec2/internetGateway:InternetGateway")).toEqual([]);
    expect(ours("aws:ec2/subnet:Subnet")).toEqual(["vpn-here-10-1-0-0"]);
    expect(ours("aws:ec2/routeTable:RouteTable")).toEqual(["vpn-here-10-1-0-0"]);
    expect(ours("aws:ec2/routeTableAssociation:RouteTableAssociation")).toEqual([
      "vpn-here-10-1-0-0",
    ]);
    expect(ours("aws:ec2/route:Route").sort()).toEqual([
      "vpn-here-10-1-0-0-default",
      "vpn-here-10-1-11-0-to-10-2-11-0-24",
    ]);
  });
});

describe("in a VPC that is there", () => {
  const there = SOURCES[3]?.[1] ?? plainVpc;

  it("interfaces stand in its subnets, the route in its table, and its groups beside ours", async () => {
    await settled(stackIn(there()));
    const eni = (name: string): Record<string, unknown> | undefined =>
      of("aws:ec2/networkInterface:NetworkInterface").find((each) => each.name === name)?.inputs;
    expect(eni("vpn-left-ge-0-0-0")).toMatchObject({ subnetId: "subnet-a" });
    expect(eni("vpn-left-ge-0-0-1")).toMatchObject({
      subnetId: "subnet-b",
      securityGroups: ["vpn-left-ge-0-0-1-id", "sg-theirs"],
    });
    const route = of("aws:ec2/route:Route").find(({ name }) => name.includes("10-1-11-0-to"));
    expect(route?.inputs).toMatchObject({
      routeTableId: "rtb-1",
      destinationCidrBlock: "10.2.11.0/24",
    });
  });

  it("an elastic IP that is there is mapped, and none is made in its place", async () => {
    await settled(stackIn(there(), Nat.elasticIp({ allocationId: "eipalloc-1" })));
    const association = of("aws:ec2/eipAssociation:EipAssociation").find(
      ({ name }) => name === "vpn-left-public",
    );
    expect(association?.inputs["allocationId"]).toBe("eipalloc-1");
  });

  it("a NAT gateway that is there shows its own address, and none is made", async () => {
    const natGateway = { natGatewayId: "nat-1", publicIp: "203.0.113.77" };
    await settled(stackIn({ ...there(), natGateway }, Nat.gateway() as never));
    expect(names("aws:ec2/natGateway:NatGateway")).toEqual([]);
    const rules = of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const sources = rules.map(({ inputs }) => inputs["cidrIpv4"]);
    expect(sources).toContain("203.0.113.77/32");
  });

  it("a key pair that is there is used, and none is made", async () => {
    await settled(stackIn(there(), Nat.elasticIp(), { keyName: "theirs" }));
    expect(names("aws:ec2/keyPair:KeyPair")).toEqual(["vpn-far-key"]);
    const left = of("aws:ec2/instance:Instance").find(({ name }) => name === "vpn-left");
    expect(left?.inputs["keyName"]).toBe("theirs");
  });
});

describe("management", () => {
  const there = SOURCES[3]?.[1] ?? plainVpc;
  const jump = {
    address: "198.51.100.9",
    user: "ops",
    agent: true,
    hostKey: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
  };
  const connection = (): unknown =>
    of("vsrx:index:Configuration").find(({ name }) => name === "vpn-left")?.inputs["connection"];

  it.each([
    ["by the private address", "private", undefined],
    ["by way of a jump host", { jump }, jump.address],
  ])("%s gives a gateway no public address for it", async (_, via, host) => {
    await settled(stackIn(there(), Nat.elasticIp(), { via }));
    expect(names("aws:ec2/eip:Eip").filter((name) => name.startsWith("vpn-left"))).toEqual([
      "vpn-left-public",
    ]);
    const jumps = (connection() as { readonly jump?: { readonly host: string } }).jump?.host;
    expect(jumps).toBe(host);
  });

  it("by a program of one's own gives a gateway no public address either, and the provider the program", async () => {
    const proxyCommand = [
      "aws",
      "ec2-instance-connect",
      "open-tunnel",
      "--private-ip-address",
      "%h",
    ];
    await settled(stackIn(there(), Nat.elasticIp(), { via: { proxyCommand } }));
    expect(names("aws:ec2/eip:Eip").filter((name) => name.startsWith("vpn-left"))).toEqual([
      "vpn-left-public",
    ]);
    expect(connection()).toMatchObject({ proxyCommand });
  });

  it.each([
    ["an empty list", []],
    ["a token that only OpenSSH knows", ["ssh", "-W", "%n:%p"]],
    ["a line for a shell", "ssh -W %h:%p bastion"],
  ])("%s is no program", (_, proxyCommand) => {
    expect(() => stackIn(there(), Nat.elasticIp(), { via: { proxyCommand } })).toThrow(
      /management\.via\.proxyCommand/,
    );
  });
});

describe("several regions and accounts in one stack", () => {
  /** Two sites joined by a VPN, each with what is given of where it is. */
  function joined(here: object, there: object): VpnStack {
    return new VpnStack("vpn", (scope) => {
      const [left, right] = [["left", 1, here] as const, ["right", 2, there] as const].map(
        ([id, number, where]) => {
          const site = new AwsSite(scope, `${id}-site`, {
            cidr: `10.${number}.0.0/16`,
            ami: "ami-1",
            management: MANAGEMENT,
            ...where,
          } as never);
          new Host(scope, `${id}-host`, {
            network: site.subnet(`10.${number}.11.0/24`),
            ami: "ami-2",
          });
          return new Gateway(scope, id, {
            site,
            external: site.subnet(`10.${number}.12.0/24`),
            internal: site.subnet(`10.${number}.11.0/24`),
            nat: Nat.elasticIp(),
          });
        },
      );
      if (left === undefined || right === undefined) return;
      new RouteBasedVpn(scope, "vpn1", {
        initiator: { gateway: left, identity: "left@example.net" },
        responder: { gateway: right, identity: "right@example.net" },
        presharedKey: "a key of no importance",
      });
    });
  }
  const inAws = (): readonly Registered[] =>
    registered.all.filter(({ type }) => /^aws:(?:ec2|vpc)\//.test(type));

  it("every resource of a site names the site's region", async () => {
    const [frankfurt, ohio] = ["eu-central-1", "us-east-2"];
    await settled(
      joined(
        { region: frankfurt, availabilityZone: `${frankfurt}a` },
        { region: ohio, availabilityZone: `${ohio}a` },
      ),
    );
    const regions = inAws().map(({ name, inputs }) => [name.slice(0, 8), inputs["region"]]);
    expect(regions.length).toBeGreaterThan(40);
    expect(new Set(regions.map((each) => each.join(" ")))).toEqual(
      new Set([`vpn-left ${frankfurt}`, `vpn-righ ${ohio}`]),
    );
  });

  it("every resource of a site names the site's provider", async () => {
    const account = new aws.Provider("other-account", { region: "eu-central-1" });
    const zone = { availabilityZone: "eu-central-1a" };
    await settled(joined({ ...zone, provider: account }, zone));
    const of = (start: string): readonly boolean[] =>
      inAws()
        .filter(({ name }) => name.startsWith(start))
        .map(({ provider = "" }) => provider.includes("other-account"));
    expect(new Set(of("vpn-left"))).toEqual(new Set([true]));
    expect(new Set(of("vpn-right"))).toEqual(new Set([false]));
  });
});
