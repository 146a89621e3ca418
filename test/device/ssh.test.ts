// Ways in: keys, an agent, jump hosts, other ways to start NETCONF; and several devices at once.

import { newKeyPair } from "../../lib/key-pair";
import {
  createConnection,
  createServer,
  type Server as NetServer,
  type AddressInfo,
} from "node:net";
import { Server } from "ssh2";
import {
  AuthenticationError,
  type Connection,
  Device,
  DeviceError,
  DevicePool,
  HostKeyError,
  SYSTEM_INFORMATION,
  UnreachableError,
} from "../../lib/device";
import { startAgent } from "./agent";
import { FakeDevice, type FakeOptions } from "./fake-device";

const pair = newKeyPair();
const stops: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function fakeDevice(options: FakeOptions = {}): Promise<FakeDevice> {
  const fake = await FakeDevice.start(options);
  stops.push(() => fake.stop());
  return fake;
}

function device(connection: Partial<Connection> & { port: number }): Device {
  const made = new Device(
    { host: "127.0.0.1", user: "lab", acceptFirstHostKey: true, ...connection },
    { connectTimeoutSeconds: 3 },
  );
  stops.push(() => made.drop());
  return made;
}

/** Logs in and asks who is there. */
async function hello(connection: Partial<Connection> & { port: number }): Promise<string> {
  const session = await device(connection).session();
  return (await session.request(SYSTEM_INFORMATION)).root.children[0]?.name ?? "";
}

