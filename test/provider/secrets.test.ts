// Secrets of a configuration's inputs: whatever came as one, or is one, is in no state, log, preview or error in clear.

import { DevicePool } from "../../lib/device";
import { encode9 } from "../../lib/junos";
import { ConfigurationHandler } from "../../lib/provider/configuration";
import { PartialFailure, type PropertyMap, Secret } from "../../lib/rpc";
import { FakeDevice } from "../device/fake-device";
import { configurationInputs, context, type Recorded } from "./harness";

const TYPE = "vsrx:index:Configuration";
const CANARY = "CANARY-7f3a";
const PSK = "security ike policy p pre-shared-key ascii-text";

let fake: FakeDevice;
let handler: ConfigurationHandler;
let pool: DevicePool;

async function start(configuration = "set system host-name old"): Promise<void> {
  fake = await FakeDevice.start({ configuration, minute: 500 });
  pool = new DevicePool();
  const hosts = `127.0.0.1:${fake.port}`;
  const defaults = { password: new Secret("lab123"), acceptFirstHostKey: true, hosts };
  handler = new ConfigurationHandler(pool, () => defaults, 500);
}

afterEach(async () => {
  await pool.close();
  await fake.stop();
});

const inputs = (statements: PropertyMap, more: PropertyMap = {}): PropertyMap =>
  configurationInputs(fake.port, statements, more);

/** What the engine would write into a state file in clear: everything but the inside of secrets. */
function inClear(map: PropertyMap): string {
  const hide = (value: unknown): unknown =>
    value instanceof Secret
      ? "hidden"
      : Array.isArray(value)
        ? value.map(hide)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item)]))
          : value;
  return JSON.stringify(hide(map));
}

async function checked(newInputs: PropertyMap): Promise<PropertyMap> {
  const { inputs: out, failures } = await handler.check({
    ...context(TYPE, "srx1"),
    oldInputs: {},
    newInputs,
  });
  expect(failures ?? []).toEqual([]);
  if (out === undefined) throw new Error("no inputs");
  return out;
}

async function create(given: PropertyMap, recorded = context(TYPE, "srx1"), preview = false) {
  return await handler.create({ ...recorded, inputs: given, preview, timeoutSeconds: 0 });
}

/** Ways in which a secret can be given. */
const GIVEN: readonly (readonly [string, PropertyMap, PropertyMap])[] = [
  ["a key of a policy", { [PSK]: CANARY }, {}],
  [
    "a key that the layer of all models knows",
    { "system radius-server 10.0.0.1 secret": CANARY },
    {},
  ],
  ["a key outside every model", { "wlan access-point a access-point-options psk": CANARY }, {}],
  ["a name that is a password", { [`snmp community ${CANARY} authorization`]: "read-only" }, {}],
  [
    "a secret of the program in a statement that hides nothing",
    { "system host-name": new Secret(CANARY) },
    {},
  ],
  ["a secret of the program outside every model", { "some thing": new Secret(CANARY) }, {}],
  [
    "a secret placeholder in a name",
    { "security ike gateway g dynamic hostname \u27e8a\u27e9": "" },
    { placeholders: { a: new Secret(CANARY) } },
  ],
  ["a raw line", {}, { raw: [`set ${PSK} ${CANARY}`] }],
  ["a raw line that is a name", {}, { raw: [`set snmp community ${CANARY}`] }],
  [
    "a raw line with a hash",
    {},
    { raw: [`set system login user u authentication encrypted-password "$6$${CANARY}"`] },
  ],
  ["a raw line that came as a secret", {}, { raw: [new Secret(`set some thing ${CANARY}`)] }],
  ["all of the statements as one secret", {}, { statements: new Secret({ [PSK]: CANARY }) }],
  ["a brackets-lover's key", { [PSK]: new Secret(`ab\u27e8${CANARY}\u27e9c`) }, {}],
];

/** What of the secret stands around the canary. */
const AROUND: Readonly<Record<string, { readonly before?: string; readonly after?: string }>> = {
  "a raw line with a hash": { before: "$6$" },
  "a brackets-lover's key": { before: "ab\u27e8", after: "\u27e9c" },
};

describe.each(GIVEN)("%s", (name, statements, more) => {
  test("is in no state, preview, log or error in clear, and reaches the device", async () => {
    await start();
    const given = await checked({ ...inputs(statements), ...more });
    const preview = context(TYPE, "srx1");
    await create(given, preview, true);
    const said: Recorded = context(TYPE, "srx1");
    const { state } = await create(given, said);
    expect(fake.text().replaceAll(/\$9\$\S+/g, encode9(CANARY))).toMatch(
      new RegExp(`${CANARY}|\\$9\\$`),
    );
    expect([...preview.logged, ...said.logged].join("\n")).not.toContain(CANARY);
    expect(preview.logged.join("\n")).toContain("[secret]");
    expect(inClear(given) + inClear(state)).not.toContain(CANARY);
  });

  test.each(["load", "check"])("is in no error of a %s that failed", async (step) => {
    await start();
    const given = await checked({ ...inputs(statements), ...more });
    const { before = "", after = "" } = AROUND[name] ?? {};
    const sent = `${before}${CANARY}${after}`;
    const complaint =
      `<rpc-error><error-severity>error</error-severity><error-message>bad value ${sent}, near ${sent.slice(0, 9)}</error-message>` +
      `<error-info><bad-element>${sent}</bad-element></error-info></rpc-error>`;
    if (step === "check") fake.checkErrors = complaint;
    else
      fake.answerOf = (operation) =>
        operation === "load-configuration"
          ? `<load-configuration-results>${complaint}<load-error-count>1</load-error-count></load-configuration-results>`
          : undefined;
    const said = context(TYPE, "srx1");
    const error = await create(given, said).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error).toBeInstanceOf(Error);
    const reasons = error instanceof PartialFailure ? error.reasons.join() : "";
    expect(`${error?.message} ${error?.stack} ${reasons} ${said.logged.join()}`).not.toContain(
      CANARY.slice(0, 9),
    );
  });
});

