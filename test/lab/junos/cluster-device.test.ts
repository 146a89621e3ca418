// A device that is a cluster, over SSH: what it shows, how it commits, and the library's own client against both nodes.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClientChannel, Client as SshClient } from "ssh2";
import { newKeyPair } from "../../../lib/key-pair";
import { IdlePlane } from "../../../lab/junos/dataplane";
import { type Device, startDevice } from "../../../lab/junos/device";
import { type Quirks } from "../../../lab/junos/netconf/quirks";
import { commitChanges } from "../../../lib/device/commit";
import { Device as Client } from "../../../lib/device/device";
import { Session } from "../../../lib/device/session";
import { find, findAll, type XmlElement } from "../../../lib/device/xml";
import { ConfigTree, diff } from "../../../lib/junos";
import { bareSpec, bringUp } from "./test-view";

jest.setTimeout(20_000);

const key = newKeyPair();
const GUIDE = readFileSync(join(__dirname, "../../golden/dynamic-endpoint/HQ-cluster.set"), "utf8");
const PORTS = ["ge-0/0/1", "ge-0/0/2", "ge-8/0/1", "ge-8/0/2"];

const LOGIN = `
set system host-name hq
set system root-authentication ssh-ed25519 "${key.public.trim()}"
set system login user lab class super-user
set system login user lab authentication ssh-ed25519 "${key.public.trim()}"
set system services ssh
set system services netconf ssh
`;

const closing: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(quirks: Quirks = {}): Promise<{ device: Device; plane: IdlePlane }> {
  const stateDir = mkdtempSync(join(tmpdir(), "junos-"));
  closing.push(() => rmSync(stateDir, { recursive: true, force: true }));
  const plane = new IdlePlane();
  for (const port of PORTS) plane.carrier.set(port, true);
  const device = await startDevice(
    bareSpec({
      name: "hq",
      model: "SRX650",
      interfaces: PORTS,
      userData: `#junos-config\n${ConfigTree.fromSet(`${LOGIN}${GUIDE}`).toCurly()}`,
      stateDir,
      quirks,
      linkSeconds: 0.05,
    }),
    { dataplane: plane, listen: { host: "127.0.0.1", port: 0 } },
  );
  closing.push(() => device.stop());
  return { device, plane };
}

const connection = (device: Device) => ({
  host: "127.0.0.1",
  port: device.port,
  user: "lab",
  privateKey: key.private,
  hostKey: device.hostKey,
});

async function session(device: Device): Promise<(operation: string) => Promise<XmlElement>> {
  const opened = await Session.open(connection(device));
  closing.push(() => opened.close());
  return async (operation) => (await opened.request(operation)).root;
}

/** Types lines at a terminal, or gives one at once; answers what came back. */
function ssh(device: Device, lines: readonly string[], terminal: boolean): Promise<string> {
  const client = new SshClient();
  return new Promise((resolve, reject) => {
    let text = "";
    client.on("error", reject);
    client.on("ready", () => {
      const follow = (error: Error | undefined, channel: ClientChannel): void => {
        if (error !== undefined) return reject(error);
        channel.on("data", (bytes: Buffer) => (text += bytes.toString()));
        channel.on("close", () => {
          client.end();
          resolve(text.replaceAll("\r\n", "\n"));
        });
        if (terminal) channel.end(`${lines.join("\r")}\r`);
      };
      if (terminal) client.shell(follow);
      else client.exec(lines.join("; "), follow);
    });
    const { host, port, user: username, privateKey } = connection(device);
    client.connect({ host, port, username, privateKey });
  });
}

const run = (device: Device, ...lines: string[]): Promise<string> => ssh(device, lines, false);

/** The nodes of group 1, as XML has them: one element for both, their values one after the other. */
async function nodes(ask: (operation: string) => Promise<XmlElement>): Promise<string[]> {
  const root = await ask("<get-chassis-cluster-status/>");
  const group = findAll(root, "redundancy-group").find(
    (each) => find(each, "redundancy-group-id")?.text === "1",
  );
  const texts = (name: string): string[] =>
    (group === undefined ? [] : findAll(group, name)).map(({ text }) => text);
  const columns = [
    ...["device-name", "device-priority", "redundancy-group-status"],
    ...["preempt", "failover-mode", "monitor-failures"],
  ].map(texts);
  return [0, 1].map((node) => columns.map((column) => column[node]).join(" "));
}

