// The provider under the real engine: what a person sees in previews, refreshes, imports and replacements, and
// what nobody may ever see.

import { execFileSync } from "node:child_process";
import { secret } from "@pulumi/pulumi";
import { encode9 } from "../../../lib/junos";
import { Configuration, type ConfigurationArgs } from "../../../lib/stack/resources";
import { FakeDevice } from "../../device/fake-device";
import { Engine } from "./engine";

jest.setTimeout(120_000);

const FOREIGN = "set system host-name fake";
const PSK = "security ike policy p1 pre-shared-key ascii-text";
const POLICY = "security ike gateway gw1 ike-policy";

let fake: FakeDevice;
let engine: Engine;

beforeEach(async () => {
  fake = await FakeDevice.start({ configuration: FOREIGN });
  engine = await Engine.start({
    "vsrx:password": { value: "lab123", secret: true },
    "vsrx:acceptFirstHostKey": { value: "true" },
    "vsrx:hosts": { value: `127.0.0.1:${fake.port}` },
  });
});

afterEach(async () => {
  engine.stop();
  await fake.stop();
});

type Statements = Record<string, string>;

/** A program with one device. */
function program(
  statements: Statements,
  more: {
    readonly key?: string;
    readonly instance?: string;
    readonly password?: string;
    readonly options?: object;
    readonly args?: Partial<ConfigurationArgs>;
  } = {},
): () => object {
  return () => {
    const resource = new Configuration(
      "srx1",
      {
        name: "srx1",
        connection: {
          host: "127.0.0.1",
          port: fake.port,
          user: "lab",
          password: secret(more.password ?? "lab123"),
          acceptFirstHostKey: true,
          instance: more.instance ?? "i-1",
        },
        statements: {
          ...statements,
          ...(more.key === undefined ? {} : { [PSK]: secret(more.key) }),
        },
        settings: {
          readyTimeoutSeconds: 5,
          lockTimeoutSeconds: 1,
          commitTimeoutSeconds: 5,
          confirmMinutes: 1,
        },
        ...more.args,
      },
      more.options,
    );
    return { revision: resource.revision };
  };
}

test("preview --diff shows the changed statements one by one, plain preview logs them", async () => {
  await engine.run(
    "up",
    program({ [POLICY]: "p1", "system domain-name": "a.example" }, { key: "first" }),
  );
  const next = program(
    { [POLICY]: "p2", "system domain-name": "a.example", "system time-zone": "UTC" },
    { key: "second" },
  );
  const diff = (await engine.run("preview", next, { diff: true })).text;
  expect(diff).toMatch(/~ security ike gateway gw1 ike-policy\s*: "p1" => "p2"/);
  expect(diff).toMatch(/\+ system time-zone\s*: "UTC"/);
  expect(diff).toMatch(
    /~ security ike policy p1 pre-shared-key ascii-text\s*: \[secret\] => \[secret\]/,
  );
  expect(diff).not.toContain("a.example");
  const plain = (await engine.run("preview", next)).text;
  expect(plain).toContain("~ set security ike gateway gw1 ike-policy p2 (was p1)");
  expect(plain).toContain("+ set system time-zone UTC");
  expect(plain).toContain(`~ set ${PSK} [secret]`);
});

test("a second up changes nothing, and a preview works with the device gone", async () => {
  await engine.run("up", program({ [POLICY]: "p1" }));
  const messages = fake.received.length;
  expect((await engine.run("up", program({ [POLICY]: "p1" }))).text).toContain("2 unchanged");
  expect(fake.received).toHaveLength(messages);
  fake.closed = () => true;
  const { text, error } = await engine.run("preview", program({ [POLICY]: "p9" }), { diff: true });
  expect(error).toBeUndefined();
  expect(text).toContain('"p1" => "p9"');
});

