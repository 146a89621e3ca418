// The management key of an instance of ours changes by commits: the new one is proven before the former one goes, and no way in is ever lost.
import { newKeyPair } from "../../lib/key-pair";
import { DevicePool } from "../../lib/device";
import { BootKeyHandler } from "../../lib/provider/boot-key";
import { ConfigurationHandler } from "../../lib/provider/configuration";
import { type PropertyMap, Secret, UNKNOWN } from "../../lib/rpc";
import { startAgent, type TestAgent } from "../device/agent";
import { FakeDevice } from "../device/fake-device";
import { configurationInputs, context, type Recorded, type Stored, upTo } from "./harness";

const TYPE = "vsrx:index:Configuration";
const [BOOT, FIRST, SECOND] = ["boot", "first", "second"].map((name) => newKeyPair(name)) as [
  Pair,
  Pair,
  Pair,
];
type Pair = ReturnType<typeof newKeyPair>;
const ZONE = { "system time-zone": "UTC" };

const keyLines = (key: string): readonly string[] => [
  `set system login user lab authentication ssh-ed25519 "${key}"`,
  `set system root-authentication ssh-ed25519 "${key}"`,
];

let fake: FakeDevice;
let pool: DevicePool;

beforeEach(async () => {
  fake = await FakeDevice.start({
    keysOfUsers: true,
    minute: 1000,
    configuration: [...keyLines(BOOT.public), "set system login user lab class super-user"].join(
      "\n",
    ),
  });
  pool = new DevicePool();
});

afterEach(async () => {
  await pool.close();
  await fake.stop();
});

const logins = (): readonly string[] =>
  fake.active
    .toSet()
    .filter((line) => line.includes("authentication"))
    .sort();

const inputsWith = (key: Pair, privateKey = key.private, more: PropertyMap = {}): PropertyMap =>
  configurationInputs(
    fake.port,
    ZONE,
    {
      login: {
        publicKey: key.public,
        bootPublicKey: BOOT.public,
        bootPrivateKey: new Secret(BOOT.private),
      },
      ...more,
    },
    { password: undefined, privateKey: new Secret(privateKey) },
  );

/** The resource in a stack's state. Every call is a provider process of its own. */
class Resource {
  stored: Stored | undefined;
  readonly context: Recorded = context(TYPE, "srx1");

  async up(inputs: PropertyMap): Promise<void> {
    await pool.close();
    pool = new DevicePool();
    const handler = new ConfigurationHandler(pool, undefined, 1000);
    const { context, stored } = this;
    this.stored = await upTo(inputs, { handler, context, id: "srx1", stored });
  }
}

test("with the key that an instance booted with, nothing is asked or committed for it", async () => {
  const resource = new Resource();
  await resource.up(inputsWith(BOOT));
  expect(logins()).toEqual(keyLines(BOOT.public));
  expect(fake.received.filter((each) => each === "commit-confirmed")).toHaveLength(1);
});

test("an instance that is replaced after the key changed boots with the first one, and gets the newest", async () => {
  const resource = new Resource();
  await resource.up(inputsWith(FIRST));
  expect(logins()).toEqual(keyLines(FIRST.public));
  expect(fake.active.toSet()).toContain("set system time-zone UTC");
});

test("another key takes the former one's place, and the way back does too", async () => {
  const resource = new Resource();
  for (const key of [BOOT, FIRST, SECOND, BOOT]) {
    await resource.up(inputsWith(key));
    expect(logins()).toEqual(keyLines(key.public));
    const commits = fake.log.length;
    await resource.up(inputsWith(key));
    expect(fake.log.length).toBe(commits);
  }
});

test("a state that says nothing of keys is one of the boot key: no change, and another key is one", async () => {
  const resource = new Resource();
  await resource.up(inputsWith(BOOT));
  const { inputs = {}, state = {} } = resource.stored ?? {};
  const before = { ...inputs, login: undefined };
  const handler = new ConfigurationHandler(pool);
  const changed = async (newInputs: PropertyMap): Promise<boolean> => {
    const request = { ...resource.context, id: "srx1", oldInputs: before, oldState: state };
    const { changes } = await handler.diff({ ...request, newInputs });
    return changes.some(({ path }) => path[0] === "login");
  };
  expect(await changed(inputsWith(BOOT))).toBe(false);
  expect(await changed(inputsWith(FIRST))).toBe(true);
  expect(await changed({ ...inputsWith(BOOT), login: { publicKey: UNKNOWN } })).toBe(true);
  resource.stored = { inputs: before, state };
  await resource.up(inputsWith(FIRST));
  expect(logins()).toEqual(keyLines(FIRST.public));
});

