// A device in this process: how it boots, whom it lets in, and the library's own client against it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client as SshClient, type ConnectConfig, utils } from "ssh2";
import { IdlePlane } from "../../../lab/junos/dataplane";
import { type Device, startDevice, type StartOptions } from "../../../lab/junos/device";
import { type DeviceSpec } from "../../../lab/junos/spec";
import { commitChanges } from "../../../lib/device/commit";
import { Device as Client } from "../../../lib/device/device";
import { examine } from "../../../lib/device/examine";
import { ikeSas } from "../../../lib/device/replies/ike";
import { ikeDaemonOf } from "../../../lib/device/replies/software";
import { COMMIT_LOG, readCommitLog } from "../../../lib/device/replies/system";
import { type ConfigTree, diff } from "../../../lib/junos";
import { bareSpec } from "./test-view";

jest.setTimeout(20_000);

const folders: string[] = [];
const running: Device[] = [];
const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.drop();
  await Promise.all(running.splice(0).map((device) => device.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** ssh2 now and then writes a key that it can't read. */
function newKey(kind: "ed25519" | "rsa"): { private: string; public: string } {
  for (;;) {
    const key =
      kind === "rsa"
        ? utils.generateKeyPairSync("rsa", { bits: 2048 })
        : utils.generateKeyPairSync(kind);
    if (!(utils.parseKey(key.private) instanceof Error)) return key;
  }
}

const ed25519 = newKey("ed25519");
const rsa = newKey("rsa");
const PASSWORD = "lab123";
// Both are hashes of that password.
const SHA512 =
  "$6$abcDEF12$WkGF2iqqOTEjvp6X7x6JZxKteO6x4MXgURWipxfSwv8NCnsY2HidxRNBzHKRwJ.JifSJHCzHJ/UplrTiN4q4m.";

const USER_DATA = `#junos-config
system {
    host-name srx1;
    root-authentication { encrypted-password "${SHA512}"; ssh-ed25519 "${ed25519.public}"; }
    login {
        user lab {
            class super-user;
            authentication { encrypted-password "${SHA512}"; ssh-rsa "${rsa.public}"; }
        }
        user guest { class read-only; authentication { encrypted-password "${SHA512}"; } }
    }
    services { ssh; netconf { ssh; } }
}
interfaces { fxp0 { unit 0 { family inet { dhcp; } } } }
`;

function spec(more: Partial<DeviceSpec> = {}): DeviceSpec {
  const stateDir = mkdtempSync(join(tmpdir(), "junos-"));
  folders.push(stateDir);
  const interfaces = ["ge-0/0/0", "ge-0/0/1"];
  return bareSpec({ interfaces, userData: USER_DATA, stateDir, ...more });
}

async function start(more: Partial<DeviceSpec> = {}, options: StartOptions = {}): Promise<Device> {
  const device = await startDevice(spec(more), {
    listen: { host: "127.0.0.1", port: 0 },
    ...options,
  });
  running.push(device);
  return device;
}

function client(device: Device): Client {
  const made = new Client({
    host: "127.0.0.1",
    port: device.port,
    user: "lab",
    password: PASSWORD,
    hostKey: device.hostKey,
  });
  clients.push(made);
  return made;
}

/** Logs in and runs a line; an error says why it can't. */
function run(device: Device, line: string, how: Partial<ConnectConfig>): Promise<string> {
  return new Promise((resolve, reject) => {
    const ssh = new SshClient();
    ssh.on("error", reject);
    ssh.on("keyboard-interactive", (_name, _words, _language, _prompts, finish) =>
      finish([how.password ?? ""]),
    );
    ssh.on("ready", () =>
      ssh.exec(line, (error, channel) => {
        if (error !== undefined) return reject(error);
        let text = "";
        channel.on("data", (bytes: Buffer) => (text += bytes.toString()));
        channel.stderr.on("data", (bytes: Buffer) => (text += bytes.toString()));
        channel.on("close", () => {
          ssh.end();
          resolve(text);
        });
      }),
    );
    ssh.connect({ host: "127.0.0.1", port: device.port, username: "lab", ...how });
  });
}

const plan = (lines: readonly string[]) => (active: ConfigTree) => {
  const wanted = active.clone();
  wanted.applySet(lines);
  return diff(active, wanted);
};

test("takes a configuration by the client's recipe and has nothing left to do the second time", async () => {
  const plane = new IdlePlane();
  const device = await start({}, { dataplane: plane });
  const request = { plan: plan(["set system domain-name example.net"]), log: "first" };
  const done = await commitChanges(client(device), request);
  expect(done.changed).toBe(true);
  expect(await device.query("configuration")).toContain("set system domain-name example.net\n");
  expect(plane.applied?.toSet()).toContain("set system domain-name example.net");
  expect(await commitChanges(client(device), request)).toMatchObject({ changed: false });
});

test("what the forwarding plane can't carry out is a warning of the commit", async () => {
  const plane = new IdlePlane();
  plane.warnings = [{ path: "chassis cluster", message: "not carried out here" }];
  const device = await start({}, { dataplane: plane });
  const request = { plan: plan(["set system domain-name example.net"]), log: "first" };
  const { warnings } = await commitChanges(client(device), request);
  expect(warnings.join("\n")).toContain("not carried out here");
});

test("a commit is refused of which nothing could run in the lab", async () => {
  const plane = new IdlePlane();
  plane.warnings = [{ path: "interfaces pp0", message: "no PPPoE here", refuses: true }];
  const device = await start({}, { dataplane: plane });
  const request = { plan: plan(["set system domain-name example.net"]), log: "first" };
  await expect(commitChanges(client(device), request)).rejects.toThrow("no PPPoE here");
  expect(await device.query("configuration")).not.toContain("domain-name");
});

describe("logins", () => {
  test.each<[string, Partial<ConnectConfig>]>([
    ["a password", { password: PASSWORD }],
    [
      "keyboard-interactive",
      { password: PASSWORD, tryKeyboard: true, authHandler: ["keyboard-interactive"] },
    ],
    ["an RSA key", { privateKey: rsa.private }],
    ["root with a key", { username: "root", privateKey: ed25519.private }],
  ])("%s", async (_what, how) => {
    const device = await start();
    expect(await run(device, "show version", how)).toContain("24.4R1.9");
  });

  test.each<[string, Partial<ConnectConfig>]>([
    ["a wrong password", { password: "lab124" }],
    ["somebody unknown", { username: "nobody", password: PASSWORD }],
    ["another user's key", { privateKey: ed25519.private }],
    ["root with a password, which is not allowed", { username: "root", password: PASSWORD }],
  ])("refused: %s", async (_what, how) => {
    const device = await start();
    await expect(run(device, "show version", how)).rejects.toThrow(/authentication methods failed/);
  });

  test("who only reads edits nothing", async () => {
    const device = await start();
    const before = await device.query("configuration");
    const said = await run(device, "configure; set system domain-name x; commit", {
      username: "guest",
      password: PASSWORD,
    });
    expect(said).toContain("permission denied");
    expect(await device.query("configuration")).toBe(before);
  });

  test.each<[string, string, Partial<ConnectConfig>]>([
    ["no passwords for anybody", "set system services ssh no-passwords", { password: PASSWORD }],
    ["no keys for anybody", "set system services ssh no-public-keys", { privateKey: rsa.private }],
    ["nobody at a time", "set system services ssh connection-limit 1", { password: PASSWORD }],
    [
      "no root",
      "set system services ssh root-login deny",
      { username: "root", privateKey: ed25519.private },
    ],
  ])("%s, once it is committed", async (_what, line, how) => {
    const device = await start();
    const other = await client(device).session();
    expect(await run(device, "show version", how)).toContain("24.4R1.9");
    await device.query("fault", { commit: [line] });
    await expect(run(device, "show version", how)).rejects.toThrow();
    expect(other.alive).toBe(true);
  });

  test("root with a password where that is allowed", async () => {
    const device = await start();
    await device.query("fault", { commit: ["set system services ssh root-login allow"] });
    const how = { username: "root", password: PASSWORD };
    expect(await run(device, "show version", how)).toContain("24.4R1.9");
  });

  test("a class of the user's own decides whether he may edit", async () => {
    const device = await start();
    const commit = [
      "set system login class editors permissions configure",
      "set system login user guest class editors",
    ];
    await device.query("fault", { commit });
    await run(device, "configure; set system domain-name x; commit", {
      username: "guest",
      password: PASSWORD,
    });
    expect(await device.query("configuration")).toContain("domain-name x");
  });

  test("a key taken away by a commit opens nothing any more", async () => {
    const device = await start();
    await device.query("fault", {
      commit: ["delete system login user lab authentication ssh-rsa"],
    });
    await expect(run(device, "show version", { privateKey: rsa.private })).rejects.toThrow();
  });
});

describe("boots", () => {
  test("from the factory's configuration and the launch key without user data", async () => {
    const device = await start({ userData: "#!/bin/sh\n", publicKey: ed25519.public });
    const how = { username: "ec2-user", privateKey: ed25519.private };
    expect(await run(device, "show version", how)).toContain("24.4R1.9");
  });

  test("with the factory's policy beneath the user data, where the image is said to bring it", async () => {
    const policy =
      "set security policies from-zone trust to-zone untrust policy default-permit then permit";
    const [bare, bringing] = [await start(), await start({ permitsOutward: true })];
    expect(await bare.query("configuration")).not.toContain(policy);
    expect(await bringing.query("configuration")).toContain(policy);
  });

  test("from the factory's configuration when the user data can't be read, and says so", async () => {
    const said = jest.spyOn(console, "error").mockReturnValue(undefined);
    const device = await start({ userData: "#junos-config\nsystem { host-name x;\n" });
    expect(said.mock.calls.join()).toMatch(/srx1: the user data is not a configuration/);
    said.mockRestore();
    expect(await device.query("configuration")).toContain("set system host-name srx1\n");
  });

  test("with the same host key and configuration every time, another device with another key", async () => {
    const device = await start();
    await device.query("fault", { commit: ["set system domain-name example.net"] });
    const { hostKey } = device;
    await device.stop();
    const again = await startDevice(device.spec, { listen: { host: "127.0.0.1", port: 0 } });
    running.push(again);
    expect(again.hostKey).toBe(hostKey);
    expect(await again.query("configuration")).toContain("example.net");
    expect((await start()).hostKey).not.toBe(hostKey);
  });

  test("answers before it forwards, and follows the configuration once it does", async () => {
    const plane = new IdlePlane();
    const device = await start(
      { boot: { sshSeconds: 0, forwardingSeconds: 2 } },
      { dataplane: plane },
    );
    expect(device.isForwarding()).toBe(false);
    await device.query("fault", { commit: ["set system domain-name example.net"] });
    expect(plane.applied).toBeUndefined();
    while (!device.isForwarding()) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(plane.applied?.toSet()).toContain("set system domain-name example.net");
  });
});

test("refuses logins while it boots, also with the right password", async () => {
  const device = await start({ boot: { loginSeconds: 600 } });
  await expect(run(device, "show version", { password: PASSWORD })).rejects.toThrow(
    /authentication methods failed/,
  );
  const now = Date.now();
  const later = jest.spyOn(Date, "now").mockImplementation(() => now + 601_000);
  expect(await run(device, "show version", { password: PASSWORD })).toContain("Junos:");
  later.mockRestore();
});

test("the IKE daemon only starts with the first VPN, and refuses until then", async () => {
  const device = await start({ boot: { ikeSeconds: 600 } });
  const session = await client(device).session();
  const ask = () => session.request(ikeSas());
  await expect(ask()).resolves.toBeDefined();
  await device.query("fault", { commit: VPN });
  await expect(ask()).rejects.toThrow(/ipsec-key-management subsystem is not running/);
  const now = Date.now();
  const later = jest.spyOn(Date, "now").mockImplementation(() => now + 601_000);
  await expect(ask()).resolves.toBeDefined();
  later.mockRestore();
});

const VPN = [
  "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24",
  "set interfaces st0 unit 0 family inet",
  "set security ike policy p mode main",
  "set security ike policy p proposal-set standard",
  "set security ike policy p pre-shared-key ascii-text nothing-to-hide",
  "set security ike gateway g ike-policy p",
  "set security ike gateway g address 192.0.2.2",
  "set security ike gateway g external-interface ge-0/0/0.0",
  "set security ipsec policy p proposal-set standard",
  "set security ipsec vpn v bind-interface st0.0",
  "set security ipsec vpn v ike gateway g",
  "set security ipsec vpn v ike ipsec-policy p",
];

test.each(["rfc-compliant", "yang-compliant"])(
  "%s: the client's recipe and readers go on",
  async (word) => {
    const device = await start();
    await device.query("fault", { commit: [`set system services netconf ${word}`, ...VPN] });
    const session = await client(device).session();
    const heard: string[] = [];
    const { root } = await session.request(COMMIT_LOG, { hear: (text) => heard.push(text) });
    expect(heard.join()).toMatch(word === "rfc-compliant" ? /<nc:rpc-reply/ : /<rpc-reply/);
    expect(readCommitLog(root).length).toBeGreaterThan(0);
    expect(session.capabilities.length).toBeGreaterThan(3);
    const request = { plan: plan(["set system domain-name example.net"]), log: "test" };
    await expect(commitChanges(client(device), request)).resolves.toMatchObject({ changed: true });
    await expect(commitChanges(client(device), request)).resolves.toMatchObject({ changed: false });
    const refused = commitChanges(client(device), {
      ...request,
      plan: () => ["set no such thing"],
    });
    await expect(refused).rejects.toMatchObject({ standing: "old" });
    const findings = await examine(session);
    expect(findings.filter(({ kind }) => kind !== "fine")).toEqual([]);
  },
);

describe("a power cycle", () => {
  test("ends sessions and locks, and undoes what waits to be confirmed", async () => {
    const device = await start();
    const { port } = device;
    const session = await client(device).session();
    await session.request("<lock><target><candidate/></target></lock>");
    await session.request(
      `<load-configuration action="set" format="text"><configuration-set>set system domain-name a</configuration-set></load-configuration>`,
    );
    await session.request("<commit-configuration><confirmed/></commit-configuration>");
    expect(await device.query("configuration")).toContain("domain-name a");
    await device.query("fault", { powerCycle: true });
    await expect(session.request("<get-system-information/>")).rejects.toThrow();
    expect(device.port).toBe(port);
    expect(device.database.holder).toBeUndefined();
    expect(await device.query("configuration")).not.toContain("domain-name");
  });

  test("a commit under way comes to nothing", async () => {
    const device = await start();
    const commit = ["set system domain-name a"];
    const slow = device.query("fault", { slowCommit: 200, commit });
    const refused = expect(slow).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await device.query("fault", { powerCycle: true });
    await refused;
    expect(await device.query("configuration")).not.toContain("domain-name");
    expect(
      readFileSync(join(device.spec.stateDir, "config", "commits.json"), "utf8"),
    ).not.toContain("somebody");
  });
});

test("a commit that takes the management interface away locks everybody out", async () => {
  const device = await start();
  await device.query("fault", { commit: ["delete interfaces fxp0"] });
  await expect(run(device, "show version", { password: PASSWORD })).rejects.toThrow();
});

test("questions that a device doesn't know name those it does", async () => {
  const device = await start();
  await expect(device.query("weather" as never)).rejects.toThrow(/tunnels, nat, configuration/);
  await expect(device.query("fault", { earthquake: true })).rejects.toThrow(/powerCycle/);
});

test("a commit that somebody's check confirmed keeps its note and keeps nobody out", async () => {
  const device = await start();
  const other = await client(device).session();
  await other.request(
    "<commit-configuration><confirmed/><confirm-timeout>1</confirm-timeout></commit-configuration>",
  );
  await other.request("<commit-configuration><check/></commit-configuration>");
  const [newest] = readCommitLog((await other.request(COMMIT_LOG)).root);
  expect(newest).toMatchObject({
    comment: "commit confirmed, rollback in 1mins",
    rollbackPending: false,
  });
  const request = { plan: plan(["set system domain-name example.net"]), log: "after" };
  await expect(commitChanges(client(device), request)).resolves.toMatchObject({ changed: true });
});

test("answers out of a capture what that device said, and of itself what is done to it", async () => {
  const capture = join(mkdtempSync(join(tmpdir(), "junos-")), "capture.json");
  folders.push(dirname(capture));
  const said =
    "<software-information><package-information><name>junos-ike</name></package-information></software-information>";
  writeFileSync(
    capture,
    JSON.stringify({
      exchanges: [
        {
          request: "<get-software-information/>",
          reply: `<nc:rpc-reply xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="7">${said}</nc:rpc-reply>`,
        },
        { request: "<get-commit-information/>", reply: "<rpc-reply><never/></rpc-reply>" },
      ],
    }),
  );
  const device = await start({ capture });
  const session = await client(device).session();
  const { root } = await session.request("<get-software-information></get-software-information>");
  expect(ikeDaemonOf(root)).toBe("iked");
  expect(readCommitLog((await session.request(COMMIT_LOG)).root)).toHaveLength(1);
  const request = { plan: plan(["set system domain-name example.net"]), log: "captured" };
  await expect(commitChanges(client(device), request)).resolves.toMatchObject({ changed: true });
});
