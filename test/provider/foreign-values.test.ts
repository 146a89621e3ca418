// Several hands on one box: what somebody else has set is told before it is replaced, and a mark says whose a statement is.
import { DevicePool } from "../../lib/device";
import { ConfigurationHandler } from "../../lib/provider/configuration";
import { PartialFailure, type PropertyMap } from "../../lib/rpc";
import { FakeDevice } from "../device/fake-device";
import { configurationInputs, context, type Recorded, type Stored, upTo } from "./harness";

const TYPE = "vsrx:index:Configuration";
const FOREIGN = ["set system host-name fake", "set system time-zone GMT"];
const ZONE = { "system time-zone": "UTC" };

let fake: FakeDevice;
let pool: DevicePool;

beforeEach(async () => {
  fake = await FakeDevice.start({ configuration: FOREIGN.join("\n") });
  pool = new DevicePool();
});

afterEach(async () => {
  await pool.close();
  await fake.stop();
});

/** One resource of a stack. Every call is a provider process of its own. */
class Resource {
  private stored: Stored | undefined;
  readonly context: Recorded;

  constructor(name: string, stack = "dev") {
    const urn = `urn:pulumi:${stack}::proj::${TYPE}::${name}`;
    this.context = { ...context(TYPE, name), urn };
  }

  async up(statements: PropertyMap, more: PropertyMap = {}): Promise<void> {
    const box = { instance: undefined };
    const inputs = configurationInputs(fake.port, statements, more, box);
    const handler = new ConfigurationHandler(pool);
    const { context, stored } = this;
    this.stored = await upTo(inputs, { handler, context, id: "box", stored });
  }

  async down(): Promise<void> {
    if (this.stored === undefined) return;
    const request = { ...this.context, timeoutSeconds: 0, id: "box", ...this.stored };
    await new ConfigurationHandler(pool).delete(request);
  }
}

const lines = (): readonly string[] => [...fake.active.toSet()].sort();
const marks = (): readonly string[] => lines().filter((line) => line.includes("apply-macro"));
const settings = (more: PropertyMap): PropertyMap => ({
  settings: { readyTimeoutSeconds: 2, lockTimeoutSeconds: 1, confirmMinutes: 1, ...more },
});

describe("a value of somebody else", () => {
  test("stops the update, and the device keeps it", async () => {
    const resource = new Resource("box");
    await expect(resource.up(ZONE)).rejects.toThrow(
      /Set by somebody else[^]*set system time-zone GMT[^]*takeOver: true/,
    );
    expect(lines()).toEqual(FOREIGN);
  });

  test("stops an update that comes to want it later", async () => {
    const resource = new Resource("box");
    await resource.up({ "system domain-name": "a.example" });
    await expect(resource.up(ZONE)).rejects.toThrow("Set by somebody else");
  });

  test("is replaced and told with takeOver", async () => {
    const resource = new Resource("box");
    await resource.up(ZONE, settings({ takeOver: true }));
    expect(lines()).toContain("set system time-zone UTC");
    expect(resource.context.logged.join("\n")).toMatch(
      /warning: .*replaced, though somebody else has set them:\n {2}set system time-zone GMT/,
    );
  });

  test("that is a change of ours by hand never blocks, and is told", async () => {
    const resource = new Resource("box");
    await resource.up({ "system domain-name": "a.example" });
    fake.active.applySet(["set system domain-name by.hand"]);
    fake.candidate = fake.active.clone();
    await resource.up({ "system domain-name": "b.example" });
    expect(lines()).toContain("set system domain-name b.example");
    expect(resource.context.logged.join("\n")).toContain("set system domain-name by.hand");
  });
});

describe("a mark", () => {
  const WANTED = { "system domain-name": "a.example", "system location building": "A" };
  const marked = { mark: true };

  test("goes with what it is about", async () => {
    const resource = new Resource("box");
    await resource.up(WANTED, marked);
    expect(marks()).toEqual([
      expect.stringMatching(/^set apply-macro vsrx:proj\/dev box\/1 "[0-9a-f]{8} [0-9a-f]{8}"$/),
    ]);
    await resource.up({ "system domain-name": "a.example" }, marked);
    expect(marks()).toHaveLength(1);
    await resource.down();
    expect(lines()).toEqual(FOREIGN);
  });

  test("makes another stack that wants the same meet an error that names the first one", async () => {
    await new Resource("box").up(WANTED, marked);
    const before = lines();
    await expect(new Resource("box", "other").up(WANTED)).rejects.toThrow(
      "system domain-name (of the stack proj/dev)",
    );
    expect(lines()).toEqual(before);
  });

  test("of a resource that got another name keeps what is ours ours", async () => {
    const old = new Resource("old");
    await old.up(WANTED, marked);
    // The engine creates first; here another process deletes, which knows of no claim.
    const renamed = new Resource("new");
    await renamed.up(WANTED, marked);
    await renamed.down();
    await old.down();
    expect(lines()).toEqual(FOREIGN);
  });
});

test("what a device took and doesn't have is an error, and what is wanted still differs", async () => {
  const resource = new Resource("box");
  fake.wrap = (operation, answer) => {
    if (operation === "commit-confirmed") {
      fake.active.applySet(["delete system domain-name"]);
      fake.candidate = fake.active.clone();
    }
    return answer;
  };
  const wanted = { "system domain-name": "a.example", "system location building": "A" };
  const failure = await resource.up(wanted).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PartialFailure);
  expect(String(failure)).toMatch(/has not all of it:\n {2}system domain-name/);
  const { state } = failure as PartialFailure;
  const inputs = configurationInputs(fake.port, wanted);
  const handler = new ConfigurationHandler(pool);
  const request = { ...resource.context, id: "box", oldInputs: inputs, newInputs: inputs };
  expect((await handler.diff({ ...request, oldState: state })).update).toBe(true);
});
