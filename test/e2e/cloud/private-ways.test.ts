// A gateway that has no public address for its management: committed to by way of a host, and then by its own address through a tunnel into the VPC.
import { fingerprint } from "../../../lib/device/host-key";
import { newKeyPair } from "../../../lib/key-pair";
import { Program, TestLab } from "../lab";
import { Forwarder, USER } from "./forwarder";

jest.setTimeout(240_000);

const lab = new TestLab();
const program = new Program("test/e2e/cloud/programs/private-ways");

const forwarder = new Forwarder(lab);
const FINGERPRINT = fingerprint(Buffer.from(forwarder.key.public.split(" ")[1] ?? "", "base64"));
const PERSON = newKeyPair().public;

interface PublicAddress {
  readonly publicIp: string;
  readonly elastic: boolean;
}

async function addresses(): Promise<readonly PublicAddress[]> {
  const { code, stdout, stderr } = await lab.lab(["aws", "describe"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  return (JSON.parse(stdout) as Record<string, PublicAddress[]>)["addresses"] ?? [];
}

/** What a device has of a person's login. */
const login = (): Promise<string> =>
  lab.cli("inner", "show configuration system login | display set | match kim");

async function inNode(node: string, command: string): Promise<void> {
  const { code, stderr } = await lab.exec(node, "sh", "-ec", command);
  expect(`${code} ${stderr}`).toBe("0 ");
}

/**
 * A tunnel from the operator into the VPC, as a company's own VPN for its people is: what comes through it has the
 * bastion's address. To the 10.1.0.0/24 of the management interfaces alone.
 */
async function openTunnel(bastion: string): Promise<void> {
  const link = (remote: string, own: string): string =>
    `ip link add way type vxlan id 7 remote ${remote} dstport 4789; ip addr add ${own} dev way; ip link set way up`;
  await inNode(
    "bastion",
    `${link("198.51.100.10", "10.255.0.2/30")}; sysctl -qw net.ipv4.ip_forward=1;
    nft add table ip way; nft add chain ip way out '{ type nat hook postrouting priority 100; }';
    nft add rule ip way out ip saddr 10.255.0.1 masquerade`,
  );
  await inNode(
    "operator",
    `${link(bastion, "10.255.0.1/30")}; ip route add 10.1.0.0/24 via 10.255.0.2 dev way`,
  );
}

let bastion = "";

beforeAll(async () => {
  program.edit(["withGateway();", "void withGateway;"]);
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr} ${(report.errors ?? []).join("\n")}`).toMatch(/^0 /);
  bastion = (await addresses())[0]?.publicIp ?? "";
  await forwarder.start("bastion");
});

afterAll(async () => {
  await lab.close();
  program.remove();
});

/** In place of the program's way. */
const byJump = (fingerprint: string): string =>
  `{ jump: { address: "${bastion}", user: "${USER}", privateKey, hostKey: "${fingerprint}" } }`;

test("by way of a host whose key is known: the gateway is made and committed to, without an address of its own", async () => {
  program.edit([' = "private"', ` = ${byJump(FINGERPRINT)}`]);
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr} ${(report.errors ?? []).join("\n")}`).toMatch(/^0 /);
  expect(new Set(forwarder.led())).toEqual(
    new Set([expect.stringMatching(/^10\.1\.0\.\d+:(22|830)$/)]),
  );
  // The one public address is the bastion's.
  expect(await addresses()).toEqual([expect.objectContaining({ publicIp: bastion })]);
});

test("a host that shows another key leads nowhere, and the device keeps what it has", async () => {
  const before = forwarder.led().length;
  program.edit(
    [' = "private"', ` = ${byJump(`SHA256:${"A".repeat(43)}`)}`],
    ["operators = {}", `operators = { kim: ${JSON.stringify(PERSON)} }`],
  );
  const { code, report, stderr } = await lab.up(program.folder);
  expect(code).not.toBe(0);
  expect(`${stderr} ${(report.errors ?? []).join("\n")}`).toMatch(/host key/i);
  expect(forwarder.led()).toHaveLength(before);
  expect(await login()).not.toContain("kim");
});

test("by its private address, where the operator has a way into the VPC: the next commit goes there, and not by the host", async () => {
  await openTunnel(bastion);
  const before = forwarder.led().length;
  program.edit(["operators = {}", `operators = { kim: ${JSON.stringify(PERSON)} }`]);
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr} ${(report.errors ?? []).join("\n")}`).toMatch(/^0 /);
  expect(await login()).toContain("set system login user kim");
  expect(forwarder.led()).toHaveLength(before);
  // What the image permits beneath its user data is gone, as account.json gives it to this one.
  const policies = await lab.cli("inner", "show configuration security | display set");
  expect(policies).toMatch(/security-zone untrust/);
  expect(policies).not.toContain("default-permit");
});
