// Runs inside a world of its own: one device's process from its first boot to its end. Writes what it saw.

import { newKeyPair } from "../../../lib/key-pair";
import { mkdtempSync, readFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils } from "ssh2";
import { launchDevice } from "../../../lab/junos/launch";
import { command } from "../../../lab/topology/commands";
import { type DeviceOrder, type RunningDevice } from "../../../lab/topology/devices";
import { commitChanges, Device as Client } from "../../../lib/device";
import { diff } from "../../../lib/junos";
import { thrownText } from "../../../lib/thrown-text";

const ADDRESS = "10.0.0.2";

function newKey(): { private: string; public: string } {
  for (;;) {
    const key = newKeyPair();
    if (!(utils.parseKey(key.private) instanceof Error)) return key;
  }
}

const key = newKey();
const order: DeviceOrder = {
  name: "srx1",
  model: "vSRX",
  release: "24.4R1.9",
  managementNetns: "srx1.mgmt",
  managementAddress: ADDRESS,
  dataNetns: "srx1",
  interfaces: ["ge-0/0/0"],
  dhcp: {},
  userData: `#junos-config
system {
    host-name srx1;
    root-authentication { ssh-ed25519 "${key.public}"; }
    login { user pulumi { class super-user; authentication { ssh-ed25519 "${key.public}"; } } }
    services { ssh; netconf { ssh; } }
    management-instance;
}
interfaces { fxp0 { unit 0 { family inet { dhcp; } } } }
`,
  stateDir: mkdtempSync(join(tmpdir(), "junos-process-")),
};

/** To a peer that isn't there. */
const VPN = `
set interfaces st0 unit 0 family inet
set security ike proposal p authentication-method pre-shared-keys
set security ike proposal p dh-group group14
set security ike proposal p authentication-algorithm sha-256
set security ike proposal p encryption-algorithm aes-256-cbc
set security ike policy p mode main
set security ike policy p proposals p
set security ike policy p pre-shared-key ascii-text "a key for tests"
set security ike gateway g ike-policy p
set security ike gateway g address 10.1.11.9
set security ike gateway g external-interface ge-0/0/0.0
set security ipsec proposal p protocol esp
set security ipsec proposal p authentication-algorithm hmac-sha-256-128
set security ipsec proposal p encryption-algorithm aes-256-cbc
set security ipsec policy p proposals p
set security ipsec vpn v bind-interface st0.0
set security ipsec vpn v ike gateway g
set security ipsec vpn v ike ipsec-policy p
set security ipsec vpn v establish-tunnels immediately
set security zones security-zone vpn interfaces st0.0
set security zones security-zone untrust interfaces ge-0/0/0.0 host-inbound-traffic system-services ike
`;

async function wire(): Promise<void> {
  await command(["mount", "--make-rprivate", "/"]);
  await command(["mount", "-t", "tmpfs", "tmpfs", "/run"]);
  await command(["ip", "netns", "add", "srx1"]);
  await command(["ip", "netns", "add", "srx1.mgmt"]);
  await command(["ip", "-batch", "-"], {
    input: `link add mgmt type veth peer name fxp0 netns srx1.mgmt
address add 10.0.0.1/24 dev mgmt
link set mgmt up
link add lan type veth peer name ge-0-0-0 netns srx1
link set lan up
`,
  });
  await command(["ip", "-n", "srx1.mgmt", "address", "add", `${ADDRESS}/24`, "dev", "fxp0"]);
  await command(["ip", "-n", "srx1.mgmt", "link", "set", "fxp0", "up"]);
  await command(["ip", "-n", "srx1", "link", "set", "ge-0-0-0", "up"]);
}

async function push(port: number, lines: readonly string[], hostKey?: string): Promise<string> {
  const client = new Client({
    host: ADDRESS,
    port,
    user: "pulumi",
    privateKey: key.private,
    ...(hostKey === undefined ? { acceptFirstHostKey: true } : { hostKey }),
  });
  await commitChanges(client, {
    log: "test",
    readyTimeoutSeconds: 20,
    plan: (active) => {
      const wanted = active.clone();
      wanted.applySet(lines);
      return diff(active, wanted);
    },
  });
  await client.close();
  return client.hostKey ?? "";
}

const addresses = (): Promise<string> => command(["ip", "-n", "srx1", "-br", "address"]);
/** IKE daemons of this world that are alive: nobody here takes care of the dead. */
const daemons = async (): Promise<number> => {
  const states = await command(["ps", "-C", "charon", "-o", "stat="], { lenient: true });
  return states.split("\n").filter((state) => /^[^Z\s]/.test(state)).length;
};
const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "no failure",
    (error: unknown) => thrownText(error),
  );

async function start(): Promise<RunningDevice> {
  const device = await launchDevice(order);
  await device.ready;
  return device;
}

async function main(): Promise<unknown> {
  await wire();
  const seen: Record<string, unknown> = {};

  const first = await start();
  const hostKey = await push(830, [
    "set interfaces ge-0/0/0 unit 0 family inet address 10.1.11.1/24",
    ...VPN.split("\n").filter((line) => line !== ""),
  ]);
  seen["addresses"] = await addresses();
  seen["configuration"] = await first.query("configuration");
  seen["daemons"] = await daemons();
  seen["unknownQuestion"] = await failure(first.query("weather"));
  const status = readFileSync(`/proc/${first.pid}/status`, "utf8");
  seen["megabytes"] = Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024;

  process.kill(first.pid, "SIGKILL");
  seen["exited"] = await first.exited;
  seen["afterwards"] = await failure(first.query("configuration"));

  seen["orphans"] = await daemons();

  const second = await start();
  seen["daemonsAgain"] = await daemons();
  seen["kept"] = await second.query("configuration");
  await push(22, ["set interfaces ge-0/0/0 unit 0 family inet address 10.1.12.1/24"], hostKey);
  seen["addressesAgain"] = await addresses();
  await second.query("fault", { powerCycle: true });
  seen["afterPowerCycle"] = await addresses();
  await second.stop();
  seen["stopped"] = await second.exited;
  seen["nothingLeft"] = await addresses();
  seen["daemonsLeft"] = await daemons();
  return seen;
}

main().then(
  (seen) => {
    writeSync(1, JSON.stringify(seen));
    process.exit();
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