const DEVICE = [
  "set system host-name old",
  `set system radius-server 10.0.0.1 secret "${encode9(CANARY)}"`,
  `set system ntp authentication-key 1 value "${encode9(CANARY)}"`,
  `set ${PSK} "${encode9(CANARY)}"`,
  `set snmp community ${CANARY} authorization read-only`,
  `set interfaces pp0 unit 0 ppp-options chap default-chap-secret "${encode9(CANARY)}"`,
  `set system novelty ${CANARY} of a later release`,
].join("\n");

test("an import seals what is secret, and what no model knows", async () => {
  await start(DEVICE);
  const said = context(TYPE, "srx1");
  const id = `srx1=lab@127.0.0.1:${fake.port}`;
  const found = await handler.read({ ...said, id, inputs: {}, state: {} });
  if (found === undefined) throw new Error("nothing was read");
  const shown = inClear(found.inputs) + inClear(found.state) + said.logged.join();
  expect(shown).not.toContain(CANARY);
  expect(shown).not.toContain("$9$");
  expect(found.inputs.statements).toMatchObject({ "system host-name": "old" });
  // Whoever takes these inputs over as they are changes nothing.
  const same = await checked({ ...found.inputs, imported: undefined });
  await handler.create({
    ...context(TYPE, "srx1"),
    inputs: same,
    preview: false,
    timeoutSeconds: 0,
  });
  expect(fake.received.filter((name) => name.startsWith("commit-"))).toEqual([]);
});

test("statements that are not ours are listed without their secrets", async () => {
  await start(DEVICE);
  const said = context(TYPE, "srx1");
  const settings = {
    showForeign: true,
    readyTimeoutSeconds: 2,
    lockTimeoutSeconds: 1,
    confirmMinutes: 1,
  };
  await create(inputs({ "system host-name": "new" }, { settings }), said);
  const log = said.logged.join("\n");
  expect(log).toContain("system radius-server 10.0.0.1 secret");
  expect(log).toContain("system [secret]");
  expect(log).not.toContain(CANARY);
  expect(log).not.toContain("$9$");
});

describe("a raw line has the rights of a typed statement", () => {
  const LINES = [`set ${PSK} ${CANARY}`, "set system login message hello"];

  test("drift of it is found, and the next update sets it again", async () => {
    await start();
    const given = await checked(inputs({}, { raw: LINES }));
    const { state } = await create(given);
    fake.active.applySet(["set system login message drift", `set ${PSK} other`]);
    fake.candidate = fake.active.clone();
    const read = await handler.read({ ...context(TYPE, "srx1"), id: "srx1", inputs: given, state });
    if (read === undefined) throw new Error("nothing was read");
    expect(inClear(read.inputs)).not.toContain("other");
    const { changes } = await handler.diff({
      ...context(TYPE, "srx1"),
      id: "srx1",
      oldInputs: read.inputs,
      oldState: read.state,
      newInputs: given,
    });
    expect(changes.map(({ path, kind }) => [...path, kind])).toEqual([
      ["raw", 0, "add"],
      ["raw", 1, "add"],
      ["raw", 0, "delete"],
      ["raw", 1, "delete"],
    ]);
    await handler.update({
      ...context(TYPE, "srx1"),
      id: "srx1",
      oldInputs: read.inputs,
      oldState: read.state,
      newInputs: given,
      preview: false,
      timeoutSeconds: 0,
    });
    expect(fake.text()).toContain("set system login message hello");
    expect(fake.text()).toContain(encode9(CANARY));
  });

  test("it is shown in previews, and goes when the program doesn't say it any more", async () => {
    await start();
    const given = await checked(inputs({}, { raw: LINES }));
    const said = context(TYPE, "srx1");
    await create(given, said, true);
    expect(said.logged.join("\n")).toContain("+ set system login message hello");
    const { state } = await create(given);
    const news = await checked(inputs({}, { raw: LINES.slice(0, 1) }));
    await handler.update({
      ...context(TYPE, "srx1"),
      id: "srx1",
      oldInputs: given,
      oldState: state,
      newInputs: news,
      preview: false,
      timeoutSeconds: 0,
    });
    expect(fake.text()).not.toContain("login message");
  });

  test.each([
    ["no statement", ['set system host-name "a'], /raw\[0\] is not a Junos statement/],
    ["another command", ["delete system host-name"], /raw\[0\] begins with "delete"/],
    ["nothing", [""], /raw\[0\] is empty/],
  ])("%s is refused by its place", async (_name, raw, message) => {
    await start();
    const { failures } = await handler.check({
      ...context(TYPE, "srx1"),
      oldInputs: {},
      newInputs: inputs({}, { raw }),
    });
    expect(failures?.map(({ reason }) => reason).join()).toMatch(message);
  });

  test("what it and a typed statement say differently is refused", async () => {
    await start();
    const { failures } = await handler.check({
      ...context(TYPE, "srx1"),
      oldInputs: {},
      newInputs: inputs({ "system host-name": "a" }, { raw: ["set system host-name b"] }),
    });
    expect(failures?.[0]?.reason).toMatch(/system host-name is given twice/);
  });
});
