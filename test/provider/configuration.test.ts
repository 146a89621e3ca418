// The Configuration resource through its whole life, against a device on loopback.

import { utils } from "ssh2";
import { DevicePool } from "../../lib/device";
import { encode9 } from "../../lib/junos";
import { ConfigurationHandler } from "../../lib/provider/configuration";
import { PartialFailure, type PropertyMap, Secret, UNKNOWN } from "../../lib/rpc";
import { FakeDevice, type FakeOptions } from "../device/fake-device";
import { configurationInputs, context } from "./harness";

/** The devices' minute, so that rollbacks come soon. */
const MINUTE = 1000;
const TYPE = "vsrx:index:Configuration";
const FOREIGN = "set system host-name fake";
const PSK = "security ike policy p1 pre-shared-key ascii-text";
const GATEWAY = {
  "security ike gateway gw1 ike-policy": "p1",
  "security ike gateway gw1 external-interface": "ge-0/0/0.0",
};

let fake: FakeDevice;
let pool: DevicePool;
let handler: ConfigurationHandler;
let importHosts: string | undefined;

async function start(options: FakeOptions = {}): Promise<void> {
  fake = await FakeDevice.start({ configuration: FOREIGN, minute: MINUTE, ...options });
  pool = new DevicePool();
  handler = new ConfigurationHandler(
    pool,
    () => ({
      password: "lab123",
      acceptFirstHostKey: true,
      hosts: importHosts ?? `192.0.2.9, 127.0.0.1:${fake.port}`,
    }),
    MINUTE,
  );
}

afterEach(async () => {
  importHosts = undefined;
  await pool.close();
  await fake.stop();
});

const inputs = (
  statements: PropertyMap,
  more: PropertyMap = {},
  connection: PropertyMap = {},
): PropertyMap => configurationInputs(fake.port, statements, more, connection);

async function create(given: PropertyMap): Promise<PropertyMap> {
  const { state } = await handler.create({
    ...context(TYPE, "srx1"),
    inputs: given,
    preview: false,
    timeoutSeconds: 0,
  });
  return state;
}

async function update(
  oldInputs: PropertyMap,
  oldState: PropertyMap,
  newInputs: PropertyMap,
): Promise<PropertyMap> {
  return await handler.update({
    ...context(TYPE, "srx1"),
    id: "srx1",
    oldInputs,
    oldState,
    newInputs,
    preview: false,
    timeoutSeconds: 0,
  });
}

async function remove(given: PropertyMap, state: PropertyMap): Promise<void> {
  await handler.delete({
    ...context(TYPE, "srx1"),
    id: "srx1",
    inputs: given,
    state,
    timeoutSeconds: 0,
  });
}

const read = async (given: PropertyMap, state: PropertyMap, id = "srx1") =>
  await handler.read({ ...context(TYPE, "srx1"), id, inputs: given, state });

describe("a preview that asks the device", () => {
  const asked = { settings: { check: "device" } };
  const preview = async (given: PropertyMap): Promise<unknown> =>
    await handler.create({
      ...context(TYPE, "srx1"),
      inputs: given,
      preview: true,
      timeoutSeconds: 0,
    });

  test("has the changes checked and discarded, and fails on what the device refuses", async () => {
    await start();
    await preview(inputs(GATEWAY, asked));
    expect(fake.received).toContain("check");
    expect(fake.received.filter((name) => name.startsWith("commit"))).toEqual([]);
    expect(fake.text()).toBe(FOREIGN);
    fake.checkErrors =
      "<rpc-error><error-severity>error</error-severity><error-message>no such interface</error-message></rpc-error>";
    await expect(preview(inputs(GATEWAY, asked))).rejects.toThrow(/no such interface/);
    expect(fake.text()).toBe(FOREIGN);
  });

  test("goes on without a device that is away, and asks none unless told to", async () => {
    await start();
    await preview(inputs(GATEWAY));
    expect(fake.received).toEqual([]);
    await expect(preview(inputs(GATEWAY, asked, { port: 1 }))).resolves.toMatchObject({ id: "" });
    await expect(
      preview(inputs({ ...GATEWAY, "system host-name": UNKNOWN }, asked)),
    ).resolves.toMatchObject({ id: "" });
    expect(fake.received).toEqual([]);
  });
});