test("refresh finds drift and shows the statements, the next up repairs it", async () => {
  await engine.run("up", program({ [POLICY]: "p1" }, { key: "first" }));
  fake.active.applySet([
    `set ${POLICY} theirs`,
    `set ${PSK} "${encode9("theirs")}"`,
    "set system domain-name foreign.example",
  ]);
  fake.candidate = fake.active.clone();
  const refreshed = await engine.run("refresh", program({ [POLICY]: "p1" }, { key: "first" }));
  expect(refreshed.text).toContain("1 updated");
  const diff = (
    await engine.run("preview", program({ [POLICY]: "p1" }, { key: "first" }), { diff: true })
  ).text;
  expect(diff).toMatch(/~ security ike gateway gw1 ike-policy\s*: "theirs" => "p1"/);
  await engine.run("up", program({ [POLICY]: "p1" }, { key: "first" }));
  expect(fake.text()).toContain(`set ${POLICY} p1`);
  expect(fake.text()).toContain(encode9("first"));
  expect(fake.text()).toContain("foreign.example");
});

test("refresh of a device that is away fails with a word about it, and up goes on without", async () => {
  await engine.run("up", program({ [POLICY]: "p1" }));
  fake.closed = () => true;
  const { text, error } = await engine.run("refresh", program({ [POLICY]: "p1" }));
  expect(error).toBeDefined();
  expect(text).toContain("srx1 can't be read");
  expect(text).toContain("--refresh=false");
});

test("import takes a device over: what agrees is left, what differs is set, the rest stays foreign", async () => {
  const theirs = "set system domain-name theirs.example";
  fake.active.applySet([`set ${POLICY} p1`, theirs]);
  fake.candidate = fake.active.clone();
  const options = { import: `srx1=lab@127.0.0.1:${fake.port}` };
  const same = await engine.run("up", program({ [POLICY]: "p1" }, { options }));
  expect(same.error).toBeUndefined();
  expect(same.text).toContain("1 imported");
  expect(fake.received).not.toContain("load-configuration");
  await engine.run("up", program({ [POLICY]: "p2" }));
  expect(fake.text().split("\n").sort()).toEqual([`set ${POLICY} p2`, theirs, FOREIGN]);
});

test("import of a device that differs sets what the program wants, and nothing else goes", async () => {
  const theirs = "set system domain-name theirs.example";
  fake.active.applySet([`set ${POLICY} p1`, theirs]);
  fake.candidate = fake.active.clone();
  const options = { import: `srx1=lab@127.0.0.1:${fake.port}` };
  const { text } = await engine.run("up", program({ [POLICY]: "p2" }, { options }));
  expect(text).toContain("1 imported");
  expect(fake.text().split("\n").sort()).toEqual([`set ${POLICY} p2`, theirs, FOREIGN]);
});

test("a replaced instance gets everything again, under a new host key", async () => {
  await engine.run("up", program({ [POLICY]: "p1" }));
  const { port } = fake;
  await fake.stop();
  fake = await FakeDevice.start({ configuration: FOREIGN, port });
  const impostor = await engine.run("up", program({ [POLICY]: "p2" }));
  expect(impostor.text).toContain("another host key than the pinned one");
  expect(fake.logins).toBe(0);
  const replaced = await engine.run("up", program({ [POLICY]: "p2" }, { instance: "i-2" }));
  expect(replaced.error).toBeUndefined();
  expect(replaced.text).toContain("1 updated");
  expect(fake.text()).toContain(`set ${POLICY} p2`);
});

test("destroy removes our lines and nothing else; retainOnDelete removes none", async () => {
  await engine.run("up", program({ [POLICY]: "p1" }));
  await engine.run("up", () => ({}));
  expect(fake.text()).toBe(FOREIGN);
  await engine.run("up", program({ [POLICY]: "p1" }, { options: { retainOnDelete: true } }));
  await engine.run("destroy", () => ({}));
  expect(fake.text()).toBe(`${FOREIGN}\nset ${POLICY} p1`);
});

