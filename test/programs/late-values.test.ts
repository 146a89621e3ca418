// Values that are known only later: each property that takes one judges it when it is known, names the construct and the property, and never shows the value.
import { output, secret } from "@pulumi/pulumi";
import { Gateway, Host, Nat, StackScope } from "../../lib";
import { fill, imageOf, lateSiteProps, zoneOf } from "../../lib/aws";
import { existingConnection } from "../../lib/stack/connection";
import { natPath } from "../../lib/topology";
import { gateways, js, KEY, known, MANAGEMENT, refused, site, table } from "./kit";

const SECRET = "open-sesame";

/** What no property takes. */
const WRONG: readonly (readonly [string, unknown])[] = [
  ["an empty text", ""],
  ["blanks alone", "   "],
  ["10,000 characters", SECRET.repeat(1000)],
  ["a control character", `${SECRET}\u0007`],
  ["a line's end inside", `${SECRET}\n${SECRET}`],
  ["an object", { key: SECRET }],
  ["a list", [SECRET]],
  ["a number", 98_765_432],
  ["null", null],
];

/** What only texts of one line refuse besides. */
const WRONG_LINES: readonly (readonly [string, unknown])[] = [
  ...WRONG,
  ["300 characters", SECRET.repeat(30).slice(0, 300)],
  ["a blank at its beginning", ` ${SECRET}`],
  ["a blank at its end", `${SECRET} `],
  ["a line's end at its end", `${SECRET}\n`],
];

/** A device that exists, with one property of how it is reached known later. */
function reached(name: string, value: unknown, jump = false): unknown {
  const scope = new StackScope("stack");
  const hop = { address: "192.0.2.9", user: "lab", [name]: value };
  const existing = jump ? { address: "192.0.2.1", user: "lab", jump: hop } : hop;
  const device = new Gateway(
    scope,
    "office",
    js({
      existing,
      external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
      internal: { interface: "ge-0/0/1", address: "10.3.0.1/24" },
    }),
  );
  if (device.existing === undefined) throw new Error("nothing exists");
  const connection = existingConnection(device, device.existing);
  const own = (jump ? connection.jump : connection) as unknown as Record<string, unknown>;
  return own[name === "address" ? "host" : name];
}

/** A site with one property known later. */
function placed(name: "ami" | "availabilityZone" | "publicKey" | "privateKey", value: unknown) {
  const scope = new StackScope("stack");
  const isOfManagement = name === "publicKey" || name === "privateKey";
  const change = isOfManagement
    ? { management: { ...MANAGEMENT, [name]: value } }
    : { [name]: value };
  const place = site(scope, "a", 1, change);
  if (name === "availabilityZone") return zoneOf(place, place.managementSubnet);
  return lateSiteProps(place)[name];
}

/** The address that a NAT in front of a gateway shows. */
function shown(nat: (address: never) => unknown, value: unknown): unknown {
  const scope = new StackScope("stack");
  const { ga, gb } = gateways(scope, { ga: { nat: nat(js(value)) } });
  const path = natPath(ga, gb);
  return fill(String(path?.a.address), scope.values);
}

/** The property, its construct, what it becomes, and a value that is right. */
const PROPERTIES: readonly (readonly [
  property: string,
  construct: string,
  become: (value: unknown) => unknown,
  right: string,
  wrong: readonly (readonly [string, unknown])[],
])[] = [
  [
    "existing.address",
    "office",
    (value) => reached("address", value),
    "fw1.example.net",
    WRONG_LINES,
  ],
  ["existing.password", "office", (value) => reached("password", value), "a b c", WRONG_LINES],
  [
    "existing.privateKey",
    "office",
    (value) => reached("privateKey", value),
    "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
    WRONG_LINES,
  ],
  ["existing.hostKey", "office", (value) => reached("hostKey", value), "SHA256:abc\n", WRONG],
  [
    "existing.jump.address",
    "office",
    (value) => reached("address", value, true),
    "2001:db8::1",
    WRONG_LINES,
  ],
  [
    "existing.jump.password",
    "office",
    (value) => reached("password", value, true),
    "x",
    WRONG_LINES,
  ],
  ["ami", "a", (value) => placed("ami", value), "ami-0123456789abcdef0", WRONG_LINES],
  [
    "availabilityZone",
    "a",
    (value) => placed("availabilityZone", value),
    "eu-central-1b",
    WRONG_LINES.filter(([name]) => !name.startsWith("blank")),
  ],
  ["management.publicKey", "a", (value) => placed("publicKey", value), KEY, WRONG_LINES],
  [
    "management.privateKey",
    "a",
    (value) => placed("privateKey", value),
    "-----BEGIN RSA PRIVATE KEY-----\nAAAA",
    WRONG_LINES,
  ],
  ["nat.address", "ga", (value) => shown(Nat.static, value), "203.0.113.7", WRONG_LINES],
  [
    "nat.address",
    "ga",
    (value) => shown((address) => Nat.source({ address }), value),
    "203.0.113.7",
    WRONG_LINES,
  ],
  ["ami", "host", hostImage, "ami-0123456789abcdef0", WRONG_LINES],
];

function hostImage(value: unknown): unknown {
  const scope = new StackScope("stack");
  const { a } = gateways(scope);
  return imageOf(new Host(scope, "host", js({ network: a.subnet("10.1.2.0/24"), ami: value })));
}

describe.each(PROPERTIES)("%s of %s", (property, construct, become, right, wrong) => {
  it.each(wrong)("is refused when it is known: %s", async (_, value) => {
    const error = await known(become(secret(value))).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).toMatch(`[stack/${construct}] `);
    expect(message).toMatch(property);
    expect(message).toMatch(/\[(property-type|property-value|public-key)\]$/);
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain("98765432");
    // Pulumi shows it without a stack.
    expect(error).toHaveProperty("__pulumiRunError", true);
  });

  it("is taken when it is right", async () => {
    expect(await known(become(output(right)))).toBe(right);
  });
});

const existing = (change: object): object => ({
  ga: { site: undefined, existing: { address: "192.0.2.1", user: "lab", ...change } },
});

table("the same values, plain", [
  ["no address", refused("property-value", "stack/ga"), existing({ address: "" })],
  [
    "an address with a line's end",
    refused("property-value", "stack/ga"),
    existing({ address: "fw\n" }),
  ],
  ["an empty password", refused("property-value", "stack/ga"), existing({ password: "" })],
  [
    "a private key that is none",
    refused("property-value", "stack/ga"),
    existing({ privateKey: "x" }),
  ],
  ["an empty zone", refused("property-value", "stack/a"), { a: { availabilityZone: " " } }],
]);