async function becomes(look: () => Promise<string[]>, expected: readonly string[]): Promise<void> {
  const end = Date.now() + 10_000;
  let seen = await look();
  while (seen.join() !== expected.join() && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await look();
  }
  expect(seen).toEqual(expected);
}

test("status and failover as XML: the plane is told the other node", async () => {
  const { device, plane } = await start();
  const ask = await session(device);
  expect(await nodes(ask)).toEqual([
    "node0 220 primary no no None",
    "node1 149 secondary no no None",
  ]);
  const request =
    "<request-chassis-cluster-failover><redundancy-group>1</redundancy-group><node>1</node></request-chassis-cluster-failover>";
  const said = await ask(request);
  expect(find(said, "re-name")?.text).toBe("node1");
  expect(find(said, "output")?.text).toBe("Initiated manual failover for redundancy group 1");
  expect([plane.activeNode?.(0), plane.activeNode?.(1)]).toEqual([0, 1]);
  await expect(ask(request)).rejects.toThrow("Manual failover is not permitted");
  await becomes(
    () => nodes(ask),
    ["node0 220 secondary no yes None", "node1 255 primary no yes None"],
  );
  await ask(
    "<request-chassis-cluster-failover-reset><redundancy-group>1</redundancy-group></request-chassis-cluster-failover-reset>",
  );
  expect(await nodes(ask)).toEqual([
    "node0 220 secondary no no None",
    "node1 149 primary no no None",
  ]);
  await expect(
    ask("<request-chassis-cluster-failover><node>1</node></request-chassis-cluster-failover>"),
  ).rejects.toThrow("missing argument");
});

test("a node that is away spoils neither what the other says nor its commits", async () => {
  const { device } = await start();
  await device.query("fault", { away: 1 });
  const client = await Session.open(connection(device));
  closing.push(() => client.close());
  const version = await client.request("<get-software-information/>");
  expect(version.warnings.map(({ text }) => text)).toEqual([
    expect.stringMatching(/Could not connect to node1/),
  ]);
  expect(findAll(version.root, "re-name").map(({ text }) => text)).toEqual(["node0"]);
  expect(await run(device, "show version")).toMatch(/^error: Could not connect to node1/);
  const reach = new Client(connection(device));
  closing.push(() => reach.drop());
  const plan = (active: ConfigTree): string[] =>
    active.get("system domain-name") !== undefined ? [] : ["set system domain-name example.net"];
  const done = await commitChanges(reach, { plan, log: "test" });
  expect(done).toMatchObject({ changed: true });
  expect(done.warnings.join("\n")).toMatch(/Cannot connect to other RE/);
  await device.query("fault", { clear: true });
  expect((await client.request("<get-software-information/>")).warnings).toEqual([]);
});

test("a lost link moves the plane; one that somebody plugs in again stays quiet", async () => {
  const { device, plane } = await start();
  const ask = await session(device);
  plane.carrier.set("ge-0/0/2", false);
  await becomes(() => nodes(ask), ["node0 0 secondary no no IF", "node1 149 primary no no None"]);
  expect(plane.activeNode?.(1)).toBe(1);
  const monitors = findAll(await ask("<get-chassis-cluster-interfaces/>"), "interface-monitoring");
  expect(
    monitors
      .map((each) =>
        ["interface-name", "interface-physical-status"]
          .map((name) => find(each, name)?.text)
          .join(" "),
      )
      .sort(),
  ).toEqual(["ge-0/0/1 Up", "ge-0/0/2 Down", "ge-8/0/1 Up", "ge-8/0/2 Up"]);
  expect(plane.silenced.has("ge-0/0/2")).toBe(false);
  plane.carrier.set("ge-0/0/2", true);
  await becomes(
    () => nodes(ask),
    ["node0 220 secondary no no None", "node1 149 primary no no None"],
  );
  await becomes(() => Promise.resolve([String(plane.silenced.has("ge-0/0/2"))]), ["true"]);
});

test("a power cycle elects anew", async () => {
  const { device, plane } = await start();
  await run(device, "request chassis cluster failover redundancy-group 1 node 1");
  expect(plane.activeNode?.(1)).toBe(1);
  await device.powerCycle();
  expect(plane.activeNode?.(1)).toBe(0);
});