test("a transport that there isn't is refused by name", async () => {
  await start();
  const check = async (connection: PropertyMap): Promise<string[]> => {
    const { failures } = await handler.check({
      ...context(TYPE, "srx1"),
      oldInputs: {},
      newInputs: inputs({}, {}, connection),
    });
    return failures?.map(({ reason }) => reason) ?? [];
  };
  expect(await check({ transport: "telnet" })).toEqual([
    "connection.transport is a word that is unknown here; allowed: builtin, openssh [input-value]",
  ]);
  expect(await check({ transport: "openssh", legacyAlgorithms: true })).toEqual([]);
});

test("create commits, pins the host key and tells what the device is", async () => {
  await start();
  const state = await create(inputs({ ...GATEWAY, [PSK]: new Secret("s3cret & more") }));
  expect(state).toMatchObject({
    model: "vsrx",
    release: "24.4R1.9",
    hostKey: expect.stringMatching(/^ssh-ed25519 /) as unknown,
  });
  expect(state.revision).toEqual(expect.stringMatching(/^\d{4}-/));
  expect(fake.text()).toContain(`set ${PSK} "${encode9("s3cret & more")}"`);
});

test("an update sets what is new, deletes what we set before, and leaves the rest", async () => {
  await start();
  const before = inputs({ ...GATEWAY });
  const state = await create(before);
  fake.active.applySet(["set security ike gateway gw1 nat-keepalive 7"]);
  fake.candidate = fake.active.clone();
  const after = inputs({ "security ike gateway gw1 ike-policy": "p2" });
  const next = await update(before, state, after);
  expect(fake.text().split("\n").sort()).toEqual([
    "set security ike gateway gw1 ike-policy p2",
    "set security ike gateway gw1 nat-keepalive 7",
    FOREIGN,
  ]);
  expect(next.revision).not.toBe(state.revision);
});

test("an update that changes nothing on the device keeps its revision", async () => {
  await start();
  const before = inputs({ ...GATEWAY });
  const state = await create(before);
  const next = await update(
    before,
    state,
    inputs({ ...GATEWAY }, { settings: { concurrency: 4 } }),
  );
  expect(next.revision).toBe(state.revision);
  expect(fake.received.filter((name) => name === "commit-confirmed")).toHaveLength(1);
});

test("delete takes our lines away, confirmed, and nothing that was there before us", async () => {
  await start({ configuration: `${FOREIGN}\nset security ike gateway gw1 ike-policy p1` });
  const given = inputs({ ...GATEWAY });
  const state = await create(given);
  await remove(given, state);
  expect(fake.text()).toBe(`${FOREIGN}\nset security ike gateway gw1 ike-policy p1`);
  expect(fake.received.filter((name) => name.startsWith("commit")).slice(-2)).toEqual([
    "commit-confirmed",
    "commit",
  ]);
});

test("another box is configured from nothing and pinned anew", async () => {
  await start();
  const before = inputs({ ...GATEWAY });
  const state = await create(before);
  const port = fake.port;
  await pool.close();
  await fake.stop();
  fake = await FakeDevice.start({ configuration: FOREIGN, port });
  const same = update(before, state, inputs({ ...GATEWAY, "system host-name": "x" }));
  await expect(same).rejects.toThrow(/another host key than the pinned one/);
  const next = await update(before, state, inputs({ ...GATEWAY }, {}, { instance: "i-2" }));
  expect(next.hostKey).not.toBe(state.hostKey);
  expect(fake.text()).toContain("set security ike gateway gw1 ike-policy p1");
});

test("a box that was there, and died, has another one in its place once its new host key is given", async () => {
  await start();
  const there = { instance: undefined };
  const before = inputs({ ...GATEWAY }, {}, there);
  const state = await create(before);
  const { port } = fake;
  await pool.close();
  await fake.stop();
  const own = utils.generateKeyPairSync("ed25519");
  fake = await FakeDevice.start({ configuration: FOREIGN, port, hostKey: own.private });
  const changed = { ...GATEWAY, "system domain-name": "example.net" };
  const refused = update(before, state, inputs(changed, {}, there));
  await expect(refused).rejects.toThrow(/another host key than the pinned one/);
  expect(fake.text()).toBe(FOREIGN);
  const next = await update(before, state, inputs(changed, {}, { ...there, hostKey: own.public }));
  expect(next.hostKey).not.toBe(state.hostKey);
  expect(fake.text().split("\n").sort()).toEqual([
    "set security ike gateway gw1 external-interface ge-0/0/0.0",
    "set security ike gateway gw1 ike-policy p1",
    "set system domain-name example.net",
    FOREIGN,
  ]);
});

