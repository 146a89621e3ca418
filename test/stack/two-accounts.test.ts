// Two sites with two providers in one stack: everything that is made or asked for a site goes to that site's provider, and to no other one.
import * as aws from "@pulumi/aws";
import {
  AwsSite,
  Gateway,
  type GatewayProps,
  Host,
  Nat,
  NatDevice,
  RouteBasedVpn,
  type StackScope,
  vsrxImage,
  VpnStack,
} from "../../lib";
import { KEY } from "../lab-site";
import { recorded } from "./mocks";

const IMAGE = {
  ...{ name: "junos-vsrx3-x86-64-24.4R1.9", creationDate: "2025-01-01T00:00:00.000Z" },
  productCodes: [{ productCodeId: "abc", productCodeType: "marketplace" }],
};
const registered = recorded(
  { "vsrx:index:Image": () => ({ imageId: "ami-found" }) },
  {
    "aws:ec2/getAmiIds:getAmiIds": { ids: ["ami-found"] },
    "aws:ec2/getAmi:getAmi": IMAGE,
  },
);

/** A site of an account with everything that can stand in one: the names of all that is made for it have the site's. */
function place(scope: StackScope, name: string, net: string, provider: aws.Provider): Gateway {
  const site = new AwsSite(scope, name, {
    cidr: `${net}.0.0/16`,
    availabilityZone: "eu-central-1a",
    ami: vsrxImage({ name: `${name}-image`, release: "24.4R1", license: "payg", provider }),
    management: { from: "198.51.100.0/24", publicKey: KEY },
    provider,
  });
  const [internal, external] = [site.subnet(`${net}.11.0/24`), site.subnet(`${net}.12.0/24`)];
  new Host(scope, `${name}-host`, { network: internal, ami: "ami-2" });
  const gateway = new Gateway(scope, `${name}-gw`, {
    ...{ site, external, internal, nat: Nat.elasticIp() },
  });
  const gatewayIn = (id: string, outside: number, nat?: GatewayProps["nat"]): Gateway =>
    new Gateway(scope, `${name}-${id}`, {
      site,
      external: site.subnet(`${net}.${outside}.0/24`),
      internal: site.subnet(`${net}.${outside + 1}.0/24`),
      ...(nat === undefined ? {} : { nat }),
    });
  gatewayIn("quiet", 21, Nat.gateway());
  const behind = gatewayIn("behind", 31);
  new NatDevice(scope, `${name}-nat`, {
    ...{ site, outside: external, inside: behind.external },
  }).translate(behind, { to: "172.16.21.1" });
  return gateway;
}

beforeEach(async () => {
  const stack = new VpnStack("vpn", (scope) => {
    const [here, there] = ["here", "there"].map((name, index) =>
      place(
        scope,
        name,
        `10.${index + 1}`,
        new aws.Provider(name, {
          region: "eu-central-1",
          assumeRoles: [{ roleArn: `arn:aws:iam::${index + 1}11111111111:role/deployer` }],
        }),
      ),
    );
    if (here === undefined || there === undefined) throw new Error("two sites");
    new RouteBasedVpn(scope, "vpn1", {
      initiator: { gateway: here, identity: "here@example.net" },
      responder: { gateway: there, identity: "there@example.net" },
      presharedKey: "k",
    });
  });
  await new Promise((resolve) => stack.endpoints.apply(resolve));
});

/** The site whose provider is named: `urn:…::here::here-id`. */
const providerIn = (reference: string | undefined): string | undefined =>
  reference?.split("::").at(-2);

const siteOf = (name: string): string => (name.startsWith("vpn-there") ? "there" : "here");

it("every resource of AWS names its site's provider", () => {
  const made = registered.all.filter(({ type }) => type.startsWith("aws:"));
  const kinds = new Set(made.map(({ type }) => type.split(":").at(-1)));
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      ...["Vpc", "Subnet", "InternetGateway", "NatGateway", "RouteTable", "Route"],
      ...["RouteTableAssociation", "SecurityGroup", "SecurityGroupIngressRule"],
      ...["SecurityGroupEgressRule", "NetworkInterface", "LaunchTemplate", "Instance"],
      ...["KeyPair", "Eip", "EipAssociation"],
    ]),
  );
  const wrong = made.filter(({ name, provider }) => providerIn(provider) !== siteOf(name));
  expect(wrong.map(({ type, name, provider }) => [type, name, provider])).toEqual([]);
  for (const site of ["here", "there"])
    expect(
      new Set(made.filter(({ name }) => siteOf(name) === site).map(({ type }) => type)),
    ).toEqual(new Set(made.map(({ type }) => type)));
});

it("and every function that is asked of AWS goes to one of the two", () => {
  const asked = registered.calls.filter(({ token }) => token.startsWith("aws:"));
  expect(asked.length).toBeGreaterThan(0);
  const by = asked.map(
    ({ token, provider }) => `${token.split(":").at(-1)} ${providerIn(provider)}`,
  );
  expect(new Set(by)).toEqual(
    new Set(["getAmiIds here", "getAmiIds there", "getAmi here", "getAmi there"]),
  );
});