test("reports say which node they are of", async () => {
  const { device } = await start();
  const ask = await session(device);
  const names = (root: XmlElement): string[] => findAll(root, "re-name").map(({ text }) => text);
  expect(names(await ask("<get-software-information/>"))).toEqual(["node0", "node1"]);
  expect(names(await ask("<get-ike-security-associations-information/>"))).toEqual([
    "node0",
    "node1",
  ]);
  expect(find(await ask("<get-system-information/>"), "cluster-node")?.text).toBe("node0");
  expect(await run(device, "show version")).toMatch(
    /^node0:\n-+\nHostname: hq\n[^]*\nnode1:\n-+\nHostname: hq\n/,
  );
});

test("both nodes answer what they counted, the passive one zeros", async () => {
  const { device, plane } = await start();
  bringUp(plane);
  const ask = await session(device);
  const root = await ask("<get-ipsec-statistics-information/>");
  const counts = findAll(root, "esp-encrypted-packets").map(({ text }) => text);
  expect(counts).toEqual(["5", "0"]);
});

test("the command line: prompts, both nodes' commits, and no way to form a cluster by command", async () => {
  const { device } = await start();
  const screen = await ssh(device, ["configure", "exit", "exit"], true);
  expect(screen).toContain("{primary:node0}\nlab@hq> ");
  expect(screen).toContain("\n{primary:node0}[edit]\nlab@hq# ");
  expect(
    await run(
      device,
      "configure",
      "set system domain-name example.net",
      "commit check",
      "commit synchronize",
    ),
  ).toBe(
    "Entering configuration mode\n" +
      "node0: \nconfiguration check succeeds\nnode1: \nconfiguration check succeeds\n" +
      "node0: \nconfiguration check succeeds\nnode1: \ncommit complete\nnode0: \ncommit complete\n",
  );
  for (const command of [
    "set chassis cluster cluster-id 1 node 0 reboot",
    "set chassis cluster disable reboot",
  ]) {
    expect(await run(device, command)).toMatch(
      /^error: the lab forms the cluster from the committed configuration/,
    );
  }
  expect(await run(device, "request chassis cluster failover redundancy-group 200 node 1")).toMatch(
    /^error: value 200 is not within range \(0..128\)/,
  );
});

test("commits as NETCONF has them: each node's part", async () => {
  const { device } = await start();
  const ask = await session(device);
  const parts = (root: XmlElement): string[] =>
    findAll(root, "routing-engine").map((each) =>
      each.children.map(({ name, text }) => text || name).join(" "),
    );
  expect(parts(await ask("<commit-configuration><check/></commit-configuration>"))).toEqual([
    "node0 commit-check-success",
    "node1 commit-check-success",
  ]);
  expect(parts(await ask("<commit-configuration><synchronize/></commit-configuration>"))).toEqual([
    "node0 commit-check-success",
    "node1 commit-success",
    "node0 commit-success",
  ]);
});

test.each<[string, Quirks]>([
  ["in good order", {}],
  ["with parts that are not closed", { unclosedRoutingEngine: true, lineBreaks: true }],
])("the library's own client commits to both nodes, %s", async (_how, quirks) => {
  const { device, plane } = await start(quirks);
  const client = new Client(connection(device));
  closing.push(() => client.drop());
  const plan = (active: ConfigTree): ReturnType<typeof diff> => {
    const wanted = active.clone();
    wanted.applySet(["set system domain-name example.net"]);
    return diff(active, wanted);
  };
  expect(await commitChanges(client, { plan, log: "first" })).toMatchObject({ changed: true });
  expect(plane.applied?.toSet()).toContain("set system domain-name example.net");
  expect(await commitChanges(client, { plan, log: "second" })).toMatchObject({ changed: false });
});

test("a device stops being a cluster when its configuration says so", async () => {
  const { device } = await start();
  const words = ["chassis cluster", "security", "interfaces", "routing-options"];
  const said = await run(
    device,
    ...["configure", ...words.map((each) => `delete ${each}`), "commit"],
  );
  expect(said).toMatch(/\ncommit complete\n$/);
  expect(await run(device, "show chassis cluster status")).toBe(
    "error: Chassis cluster is not enabled.\n",
  );
  expect(await run(device, "show version")).toMatch(/^Hostname: hq\n/);
});