test("what the image of our own instance permits goes with the first commit; a device that existed keeps it", async () => {
  const permission = ["match source-address", "match destination-address", "match application"]
    .map((word) => `${word} any`)
    .concat("then permit")
    .map(
      (word) =>
        `set security policies from-zone trust to-zone untrust policy default-permit ${word}`,
    );
  await start({ configuration: [FOREIGN, ...permission].join("\n") });
  await create(inputs({ ...GATEWAY }, {}, { instance: undefined }));
  expect(fake.text()).toContain("default-permit");
  await create(inputs({ ...GATEWAY }, {}, { instance: "i-1" }));
  expect(fake.text()).not.toContain("default-permit");
  expect(fake.text()).toContain(FOREIGN);
});

describe("placeholders", () => {
  const keyed = {
    "routing-options static route \u27e8lan\u27e9 next-hop st0.0": "",
    "security ike gateway gw1 general-ikeid": "",
  };

  test("are filled in names and values before the device sees them", async () => {
    await start();
    const given = inputs(keyed, { placeholders: { lan: "10.1.21.0/24" } });
    const state = await create(given);
    expect(fake.text()).toContain("set routing-options static route 10.1.21.0/24 next-hop st0.0");
    const changed = inputs(keyed, { placeholders: { lan: "10.1.22.0/24" } });
    await update(given, state, changed);
    expect(fake.text()).toContain("route 10.1.22.0/24");
    expect(fake.text()).not.toContain("10.1.21.0");
  });

  test("without a value are refused in check", async () => {
    await start();
    const { failures } = await handler.check({
      ...context(TYPE, "srx1"),
      oldInputs: {},
      newInputs: inputs(keyed),
    });
    expect(failures).toEqual([
      { property: "configuration", reason: expect.stringContaining("lan") as unknown },
    ]);
  });
});

describe("check", () => {
  test("seals credentials and secret statements that came in clear", async () => {
    await start();
    const given = inputs(
      { ...GATEWAY, [PSK]: "clear" },
      {},
      { password: "clear", privateKey: "clear" },
    );
    const { inputs: sealed, failures } = await handler.check({
      ...context(TYPE, "srx1"),
      oldInputs: {},
      newInputs: given,
    });
    expect(failures ?? []).toEqual([]);
    expect(JSON.stringify(sealed)).not.toContain("clear");
  });

  test("says what is missing without naming a property that the engine would print", async () => {
    await start();
    const given = {
      name: "srx1",
      statements: {},
      connection: { user: "x", password: new Secret("canary") },
    };
    const { failures } = await handler.check({
      ...context(TYPE, "srx1"),
      oldInputs: {},
      newInputs: given,
    });
    expect(failures).toEqual([
      {
        property: "configuration",
        reason: "connection.host is missing; allowed: text that isn't empty [input-missing]",
      },
    ]);
  });
});

describe("preview", () => {
  test("of a create logs each line, without a device", async () => {
    await start();
    const request = context(TYPE, "srx1");
    const given = inputs(
      { ...GATEWAY, [PSK]: new Secret("canary"), "system host-name": UNKNOWN },
      {},
      { host: UNKNOWN },
    );
    const { state } = await handler.create({
      ...request,
      inputs: given,
      preview: true,
      timeoutSeconds: 0,
    });
    expect(state).toMatchObject({ hostKey: UNKNOWN, revision: UNKNOWN });
    expect(request.logged.join("\n")).toBe(
      [
        "info: srx1: statements to change: 4",
        "  + set security ike gateway gw1 ike-policy p1",
        "  + set security ike gateway gw1 external-interface ge-0/0/0.0",
        `  + set ${PSK} [secret]`,
        "  + set system host-name (known after apply)",
      ].join("\n"),
    );
    expect(fake.logins).toBe(0);
  });

  test("of an update logs what is added, changed and removed", async () => {
    await start();
    const request = context(TYPE, "srx1");
    const oldInputs = inputs({ ...GATEWAY, [PSK]: new Secret("old") });
    const newInputs = inputs({
      "security ike gateway gw1 ike-policy": "p2",
      [PSK]: new Secret("new"),
      "system host-name": "x",
    });
    const state = await handler.update({
      ...request,
      id: "srx1",
      oldInputs,
      oldState: { ...oldInputs, revision: "r" },
      newInputs,
      preview: true,
      timeoutSeconds: 0,
    });
    expect(state.revision).toBe(UNKNOWN);
    expect(request.logged.join("\n").split("\n").slice(1)).toEqual([
      "  ~ set security ike gateway gw1 ike-policy p2 (was p1)",
      `  ~ set ${PSK} [secret]`,
      "  + set system host-name x",
      "  - delete security ike gateway gw1 external-interface",
    ]);
    expect(fake.received).toEqual([]);
  });

  test("shows one change per statement, and a changed order only when nothing else explains it", async () => {
    await start();
    const olds = inputs({ a: "1", b: "2" }, { sequence: ["a", "b"] });
    const diff = async (news: PropertyMap): Promise<string[]> => {
      const { changes } = await handler.diff({
        ...context(TYPE, "srx1"),
        id: "srx1",
        oldInputs: olds,
        oldState: olds,
        newInputs: news,
      });
      return changes.map(({ path, kind }) => `${kind} ${path.join("/")}`);
    };
    expect(await diff(inputs({ a: "1", b: "2" }, { sequence: ["a", "b"] }))).toEqual([]);
    expect(await diff(inputs({ x: "0", a: "1", b: "3" }, { sequence: ["x", "a", "b"] }))).toEqual([
      "add statements/x",
      "update statements/b",
    ]);
    expect(await diff(inputs({ a: "1", b: "2" }, { sequence: ["b", "a"] }))).toEqual([
      "update sequence",
    ]);
  });
});

