// Faults and their way back, without a lab: what is done to which machine, and what is put back.
import { type TunnelFacts } from "../../../lab/cli";
import { breakAt, type FaultLab } from "../../../lab/door/faults";

const end = (gateway: string, managed = true) => ({
  gateway,
  managed,
  vpn: "v",
  ikeGateway: "to-other",
  role: "initiator" as const,
  privateAddress: "192.0.2.1",
  publicAddress: "192.0.2.1",
  peerAddress: "192.0.2.2",
  identity: { type: "hostname", value: gateway },
  peerIdentity: { type: "hostname", value: "x" },
  hosts: [],
});

const KEY = 'set security ike policy p1 pre-shared-key ascii-text "$9$stored"';

class Machines implements FaultLab {
  readonly done: string[] = [];
  answer = "commit complete";
  code = 0;
  other = end("b");
  exec: FaultLab["exec"] = async (node, argv, options) => {
    this.done.push(`${node}: ${argv.join(" ")} < ${String(options?.input).replaceAll("\n", " ")}`);
    return { code: this.code, stdout: "", stderr: "no such table" };
  };
  cli: FaultLab["cli"] = async (gateway, command) => {
    if (command.startsWith("clear")) this.done.push(`${gateway}: ${command}`);
    if (command.includes("gateway to-other"))
      return "set security ike gateway to-other ike-policy p1\n";
    return command.includes("policy p1") ? `set security ike policy p1 mode main\n${KEY}\n` : "";
  };
  type: FaultLab["type"] = async (gateway, lines) => {
    this.done.push(`${gateway}: ${lines.join("; ")}`);
    return this.answer;
  };
  restart = async (node: string): Promise<void> => void this.done.push(`${node}: restart`);
  tunnels = (): readonly TunnelFacts[] => [
    { name: "t", endpoints: [end("a"), this.other], expectNat: false, natRules: [] },
  ];
}

it("a closed port drops what arrives for it, until it is healed, once", async () => {
  const machines = new Machines();
  const broken = await breakAt(machines, { kind: "closed-port", at: "a", port: 4500 });
  expect(machines.done).toHaveLength(1);
  const [, table] =
    /^a: nft -f - < table (inet \w+) \{ chain \w+ \{ type filter hook prerouting priority -500; udp dport 4500 drop; \} \} $/.exec(
      machines.done[0] ?? "",
    ) ?? [];
  expect(table).toBeDefined();
  await broken.heal();
  await broken.heal();
  expect(machines.done.slice(1)).toEqual([`a: nft -f - < delete table ${table} `]);
});

it("a dead peer drops all that arrives and all that leaves", async () => {
  const machines = new Machines();
  await breakAt(machines, { kind: "dead-peer", at: "a" });
  expect(machines.done[0]).toMatch(/prerouting priority -500; drop; .* postrouting .*; drop; /);
});

it("a restart is healed already", async () => {
  const machines = new Machines();
  await (await breakAt(machines, { kind: "restart", at: "nat" })).heal();
  expect(machines.done).toEqual(["nat: restart"]);
});

const CLEARED = (gateway: string) => [
  `${gateway}: clear security ike security-associations`,
  `${gateway}: clear security ipsec security-associations`,
];

it("a wrong key is committed and every end's associations cleared; healing puts back the line that was there", async () => {
  const machines = new Machines();
  const broken = await breakAt(machines, { kind: "wrong-key", at: "a", tunnel: "t" });
  expect(machines.done).toEqual([
    'a: configure; set security ike policy p1 pre-shared-key ascii-text "not the key of t"; commit and-quit',
    ...CLEARED("a"),
    ...CLEARED("b"),
  ]);
  machines.done.length = 0;
  await broken.heal();
  expect(machines.done).toEqual([
    `a: configure; ${KEY}; commit and-quit`,
    ...CLEARED("a"),
    ...CLEARED("b"),
  ]);
});

it("a wrong key leaves a device alone that the stack does not manage", async () => {
  const machines = new Machines();
  machines.other = end("b", false);
  await breakAt(machines, { kind: "wrong-key", at: "a", tunnel: "t" });
  expect(machines.done.slice(1)).toEqual(CLEARED("a"));
});

describe("is refused, and says why", () => {
  const refused = async (fault: Parameters<typeof breakAt>[1], machines = new Machines()) => {
    const error: unknown = await breakAt(machines, fault).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(Error);
    return String(error);
  };

  it.each([0, 65536, 1.5, Number.NaN])("port %s", async (port) => {
    expect(await refused({ kind: "closed-port", at: "a", port })).toMatch(/from 1 to 65535/);
  });

  it("a tunnel that is not there, with those that are", async () => {
    const said = await refused({ kind: "wrong-key", at: "c", tunnel: "t" });
    expect(said).toMatch(/no tunnel "t" at c; there are: t of a and b$/);
  });

  it("a machine without nftables, with its own words", async () => {
    const machines = new Machines();
    machines.code = 1;
    expect(await refused({ kind: "dead-peer", at: "a" }, machines)).toMatch(/no such table/);
  });

  it("a commit that the device refuses", async () => {
    const machines = new Machines();
    machines.answer = "error: configuration check-out failed";
    const said = await refused({ kind: "wrong-key", at: "a", tunnel: "t" }, machines);
    expect(said).toMatch(/a refuses the key: error: configuration check-out failed/);
  });
});
