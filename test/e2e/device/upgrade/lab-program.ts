// The program and the state of the stack that 0.1.0 has brought up, moved to machines of the lab: other addresses, another way in, nothing else.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEVICES, type DeviceName } from "./program";

/** The lab's own internet has the network that the stored stack has outside. */
export const moved = (text: string): string => text.replaceAll("198.51.100.", "203.0.113.");

const management = (name: DeviceName): string => `192.0.2.${11 + DEVICES.indexOf(name)}`;

/** What differs in the program, each with what the lab has. */
const EDITS: readonly (readonly [from: string, to: string])[] = [
  ['from "../../../../lib"', 'from "pulumi-vsrx"'],
  ["import { secret }", "import { Config, secret }"],
  ['address: "127.0.0.1"', "address: MANAGEMENT[name]"],
  ["    port: ports[name],\n", ""],
  ['user: "lab"', 'user: "pulumi"'],
  ['password: secret("lab123")', 'privateKey: new Config().requireSecret("privateKey")'],
];

/** The source of the program as the lab runs it. */
export function labProgram(): string {
  let text = moved(readFileSync(join(__dirname, "program.ts"), "utf8"));
  for (const [from, to] of EDITS) {
    if (!text.includes(from)) throw new Error(`the program has no ${JSON.stringify(from)}`);
    text = text.replace(from, () => to);
  }
  const addresses = Object.fromEntries(DEVICES.map((name) => [name, management(name)]));
  return (
    `${text}\nconst MANAGEMENT: Record<DeviceName, string> = ${JSON.stringify(addresses)};\n` +
    `export const { endpoints } = office({} as Ports)() as { endpoints: unknown };\n`
  );
}

/** Where each device's host stands. */
const LANS: Readonly<Partial<Record<DeviceName, number>>> = {
  paris: 1,
  rome: 2,
  oslo: 3,
  kiel: 4,
  bonn: 5,
};

export const hostOf = (name: DeviceName): string => `host-${name}`;
export const hostAddress = (name: DeviceName): string => `10.1.${LANS[name] ?? 0}.9`;

/** Its machine in the lab, by the name that this version gives the device: a nested one has its path. */
export const nodeOf = (name: DeviceName): string => (name === "kiel" ? "north-kiel" : name);

/** The machines: all gateways but one in one network outside, that one behind the NAT device. */
export function topology(): object {
  const gateways = DEVICES.filter((name) => LANS[name] !== undefined);
  return {
    nodes: [
      ...DEVICES.map((name) => ({
        name: nodeOf(name),
        kind: name === "nat" ? "nat" : "gateway",
        management: management(name),
      })),
      ...gateways.map((name) => ({
        name: hostOf(name),
        kind: "host",
        gateway: `10.1.${LANS[name] ?? 0}.1`,
      })),
    ],
    links: [
      ...gateways.map((name) => [
        `${hostOf(name)} eth0 ${hostAddress(name)}/24`,
        `${nodeOf(name)} ge-0/0/1`,
      ]),
      [
        ...DEVICES.filter((name) => name !== "rome").map((name) => `${nodeOf(name)} ge-0/0/0`),
        "internet 203.0.113.254/24",
      ],
      ["rome ge-0/0/0", "nat ge-0/0/1"],
    ],
  };
}