describe("refresh", () => {
  test("of a device as we left it finds nothing", async () => {
    await start();
    const given = inputs({ ...GATEWAY, [PSK]: new Secret("key") });
    const state = await create(given);
    const found = await read(given, state);
    expect(found?.inputs).toEqual(given);
  });

  test("of a device whose connection is secret as a whole is no import", async () => {
    await start();
    const plain = inputs({ ...GATEWAY });
    const given = { ...plain, connection: new Secret(plain.connection ?? null) };
    const state = await create(given);
    expect((await read(given, state))?.inputs).toEqual(given);
  });

  test("shows what drifted, and the next update repairs it", async () => {
    await start();
    const given = inputs({ ...GATEWAY, [PSK]: new Secret("key") });
    const state = await create(given);
    fake.active.applySet([
      "set security ike gateway gw1 ike-policy theirs",
      "delete security ike gateway gw1 external-interface",
      `set ${PSK} "${encode9("other")}"`,
    ]);
    fake.candidate = fake.active.clone();
    const found = await read(given, state);
    expect(found?.inputs.statements).toEqual({
      "security ike gateway gw1 ike-policy": "theirs",
      [PSK]: new Secret("other"),
    });
    await update(found?.inputs ?? {}, found?.state ?? {}, given);
    expect(fake.text()).toContain("set security ike gateway gw1 ike-policy p1");
    expect(fake.text()).toContain("set security ike gateway gw1 external-interface ge-0/0/0.0");
    expect(fake.text()).toContain(encode9("key"));
  });

  test("never takes foreign statements in, and lists them on request", async () => {
    await start();
    const given = inputs({ ...GATEWAY }, { settings: { showForeign: true } });
    const state = await create(given);
    const request = context(TYPE, "srx1");
    const found = await handler.read({ ...request, id: "srx1", inputs: given, state });
    expect(found?.inputs.statements).toEqual(GATEWAY);
    expect(request.logged.join("\n")).toContain("1 statements are not ours:\n  system host-name");
  });

  test("of a device that can't be reached fails within its bound and says how to go on", async () => {
    await start();
    const given = inputs({ ...GATEWAY });
    const state = await create(given);
    await pool.close();
    await fake.stop();
    await expect(read(given, state)).rejects.toThrow(
      /srx1 can't be read.*refused.*--refresh=false/s,
    );
    fake = await FakeDevice.start();
  });

  test("costs one exchange", async () => {
    await start();
    const given = inputs({ ...GATEWAY });
    await create(given);
    const before = fake.received.length;
    await read(given, {});
    expect(fake.received.slice(before)).toEqual(["get-system-information", "get-configuration"]);
  });
});

