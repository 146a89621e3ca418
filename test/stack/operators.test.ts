// Keys of operators and of the stack itself: they come and go by commits, and an instance that is replaced later boots with the first one and gets them again.
import { Gateway, Nat, type Operators, RouteBasedVpn, StackScope, VpnStack } from "../../lib";
import { synthesize } from "../../lib/stack";
import { awsSite, ends, KEY } from "../lab-site";
import { recorded } from "./mocks";

/** The key that the stack began with, as the provider remembers it. */
let first: string | undefined;
const registered = recorded({ "vsrx:index:BootKey": () => ({ bootPublicKey: first }) });

beforeEach(() => (first = undefined));

const ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI";
const ANA = `${ED25519}Ana ana`;
const ANAS_NEXT = `${ED25519}Next ana`;
const NEXT = `${ED25519}Hh4 next`;
const RSA = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB bo";

const MACHINES = [
  "ec2/instance:Instance",
  "ec2/keyPair:KeyPair",
  "ec2/launchTemplate:LaunchTemplate",
];

/** What a stack with these operators asks for: statements by device, and the machines with their keys. */
async function plannedWith(operators: Operators, ami = "ami-1", publicKey = KEY) {
  const before = registered.all.length;
  const stack = new VpnStack("shop", (scope) => {
    const management = { from: "198.51.100.0/24", publicKey, operators };
    const site = awsSite(scope, { management, ami });
    const gateway = (id: string, net: number): Gateway =>
      new Gateway(scope, id, {
        site,
        external: site.subnet(`10.1.${net}2.0/24`),
        internal: site.subnet(`10.1.${net}1.0/24`),
        nat: Nat.elasticIp(),
      });
    const [left, right] = [gateway("left", 1), gateway("right", 2)];
    new RouteBasedVpn(scope, "vpn", { ...ends({ left, right }), presharedKey: "k" });
  });
  await new Promise((resolve) => stack.endpoints.apply(resolve));
  const mine = registered.all.slice(before);
  const inputsOf = (types: readonly string[]) =>
    mine
      .filter(({ type }) => types.some((each) => type.endsWith(each)))
      .map(({ inputs }) => inputs);
  return {
    machines: inputsOf(MACHINES),
    instances: inputsOf(MACHINES.slice(0, 1)),
    keys: inputsOf([":Configuration"]).map(({ login }) => login),
    logins: inputsOf([":Configuration"]).map(({ statements }) =>
      Object.keys((statements as { readonly value: object }).value)
        .filter((each) => each.startsWith("system login"))
        .sort(),
    ),
  };
}

test("a key that comes, changes or goes is statements, and no machine is another one for it", async () => {
  const none = await plannedWith({});
  const one = await plannedWith({ ana: ANA });
  const next = await plannedWith({ ana: [ANAS_NEXT, RSA] });
  expect(none.logins).toEqual([[], []]);
  expect(one.logins[0]).toEqual([
    `system login user ana authentication ssh-ed25519 "${ANA}"`,
    "system login user ana class",
  ]);
  expect(next.logins[1]).toEqual([
    `system login user ana authentication ssh-ed25519 "${ANAS_NEXT}"`,
    `system login user ana authentication ssh-rsa "${RSA}"`,
    "system login user ana class",
  ]);
  expect(one.machines).toEqual(none.machines);
  expect(next.machines).toEqual(none.machines);
  expect(none.machines.length).toBeGreaterThan(4);
});

test("another management key is told to configurations alone: user data, key pair and templates keep the first one", async () => {
  const before = await plannedWith({});
  first = KEY;
  const after = await plannedWith({}, "ami-1", NEXT);
  expect(after.machines).toEqual(before.machines);
  const { value } = after.keys[0] as { readonly value?: object };
  expect(value ?? after.keys[0]).toMatchObject({ publicKey: NEXT, bootPublicKey: KEY });
  expect(after.keys).toHaveLength(2);
});

test("an instance that is replaced after a rotation boots with the stack's own key, and gets the newest ones by a commit", async () => {
  const before = await plannedWith({ ana: ANA });
  const after = await plannedWith({ ana: ANAS_NEXT }, "ami-2");
  const userData = after.instances.map((each) => each["userData"] as string);
  expect(userData).toEqual(before.instances.map((each) => each["userData"]));
  for (const text of userData) {
    expect(text).toContain(KEY);
    expect(text).not.toMatch(/\bana\b/);
  }
  expect(after.logins.flat().filter((each) => each.includes(ANAS_NEXT))).toHaveLength(2);
  expect(after.logins.flat().some((each) => each.includes(ANA))).toBe(false);
});

test.each([
  ["a text that is no key", { ana: "open-sesame" }],
  ["a private key", { ana: "-----BEGIN OPENSSH PRIVATE KEY-----" }],
  ["one wrong key of several", { ana: [ANA, "ssh-dss AAAAB3= ana"] }],
  ["root", { root: ANA }],
  ["the login that the stack itself commits with", { pulumi: ANA }],
  ["a login name with a blank", { "ana b": ANA }],
])("is refused, and never shown: %s", (_, operators) => {
  const scope = new StackScope("shop");
  awsSite(scope, { management: { from: "198.51.100.0/24", publicKey: KEY, operators } });
  const { diagnostics } = synthesize(scope);
  expect(diagnostics.map(({ rule }) => rule)).toEqual(["public-key"]);
  expect(JSON.stringify(diagnostics)).not.toMatch(/open-sesame|BEGIN OPENSSH/);
});
