// Several configurations together: which tunnels they have with each other, who can initiate, and what doesn't match.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigTree, tunnelsBetween, type Tunnels } from "../../lib/junos";

/** The devices of an example, each with the lines that stand in its stored configuration. */
function devicesOf(example: string): Map<string, string[]> {
  const devices = new Map<string, string[]>();
  let lines: string[] = [];
  const text = readFileSync(join(__dirname, "../golden/examples", `${example}.set`), "utf8");
  for (const line of text.split("\n")) {
    const name = /^# (\S+) \(/.exec(line)?.[1];
    if (name !== undefined) devices.set(name, (lines = []));
    else lines.push(line);
  }
  return devices;
}

const between = (devices: ReadonlyMap<string, readonly string[]>): Tunnels =>
  tunnelsBetween(
    [...devices].map(([name, lines]) => ({ name, tree: ConfigTree.fromSet(lines.join("\n")) })),
  );

/** Each tunnel in a line: ends, who can initiate, rules that are broken. */
const told = ({ tunnels, alone }: Tunnels): string[] => [
  ...tunnels.map(({ sides, initiators, mistakes }) =>
    [
      sides.map(({ device, vpn }) => `${device} ${vpn}`).join(" - "),
      `initiates: ${initiators.join(" ")}`,
      ...mistakes.map(({ rule }) => rule),
    ].join("; "),
  ),
  ...alone.map(({ device, vpn }) => `alone: ${device} ${vpn}`),
];

const EXAMPLES = readdirSync(join(__dirname, "../golden/examples")).map((file) =>
  file.replace(/\.set$/, ""),
);

test.each(EXAMPLES)("nothing stands against the tunnels of %s, and no end is alone", (example) => {
  const devices = devicesOf(example);
  const { tunnels, alone } = between(devices);
  const vpns = [...devices.values()].flatMap((lines) => [
    ...new Set(
      lines.flatMap((line) => /^set security ipsec vpn (\S+) ike gateway/.exec(line)?.[1] ?? []),
    ),
  ]);
  expect(tunnels).toHaveLength(vpns.length / 2);
  expect(alone).toEqual([]);
  expect(tunnels.flatMap(({ mistakes }) => mistakes)).toEqual([]);
  expect(tunnels.every(({ initiators }) => initiators.length > 0)).toBe(true);
});

/** The guide's route-based example with lines of one device put in another way. */
function changed(device: string, from: RegExp | string, to: string): string[] {
  const devices = devicesOf("guide-route-based");
  const lines = devices.get(device) ?? [];
  const after = lines.map((line) => line.replace(from, to)).filter((line) => line !== "");
  expect(after).not.toEqual(lines);
  return told(between(devices.set(device, after)));
}

const FINE = "SRX1 vpn1 - SRX2 vpn1; initiates: SRX1 SRX2";

test.each([
  ["another key", "SRX1", /(ascii-text) .*/, "$1 other", `${FINE}; ends-key`],
  ["another group", "SRX2", /dh-group \S+/, "dh-group group5", `${FINE}; ends-ike-proposal`],
  [
    "another cipher",
    "SRX1",
    /(ipsec proposal \S+ encryption-algorithm) \S+/,
    "$1 aes-256-cbc",
    `${FINE}; ends-ipsec-proposal`,
  ],
  [
    "another version",
    "SRX1",
    /^(set security ike gateway gw1) address (\S+)$/,
    "$1 address $2\n$1 version v2-only",
    `${FINE}; ends-version`,
  ],
  ["another mode", "SRX2", /mode main/, "mode aggressive", `${FINE}; ends-mode`],
  [
    "another name of its own",
    "SRX1",
    /(local-identity user-at-hostname) .*/,
    "$1 x@example.net",
    `${FINE}; ends-identity`,
  ],
  [
    "another address dialled",
    "SRX1",
    /(gw1 address) \S+/,
    "$1 192.0.2.1",
    "SRX1 vpn1 - SRX2 vpn1; initiates: SRX2; ends-address",
  ],
  [
    "one end that only responds",
    "SRX1",
    /(establish-tunnels) \S+/,
    "$1 responder-only",
    "SRX1 vpn1 - SRX2 vpn1; initiates: SRX2",
  ],
  [
    "a VPN that is switched off",
    "SRX1",
    /^(set security ipsec vpn vpn1 ike gateway gw1)$/,
    "$1\ndeactivate security ipsec vpn vpn1",
    "alone: SRX2 vpn1",
  ],
])("%s", (_name, device, from, to, expected) => {
  expect(changed(device, from, to)).toEqual([expected]);
});