test("a private key that belongs to another public key locks nobody out, and is told", async () => {
  const resource = new Resource();
  await resource.up(inputsWith(BOOT));
  const wrong = resource.up(inputsWith(FIRST, SECOND.private));
  await expect(wrong).rejects.toThrow(/management\.privateKey does not open it/);
  await expect(wrong).rejects.not.toThrow(/BEGIN/);
  expect(logins()).toEqual([...keyLines(BOOT.public), ...keyLines(FIRST.public)].sort());
  await resource.up(inputsWith(FIRST));
  expect(logins()).toEqual(keyLines(FIRST.public));
});

test.each(["lock", "load-configuration", "commit-confirmed", "commit"])(
  "the connection is cut at %s of each commit: the next run ends with the new key alone",
  async (operation) => {
    const resource = new Resource();
    await resource.up(inputsWith(BOOT));
    for (const nth of [1, 2]) {
      let seen = 0;
      fake.fault = (message) => {
        if (message.operation !== operation) return undefined;
        seen += 1;
        return seen >= nth ? "cut-after" : undefined;
      };
      await resource.up(inputsWith(FIRST)).catch(() => undefined);
      fake.fault = () => undefined;
      await resource.up(inputsWith(FIRST));
      expect(logins()).toEqual(keyLines(FIRST.public));
      await resource.up(inputsWith(BOOT));
    }
  },
  60_000,
);

test("a former key that the program gives to somebody stays", async () => {
  const resource = new Resource();
  await resource.up(inputsWith(BOOT));
  const statement = `system login user lab authentication ssh-ed25519 "${BOOT.public}"`;
  await resource.up(inputsWith(FIRST, FIRST.private, { statements: { ...ZONE, [statement]: "" } }));
  expect(logins()).toContain(`set ${statement}`);
  expect(logins()).toContain(keyLines(FIRST.public)[0]);
});

test("a former key goes as a whole, with the options that somebody gave it", async () => {
  await fake.stop();
  const [key = "", root = ""] = keyLines(BOOT.public);
  fake = await FakeDevice.start({
    keysOfUsers: true,
    minute: 1000,
    configuration: [
      `${key} from 10.0.0.0/8`,
      `${key} key-options no-pty`,
      root,
      "set system login user lab class super-user",
    ].join("\n"),
  });
  const resource = new Resource();
  await resource.up(inputsWith(FIRST));
  expect(logins()).toEqual(keyLines(FIRST.public));
});