describe("a private key", () => {
  test("logs in", async () => {
    const { port } = await fakeDevice({ publicKey: pair.public });
    expect(await hello({ port, privateKey: pair.private })).toBe("system-information");
  });

  test("that the device doesn't know is refused with what was tried, and not shown", async () => {
    const { port } = await fakeDevice({ publicKey: pair.public });
    const other = newKeyPair().private;
    const failure = await hello({ port, privateKey: other, password: "canary" }).catch(
      (error: Error) => error,
    );
    expect(failure).toBeInstanceOf(AuthenticationError);
    expect(String(failure)).toContain("tried the private key, the password");
    expect(String(failure)).not.toMatch(/canary|PRIVATE/);
  });

  test("that is none says so without quoting it", async () => {
    const { port } = await fakeDevice();
    const failure = await hello({ port, privateKey: "canary" }).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(AuthenticationError);
    expect(String(failure)).toMatch(/can't be used.*OpenSSH or PEM/s);
    expect(String(failure)).not.toContain("canary");
  });
});

test("no means to log in is an error before anything is dialled", async () => {
  await expect(hello({ port: 1 })).rejects.toThrow(/nothing to log in/);
  const { port } = await fakeDevice();
  await expect(hello({ port })).rejects.toThrow(/give a privateKey, a password, or agent: true/);
});

describe("an agent", () => {
  const before = process.env.SSH_AUTH_SOCK;
  afterEach(() => {
    if (before === undefined) delete process.env.SSH_AUTH_SOCK;
    else process.env.SSH_AUTH_SOCK = before;
  });

  test("signs for us", async () => {
    const { port } = await fakeDevice({ publicKey: pair.public });
    const agent = await startAgent(pair.private);
    stops.push(agent.stop);
    process.env.SSH_AUTH_SOCK = agent.socket;
    expect(await hello({ port, agent: true })).toBe("system-information");
  });

  test("that isn't running is named", async () => {
    const { port } = await fakeDevice();
    delete process.env.SSH_AUTH_SOCK;
    await expect(hello({ port, agent: true })).rejects.toThrow(/SSH_AUTH_SOCK is not set/);
  });
});

describe("a jump host", () => {
  const hostKey = newKeyPair();

  test("is passed through, and the device's own host key is what counts", async () => {
    const { port } = await fakeDevice();
    const jump = {
      host: "127.0.0.1",
      port: await startJump(hostKey.private),
      user: "hop",
      password: "hop",
      hostKey: hostKey.public,
    };
    const through = device({ port, password: "lab123", jump });
    await through.session();
    expect(through.hostKey).not.toContain(hostKey.public.split(" ")[1]);
    expect(through.where).toMatch(/lab@127\.0\.0\.1:\d+ by way of hop@127\.0\.0\.1:\d+/);
  });

  test("must be pinned", async () => {
    const { port } = await fakeDevice();
    const jump = {
      host: "127.0.0.1",
      port: await startJump(hostKey.private),
      user: "hop",
      password: "hop",
      acceptFirstHostKey: true,
    };
    await expect(hello({ port, password: "lab123", jump })).rejects.toThrow(HostKeyError);
  });

  test("from which the device can't be reached says so", async () => {
    const jump = {
      host: "127.0.0.1",
      port: await startJump(hostKey.private),
      user: "hop",
      password: "hop",
      hostKey: hostKey.public,
    };
    await expect(hello({ port: 1, password: "lab123", jump })).rejects.toThrow(
      /can't be reached from there/,
    );
  });
});

/** An SSH server that only forwards. */
async function startJump(hostKey: string): Promise<number> {
  const server = new Server({ hostKeys: [hostKey] }, (client) => {
    client.on("error", () => undefined);
    client.on("authentication", (context) => context.accept());
    client.on("tcpip", (accept, reject, info) => {
      const out = createConnection(info.destPort, info.destIP);
      out.once("error", () => reject());
      out.once("connect", () => {
        const channel = accept();
        channel.on("error", () => undefined);
        out.on("error", () => undefined);
        out.pipe(channel).pipe(out);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  stops.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

describe("nobody there", () => {
  test("a closed port is told at once", async () => {
    const { port, stop } = await closedPort();
    stop();
    await expect(hello({ port, password: "x" })).rejects.toThrow(/connection is refused/);
  });

  test("a name that doesn't resolve is told", async () => {
    await expect(hello({ host: "no-such-host.invalid", port: 22, password: "x" })).rejects.toThrow(
      UnreachableError,
    );
  });

  test("a peer that accepts and says nothing is given up in time", async () => {
    const { port } = await closedPort();
    const mute = device({ port, password: "x" });
    await expect(mute.session()).rejects.toThrow(/the login isn't through within 3 s/);
  });
});

/** A port on which somebody listens and never answers. */
async function closedPort(): Promise<{ port: number; stop: () => void }> {
  const server: NetServer = createServer((socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  stops.push(() => void server.close());
  return { port, stop: () => server.close() };
}

test("a device without NETCONF gets a word about what to configure", async () => {
  const key = newKeyPair().private;
  const server = new Server({ hostKeys: [key] }, (client) => {
    client.on("error", () => undefined);
    client.on("authentication", (context) => context.accept());
    client.on("ready", () => client.on("session", (accept) => void accept()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  stops.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  await expect(hello({ port, password: "x" })).rejects.toThrow(/system services netconf ssh/);
});

describe("several devices", () => {
  const connection = (fake: FakeDevice): Connection & { port: number } => ({
    host: "127.0.0.1",
    port: fake.port,
    user: "lab",
    password: "lab123",
    acceptFirstHostKey: true,
  });

  test("work at the same time, up to the limit", async () => {
    const fakes = await Promise.all([fakeDevice(), fakeDevice(), fakeDevice(), fakeDevice()]);
    const pool = new DevicePool(2);
    let running = 0;
    let most = 0;
    await Promise.all(
      fakes.map((fake) =>
        pool.use(connection(fake), async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 50));
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    await pool.close();
  });

  test("one device: callers take turns and share one connection", async () => {
    const fake = await fakeDevice();
    const pool = new DevicePool();
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map((number) =>
        pool.use(connection(fake), async (one) => {
          await (await one.session()).request(SYSTEM_INFORMATION);
          order.push(number);
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3]);
    expect(fake.logins).toBe(1);
    await pool.close();
  });

  test("one that fails doesn't keep the next caller out", async () => {
    const fake = await fakeDevice();
    const pool = new DevicePool();
    await expect(
      pool.use(connection(fake), () => Promise.reject(new DeviceError("no"))),
    ).rejects.toThrow("no");
    expect(await pool.use(connection(fake), () => Promise.resolve("yes"))).toBe("yes");
    await pool.close();
  });

  test("the key of first contact counts for the same box only", async () => {
    const fake = await fakeDevice();
    const pool = new DevicePool();
    const one = { ...connection(fake), instance: "i-1" };
    await pool.use(one, async (first) => void (await first.session()));
    await fake.stop();
    await fakeDevice({ port: one.port });
    const again = (instance: string) =>
      pool.use({ ...one, instance }, async (next) => void (await next.renew()));
    await expect(again("i-1")).rejects.toThrow(HostKeyError);
    await again("i-2");
    await pool.close();
  });
});