test("a failed commit leaves nothing in the state, and the next up starts over", async () => {
  fake.checkErrors =
    "<rpc-error><error-severity>error</error-severity><error-path>[edit security ike]</error-path><error-message>mgd: no</error-message></rpc-error>";
  const failed = await engine.run("up", program({ [POLICY]: "p1" }));
  expect(failed.text).toContain("[edit security ike] mgd: no");
  expect(failed.text).toContain("old configuration");
  expect(failed.text).toContain("Left undone: the configuration of srx1 (1 statements)");
  fake.checkErrors = "";
  expect((await engine.run("up", program({ [POLICY]: "p1" }))).text).toContain("1 created");
});

/** Arguments of the engine and the provider, and of nothing else that runs on this machine. */
function ownProcesses(): string {
  const all = execFileSync("ps", ["axww", "-o", "args"], { encoding: "utf8" });
  return all
    .split("\n")
    .filter((line) => line.includes("provider/main.js") || /(?:^|\/)pulumi /.test(line))
    .join("\n");
}

test("secrets are nowhere: not in state, diff, log, debug output, errors or process arguments", async () => {
  const planted = "planted-canary-0";
  const canaries = ["psk-canary-1", "psk-canary-2", "psk-canary-3 & <more>", "password-canary-4"];
  // As people keep them: the engine cleans its own debug output of the stack's secret settings.
  const settings = [...canaries, "lab123"].map((value, index) => [
    `devices:secret${index}`,
    { value, secret: true },
  ]);
  engine.stop();
  engine = await Engine.start(
    Object.fromEntries(settings) as Record<string, { value: string; secret: boolean }>,
  );
  let processes = "";
  fake.fault = ({ operation }) => {
    if (operation === "lock") processes += ownProcesses();
    return undefined;
  };
  const all = { debug: true, diff: true };
  // In clear on purpose: the search must find this one, or it proves nothing.
  const plain = { [POLICY]: "p1", "system domain-name": planted };
  await engine.run("preview", program(plain, { key: canaries[0] }), all);
  await engine.run("up", program(plain, { key: canaries[0] }), all);
  await engine.run("preview", program(plain, { key: canaries[1] }), all);
  await engine.run("up", program(plain, { key: canaries[1] }), all);
  fake.active.applySet([`set ${PSK} "${encode9(canaries[0] ?? "")}"`]);
  fake.candidate = fake.active.clone();
  await engine.run("refresh", program(plain, { key: canaries[1] }), all);
  // A device that quotes our own input in its error, and one that refuses the password.
  fake.checkErrors = `<rpc-error><error-severity>error</error-severity><error-message>bad key psk-canary-3 &amp; &lt;more&gt; near ${planted}</error-message></rpc-error>`;
  const refused = await engine.run("up", program(plain, { key: canaries[2] }), all);
  expect(refused.error).toBeDefined();
  const locked = await engine.run(
    "up",
    program({ ...plain, x: "1" }, { key: canaries[2], password: canaries[3], instance: "i-9" }),
    all,
  );
  expect(locked.error).toBeDefined();

  const places = {
    output: engine.output,
    state: engine.state(),
    errors: `${refused.error?.stack}${locked.error?.stack}`,
  };
  for (const [place, text] of Object.entries(places)) {
    expect(`${place}: ${text.includes(planted)}`).toBe(`${place}: true`);
  }
  expect(processes.includes("provider/main.js")).toBe(true);
  for (const [place, text] of Object.entries({ ...places, processes })) {
    for (const canary of [...canaries, "psk-canary", "password-canary", "lab123"]) {
      expect(`${place}: ${text.includes(canary) ? `has ${canary}` : "clean"}`).toBe(
        `${place}: clean`,
      );
    }
  }
  // Junos's own scrambling can be undone by anybody.
  expect(canaries.filter((canary) => engine.output.includes(encode9(canary)))).toEqual([]);
});