describe("where the private key is an agent's", () => {
  const keyOfStack = async (name = "site"): Promise<PropertyMap> => {
    const common = { ...context("vsrx:index:BootKey", name), timeoutSeconds: 0 };
    const inputs = { publicKey: FIRST.public };
    return (await new BootKeyHandler().create({ ...common, inputs, preview: false })).state;
  };

  test("the stack makes a pair of its own, unknown in a preview, and keeps it", async () => {
    const handler = new BootKeyHandler();
    const common = { ...context("vsrx:index:BootKey", "site"), timeoutSeconds: 0 };
    const inputs = { publicKey: FIRST.public };
    const preview = await handler.create({ ...common, inputs, preview: true });
    expect(preview.state).toMatchObject({
      bootPublicKey: UNKNOWN,
      bootPrivateKey: UNKNOWN,
      firstPublicKey: FIRST.public,
    });
    const [one, other] = [await keyOfStack(), await keyOfStack()];
    expect(one.bootPublicKey).toMatch(/^ssh-ed25519 /);
    expect(one.bootPublicKey).not.toBe(other.bootPublicKey);
    expect(one.bootPrivateKey).toBeInstanceOf(Secret);
    const request = { ...common, id: "site", oldInputs: inputs, oldState: one, preview: false };
    const newInputs = { publicKey: SECOND.public };
    expect(await handler.update({ ...request, newInputs })).toEqual({ ...one, ...newInputs });
  });

  describe("its instances", () => {
    const before = process.env.SSH_AUTH_SOCK;
    let agent: TestAgent;
    let login: PropertyMap;

    const instance = async (): Promise<void> => {
      await fake.stop();
      const user = "set system login user lab class super-user";
      const configuration = [...keyLines(login.bootPublicKey as string), user].join("\n");
      fake = await FakeDevice.start({ keysOfUsers: true, minute: 1000, configuration });
    };
    const inputs = (key: Pair): PropertyMap =>
      configurationInputs(
        fake.port,
        ZONE,
        { login: { ...login, publicKey: key.public } },
        { password: undefined, agent: true },
      );

    beforeEach(async () => {
      const { bootPublicKey = "", bootPrivateKey = "" } = await keyOfStack();
      login = { bootPublicKey, bootPrivateKey };
      agent = await startAgent();
      process.env.SSH_AUTH_SOCK = agent.socket;
      await instance();
    });

    afterEach(() => {
      agent.stop();
      if (before === undefined) delete process.env.SSH_AUTH_SOCK;
      else process.env.SSH_AUTH_SOCK = before;
    });

    test("made before and after it changed need the newest key alone", async () => {
      const resource = new Resource();
      agent.hold(FIRST.private);
      await resource.up(inputs(FIRST));
      expect(logins()).toEqual(keyLines(FIRST.public));
      agent.hold(FIRST.private, SECOND.private);
      await resource.up(inputs(SECOND));
      expect(logins()).toEqual(keyLines(SECOND.public));
      await instance();
      agent.hold(SECOND.private);
      await new Resource().up(inputs(SECOND));
      expect(logins()).toEqual(keyLines(SECOND.public));
    });

    test("keep their way in while the agent lacks the key, and say so", async () => {
      agent.hold(FIRST.private);
      const lacking = new Resource().up(inputs(SECOND));
      await expect(lacking).rejects.toThrow(/the SSH agent does not open it.*to the agent/s);
      agent.hold(SECOND.private);
      await new Resource().up(inputs(SECOND));
      expect(logins()).toEqual(keyLines(SECOND.public));
    });
  });
});

test("the boot's private key is sealed wherever a check passes it on", async () => {
  const login = { publicKey: "k", bootPublicKey: "b", bootPrivateKey: BOOT.private };
  const handler = new ConfigurationHandler(pool);
  const request = { ...context(TYPE, "srx1"), oldInputs: {} };
  const { inputs } = await handler.check({ ...request, newInputs: { ...inputsWith(BOOT), login } });
  expect(inputs?.login).toMatchObject({ bootPrivateKey: new Secret(BOOT.private) });
  const key = await new BootKeyHandler().check({ ...request, newInputs: { privateKey: "p" } });
  expect(key.inputs).toEqual({ privateKey: new Secret("p") });
});

test("a boot key stays the first one that was given, in previews and updates", async () => {
  const handler = new BootKeyHandler();
  const common = { ...context("vsrx:index:BootKey", "site"), timeoutSeconds: 0 };
  const pair = ({ public: publicKey, private: secret }: Pair): PropertyMap => ({
    publicKey,
    privateKey: new Secret(secret),
  });
  const first = pair(FIRST);
  const created = await handler.create({ ...common, inputs: first, preview: true });
  expect(created.state).toMatchObject({ bootPublicKey: FIRST.public });
  const request = { ...common, id: "site", oldInputs: first, newInputs: pair(SECOND) };
  const { changes } = await handler.diff({ ...request, oldState: created.state });
  expect(changes.map(({ kind }) => kind)).toEqual(["update", "update"]);
  const updated = await handler.update({ ...request, oldState: created.state, preview: false });
  expect(updated).toEqual({
    ...pair(SECOND),
    bootPublicKey: FIRST.public,
    bootPrivateKey: new Secret(FIRST.private),
    firstPublicKey: FIRST.public,
  });
  // A state of an earlier version: an update writes down what it lacks, and the same as before then.
  const earlier = { ...created.state, firstPublicKey: undefined };
  const same = { ...request, newInputs: first, oldState: earlier, preview: true };
  const late = await handler.diff(same);
  expect(late.changes.map(({ path }) => path)).toEqual([["firstPublicKey"]]);
  expect(await handler.update(same)).toEqual(created.state);
  expect((await handler.diff({ ...same, oldState: created.state })).changes).toEqual([]);
});