test("without the configuration of the NAT device it is said that who can initiate isn't shown", () => {
  const devices = devicesOf("guide-route-based");
  devices.delete("NAT");
  expect(told(between(devices))).toEqual(["SRX1 vpn1 - SRX2 vpn1; initiates: SRX2; ends-address"]);
});

test("two ends of which none dials wait for ever", () => {
  const end = (own: string, peer: string): string[] => [
    `set security ike gateway g dynamic hostname ${peer}`,
    `set security ike gateway g local-identity hostname ${own}`,
    "set security ipsec vpn v ike gateway g",
  ];
  const devices = new Map([
    ["a", end("a.example", "b.example")],
    ["b", end("b.example", "a.example")],
  ]);
  expect(told(between(devices))).toEqual(["a v - b v; initiates: ; ends-unreachable"]);
});

test("several VPNs between two gateways are told apart by what they carry", () => {
  const end = (peer: string, own: string, pairs: readonly [string, string][]): string[] => [
    `set interfaces ge-0/0/0 unit 0 family inet address ${own}/24`,
    "set security ike policy p pre-shared-key ascii-text k",
    `set security ike gateway g address ${peer}`,
    "set security ike gateway g external-interface ge-0/0/0.0",
    "set security ike gateway g ike-policy p",
    ...pairs.flatMap(([local, remote], index) => [
      `set security ipsec vpn v${index} ike gateway g`,
      `set security ipsec vpn v${index} bind-interface st0.${index}`,
      `set security ipsec vpn v${index} ike proxy-identity local ${local}`,
      `set security ipsec vpn v${index} ike proxy-identity remote ${remote}`,
    ]),
  ];
  const devices = new Map([
    [
      "a",
      end("192.0.2.2", "192.0.2.1", [
        ["10.1.0.0/24", "10.2.0.0/24"],
        ["10.1.1.0/24", "10.2.1.0/24"],
      ]),
    ],
    [
      "b",
      end("192.0.2.1", "192.0.2.2", [
        ["10.2.1.0/24", "10.1.1.0/24"],
        ["10.2.0.0/24", "10.1.0.0/24"],
      ]),
    ],
  ]);
  expect(told(between(devices)).sort()).toEqual([
    "a v0 - b v1; initiates: a b",
    "a v1 - b v0; initiates: a b",
  ]);
});

test("destination NAT shows an end too, and NAT behind NAT", () => {
  const devices = devicesOf("guide-route-based");
  devices.set("NAT", [
    "set security nat destination pool p address 10.1.31.1/32",
    "set security nat destination rule-set r from zone untrust",
    "set security nat destination rule-set r rule 1 match destination-address 10.7.7.7/32",
    "set security nat destination rule-set r rule 1 then destination-nat pool p",
  ]);
  devices.set("outer", [
    "set security nat static rule-set r from zone untrust",
    "set security nat static rule-set r rule 1 match destination-address 172.16.21.0/24",
    "set security nat static rule-set r rule 1 then static-nat prefix 10.7.7.0/24",
  ]);
  const srx1 = (devices.get("SRX1") ?? []).map((line) =>
    line.replace("172.16.21.1", "172.16.21.7"),
  );
  expect(told(between(devices.set("SRX1", srx1)))).toEqual([FINE]);
});
