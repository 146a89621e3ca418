// Other ways to speak SSH: the user's OpenSSH, and the algorithms of old boxes.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Algorithms, type ParsedKey, Server, utils } from "ssh2";
import { newKeyPair } from "../../lib/key-pair";
import {
  AuthenticationError,
  type Connection,
  Device,
  DeviceError,
  HostKeyError,
  SYSTEM_INFORMATION,
  UnreachableError,
} from "../../lib/device";
import { FakeDevice } from "./fake-device";

const stops: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function device(connection: Partial<Connection> & { port: number }): Device {
  const made = new Device(
    { host: "127.0.0.1", user: "lab", ...connection },
    { connectTimeoutSeconds: 10 },
  );
  stops.push(() => made.drop());
  return made;
}

const hasOpenSsh = ((): boolean => {
  try {
    execFileSync("ssh", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

const why = hasOpenSsh ? "" : " (skipped: this machine has no ssh)";

(hasOpenSsh ? describe : describe.skip)(`OpenSSH${why}`, () => {
  const login = newKeyPair();
  const host = newKeyPair();
  const hostKey = host.public.split(" ").slice(0, 2).join(" ");
  let fake: FakeDevice;
  let folder: string;

  beforeEach(async () => {
    fake = await FakeDevice.start({ publicKey: login.public, hostKey: host.private });
    stops.push(() => fake.stop());
    folder = mkdtempSync(join(tmpdir(), "vsrx-test-"));
    stops.push(() => rmSync(folder, { recursive: true }));
  });

  const open = (more: Partial<Connection>): Device =>
    device({
      port: fake.port,
      transport: "openssh",
      privateKey: login.private,
      sshConfig: "none",
      ...more,
    });

  async function ask(more: Partial<Connection>): Promise<string> {
    const session = await open(more).session();
    return (await session.request(SYSTEM_INFORMATION)).root.children[0]?.name ?? "";
  }

  const leftBehind = (): string[] =>
    readdirSync(tmpdir()).filter((name) => name.startsWith("vsrx-ssh-"));

  test("carries the session, and its files are gone once it stands", async () => {
    const before = leftBehind();
    expect(await ask({ hostKey })).toBe("system-information");
    expect(leftBehind()).toEqual(before);
  });

  test("takes a fingerprint, and tells the key that it saw", async () => {
    const first = open({ acceptFirstHostKey: true, sshConfig: config(join(folder, "known")) });
    await first.session();
    expect(first.hostKey).toMatch(/^SHA256:/);
    expect(await ask({ hostKey: first.hostKey })).toBe("system-information");
  });

  test("knows the hosts of the user's own files", async () => {
    const known = join(folder, "known_hosts");
    writeFileSync(known, `[127.0.0.1]:${fake.port} ${hostKey}\n`);
    expect(await ask({ sshConfig: config(known) })).toBe("system-information");
    writeFileSync(known, "");
    await expect(ask({ sshConfig: config(known) })).rejects.toThrow(HostKeyError);
  });

  test.each([
    ["key", newKeyPair().public],
    ["fingerprint", `SHA256:${"A".repeat(43)}`],
  ])("refuses another host key than the pinned %s", async (_kind, other) => {
    await expect(ask({ hostKey: other })).rejects.toThrow(HostKeyError);
    expect(fake.received).toEqual([]);
  });

  test("tells a refused login, an empty port and a password that it can't take", async () => {
    const other = newKeyPair().private;
    await expect(ask({ hostKey, privateKey: other })).rejects.toThrow(AuthenticationError);
    await expect(ask({ hostKey, port: 1 })).rejects.toThrow(UnreachableError);
    await expect(ask({ hostKey, password: "canary" })).rejects.toThrow(/does not take a password/);
  });

  test("goes through a jump host whose key is pinned, and logs in there with the key given for it", async () => {
    const [door, there] = [newKeyPair(), newKeyPair()];
    const jump = {
      host: "127.0.0.1",
      port: await startJump(door.private, there.public),
      user: "hop",
      privateKey: there.private,
      hostKey: door.public.split(" ").slice(0, 2).join(" "),
    };
    const before = leftBehind();
    expect(await ask({ hostKey, jump })).toBe("system-information");
    expect(leftBehind()).toEqual(before);
    expect(fake.logins).toBe(1);
    const other = { ...jump, hostKey: newKeyPair().public };
    await expect(ask({ hostKey, jump: other })).rejects.toThrow(HostKeyError);
    await expect(ask({ hostKey, jump: { ...jump, privateKey: login.private } })).rejects.toThrow(
      AuthenticationError,
    );
    const fingerprint = `SHA256:${"A".repeat(43)}`;
    await expect(ask({ hostKey, jump: { ...jump, hostKey: fingerprint } })).rejects.toThrow(
      /fingerprint of a jump host: give the whole key/,
    );
    expect(leftBehind()).toEqual(before);
    expect(fake.logins).toBe(1);
  });

  test("takes the jump hosts of the user's own configuration", async () => {
    const [door, there] = [newKeyPair(), newKeyPair()];
    const port = await startJump(door.private, there.public);
    const known = join(folder, "known_hosts");
    const name = `[127.0.0.1]:${port}`;
    writeFileSync(known, `${name} ${door.public.split(" ").slice(0, 2).join(" ")}\n`);
    const path = config(known);
    writeFileSync(join(folder, "key"), there.private, { mode: 0o600 });
    const hop = `Host hop\n  HostName 127.0.0.1\n  Port ${port}\n  User hop\n  IdentityFile ${join(folder, "key")}\n`;
    writeFileSync(path, `${hop}Host 127.0.0.1\n  ProxyJump hop\n${readFileSync(path, "utf8")}`);
    expect(await ask({ hostKey, sshConfig: path })).toBe("system-information");
  });

  /** A host that lets one key in, and passes connections on. */
  async function startJump(key: string, allowed: string): Promise<number> {
    const known = (utils.parseKey(allowed) as ParsedKey).getPublicSSH();
    const clients = new Set<{ end(): void }>();
    const server = new Server({ hostKeys: [key] }, (client) => {
      clients.add(client);
      client.on("close", () => clients.delete(client));
      client.on("error", () => undefined);
      client.on("authentication", (context) => {
        const isKnown = context.method === "publickey" && context.key.data.equals(known);
        if (isKnown) context.accept();
        else context.reject(["publickey"]);
      });
      client.on("ready", () =>
        client.on("tcpip", (accept, _reject, { destIP, destPort }) => {
          const socket = connect(destPort, destIP);
          const channel = accept();
          channel.on("close", () => socket.destroy());
          socket.on("error", () => channel.destroy());
          channel.on("error", () => socket.destroy());
          channel.pipe(socket).pipe(channel);
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stops.push(() => {
      for (const client of clients) client.end();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  /** A configuration with a known_hosts file of its own. */
  function config(known: string): string {
    const path = join(folder, "config");
    writeFileSync(path, `Host *\n  UserKnownHostsFile ${known}\n  GlobalKnownHostsFile none\n`);
    return path;
  }
});

describe("a box that offers SHA-1 and CBC only", () => {
  /** Takes any login and greets; nothing more. */
  async function start(algorithms: Algorithms): Promise<number> {
    const server = new Server({ hostKeys: [newKeyPair().private], algorithms }, (client) => {
      client.on("error", () => undefined);
      client.on("authentication", (context) => context.accept());
      client.on("session", (accept) =>
        accept().on("subsystem", (allow) => {
          const channel = allow();
          channel.on("data", () => undefined);
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    stops.push(() => void server.close());
    return (server.address() as AddressInfo).port;
  }
  const OLD: Algorithms = { kex: ["diffie-hellman-group14-sha1"], cipher: ["aes128-cbc"] };
  const access = { password: "lab123", acceptFirstHostKey: true };

  test("is refused, with the setting that lets it", async () => {
    const port = await start(OLD);
    const failure = await device({ port, ...access })
      .session()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DeviceError);
    expect(String(failure)).toMatch(/share no way to encrypt.*legacyAlgorithms: true/s);
  });

  test("is let in by that setting", async () => {
    const port = await start(OLD);
    const session = await device({ port, ...access, legacyAlgorithms: true }).session();
    expect(session.hostKey).toMatch(/^ssh-ed25519 /);
  });

  test("and group 1 is refused with it too", async () => {
    const port = await start({ ...OLD, kex: ["diffie-hellman-group1-sha1"] });
    await expect(device({ port, ...access, legacyAlgorithms: true }).session()).rejects.toThrow(
      /share no way to encrypt/,
    );
  });
});