describe("import", () => {
  const LOGIN = "set system login user lab class super-user";

  test("takes an existing gateway over: all its statements but the protected ones, secrets as secrets", async () => {
    await start({ configuration: `${FOREIGN}\n${LOGIN}\nset ${PSK} "${encode9("theirs")}"` });
    const found = await read({}, {}, `srx1=lab@127.0.0.1:${fake.port}`);
    expect(found?.id).toBe("srx1");
    expect(found?.inputs.statements).toEqual({
      "system host-name": "fake",
      [PSK]: new Secret("theirs"),
    });
    const wants = inputs({ "system host-name": "fake" });
    const same = await handler.diff({
      ...context(TYPE, "srx1"),
      id: "srx1",
      oldInputs: found?.inputs ?? {},
      oldState: found?.state ?? {},
      newInputs: wants,
    });
    expect(same.changes).toEqual([]);
    const other = await handler.diff({
      ...context(TYPE, "srx1"),
      id: "srx1",
      oldInputs: found?.inputs ?? {},
      oldState: found?.state ?? {},
      newInputs: inputs({ "system host-name": "other" }),
    });
    expect(other.changes).toHaveLength(1);
    // After an import, what the program doesn't name stays foreign.
    await update(wants, found?.state ?? {}, inputs({ "system host-name": "other" }));
    expect(fake.text()).toContain(LOGIN);
    expect(fake.text()).toContain(encode9("theirs"));
  });

  test.each([
    ["none", "", "vsrx:hosts isn't set"],
    ["another one", "192.0.2.9", "192.0.2.9:22"],
    ["another port of that host", "127.0.0.1", "127.0.0.1:22"],
  ])("asks no host that the configuration doesn't name: %s", async (_, named, allowed) => {
    await start();
    importHosts = named;
    const refused = read({}, {}, `srx1=lab@127.0.0.1:${fake.port}`);
    await expect(refused).rejects.toThrow(allowed);
    await expect(refused).rejects.toThrow(
      `pulumi config set vsrx:hosts ${named === "" ? "" : `${allowed},`}127.0.0.1:${fake.port}`,
    );
    expect(fake.logins).toBe(0);
  });

  test("and a refresh takes nothing of what is meant for imports", async () => {
    await start();
    const { connection } = inputs({});
    const bare = { ...(connection as PropertyMap), password: undefined };
    const login = read(inputs({}, { connection: bare }), {}, "srx1");
    await expect(login).rejects.toThrow(/can't be read/);
    expect(fake.logins).toBe(0);
  });

  test("says how to write the id", async () => {
    await start();
    await expect(read({}, {}, "srx1")).rejects.toThrow(/srx1=admin@192\.0\.2\.10/);
  });
});

describe("a failure", () => {
  test("before the commit saves nothing and lists what was left undone", async () => {
    await start();
    fake.lockedBy = 99;
    await expect(create(inputs({ ...GATEWAY }))).rejects.toThrow(
      /Left undone: the configuration of srx1 \(2 statements\)/,
    );
  });

  test("after the commit, with the outcome unknown, keeps what is known for the next run", async () => {
    await start({ minute: 60_000 });
    const given = inputs(
      { ...GATEWAY },
      {
        settings: {
          readyTimeoutSeconds: 1,
          lockTimeoutSeconds: 1,
          commitTimeoutSeconds: 1,
          confirmMinutes: 1,
        },
      },
    );
    // The commit is taken, and then the device can't be reached any more.
    fake.fault = ({ operation }) => {
      if (operation !== "commit-confirmed") return undefined;
      fake.closed = () => true;
      return "cut-after";
    };
    const abort = new AbortController();
    const failure = handler
      .create({
        ...context(TYPE, "srx1", abort.signal),
        inputs: given,
        preview: false,
        timeoutSeconds: 0,
      })
      .catch((error: unknown) => error);
    const error = await failure;
    expect(error).toBeInstanceOf(PartialFailure);
    const partial = error as PartialFailure;
    expect(partial.id).toBe("srx1");
    expect(partial.state).toMatchObject({ statements: GATEWAY, uncertain: true });
    expect(partial.message).toContain("may be on its old or on the new configuration");
    fake.fault = () => undefined;
    fake.closed = () => false;
    fake.powerCycle();
    const state = await update(partial.state, partial.state, given);
    expect(state.uncertain).toBeUndefined();
    expect(fake.text()).toContain("set security ike gateway gw1 ike-policy p1");
  }, 20_000);
});

test("several devices at once: one that fails doesn't stop the others", async () => {
  await start();
  const others = await Promise.all([FakeDevice.start(), FakeDevice.start(), FakeDevice.start()]);
  const [broken] = others;
  if (broken !== undefined) broken.lockedBy = 99;
  const outcomes = await Promise.allSettled(
    others.map((device) => create(configurationInputs(device.port, { ...GATEWAY }))),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  await pool.close();
  await Promise.all(others.map((device) => device.stop()));
});
