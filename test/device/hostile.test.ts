// Devices, or whoever answers in their place, that take the login and then do as they like: every wait has an end.

import { type Session as SshSession, Server, type ServerChannel } from "ssh2";
import { type AddressInfo, createServer } from "node:net";
import { newKeyPair } from "../../lib/key-pair";
import { commitChanges, type ConnectOptions, Device, DevicePool } from "../../lib/device";
import { SYSTEM_INFORMATION } from "../../lib/device/replies/system";

const HELLO =
  `<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability>` +
  `</capabilities><session-id>1</session-id></hello>]]>]]>`;

let server: Server;
let device: Device;

/** A server that takes any login and leaves what comes then to the test. */
async function start(
  onSession: (accept: () => SshSession) => void,
  options: ConnectOptions = {},
): Promise<void> {
  server = new Server({ hostKeys: [newKeyPair().private] }, (client) => {
    client.on("error", () => undefined);
    client.on("authentication", (context) => context.accept());
    client.on("session", (accept) => onSession(accept));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  const access = { user: "lab", password: "lab123", acceptFirstHostKey: true };
  device = new Device({ host: "127.0.0.1", port, ...access }, options);
}

const netconf =
  (serve: (channel: ServerChannel) => void) =>
  (accept: () => SshSession): void =>
    void accept().on("subsystem", (allow) => serve(allow()));

afterEach(() => {
  device.drop();
  server.close();
});

test.each<[string, (accept: () => SshSession) => void]>([
  ["channel", () => undefined],
  ["NETCONF", (accept) => void accept().on("subsystem", () => undefined)],
])("a login that never gets its %s ends in time", async (_what, onSession) => {
  await start(onSession, { connectTimeoutSeconds: 1 });
  await expect(device.session()).rejects.toThrow(
    /lets us in but does not start NETCONF within 1 s/,
  );
});

test("a login that starts NETCONF and never greets ends in time", async () => {
  await start(
    netconf((channel) => void channel.on("data", () => undefined)),
    { connectTimeoutSeconds: 1 },
  );
  const session = await device.session();
  await expect(session.request(SYSTEM_INFORMATION)).rejects.toThrow(
    /starts NETCONF and does not greet within 1 s/,
  );
});

test("a cancellation ends the wait for the greeting", async () => {
  const abort = new AbortController();
  await start(
    netconf((channel) => void channel.on("data", () => undefined)),
    { connectTimeoutSeconds: 60, signal: abort.signal },
  );
  const session = await device.session();
  const answer = session.request(SYSTEM_INFORMATION);
  abort.abort();
  await expect(answer).rejects.toThrow(/cancelled/);
});

test("a cancellation ends the login", async () => {
  const abort = new AbortController();
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const access = { host: "127.0.0.1", user: "lab", password: "lab123" };
  const opening = new Device({ ...access, port }, { signal: abort.signal }).session();
  silent.once("connection", () => abort.abort());
  await expect(opening).rejects.toThrow(/cancelled/);
  silent.close();
  await start(() => undefined);
});

test("a cancellation ends the wait for a turn, and keeps nobody else from his", async () => {
  await start(netconf((channel) => void channel.write(HELLO)));
  const pool = new DevicePool(1);
  const abort = new AbortController();
  let release: () => void = () => undefined;
  const busy = new Promise<void>((resolve) => (release = resolve));
  const first = pool.use(device.connection, () => busy);
  const other = { ...device.connection, host: "localhost" };
  const waiting = [device.connection, other].map((connection) =>
    pool.use(connection, () => Promise.resolve("worked"), { signal: abort.signal }),
  );
  const third = pool.use(device.connection, () => Promise.resolve("third"));
  abort.abort();
  for (const one of waiting) await expect(one).rejects.toThrow(/turn .* was cancelled/);
  release();
  await first;
  await expect(third).resolves.toBe("third");
  await expect(pool.use(other, () => Promise.resolve("again"))).resolves.toBe("again");
});

test("a cancellation ends the wait between two tries", async () => {
  const abort = new AbortController();
  await start(() => undefined);
  const nobody = new Device(
    { host: "127.0.0.1", port: 1, user: "lab", password: "lab123" },
    { signal: abort.signal },
  );
  const outcome = commitChanges(nobody, {
    plan: () => [],
    log: "test",
    status: () => abort.abort(),
  });
  await expect(outcome).rejects.toThrow(/cancelled before anything was committed/);
});

test("a cancellation ends the wait for NETCONF", async () => {
  const abort = new AbortController();
  await start(() => undefined, { connectTimeoutSeconds: 60, signal: abort.signal });
  setTimeout(() => abort.abort(), 200);
  await expect(device.session()).rejects.toThrow(/cancelled/);
});

test("a cancellation ends the wait for an answer", async () => {
  const abort = new AbortController();
  await start(
    netconf((channel) => void channel.write(HELLO)),
    { signal: abort.signal },
  );
  const session = await device.session();
  setTimeout(() => abort.abort(), 200);
  await expect(session.request(SYSTEM_INFORMATION)).rejects.toThrow(/cancelled/);
});

test("an answer of endless elements is refused, and holds up nobody meanwhile", async () => {
  await start(
    netconf((channel) => {
      channel.write(HELLO);
      channel.once("data", () => {
        channel.write(`<rpc-reply message-id="1">${"<a/>".repeat(320_000)}</rpc-reply>]]>]]>`);
      });
    }),
  );
  const session = await device.session();
  await expect(session.request(SYSTEM_INFORMATION)).rejects.toThrow(/more than 300000 elements/);
}, 30_000);
