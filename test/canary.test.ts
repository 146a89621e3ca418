// A secret that is planted everywhere in a program or a configuration is in nothing that the library shows of it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareText, ConfigTree, diff, shownCommand } from "../lib/junos";
import { synth, type SynthDevice } from "../lib/testing";
import { Canary } from "./canary";
import { program, tell, type Change } from "./programs/kit";

const CANARY = new Canary("Canary-7f3a-Ein-Vogel-singt");
const C = CANARY.text;
const PSK = "security ike policy p pre-shared-key ascii-text";

describe("the search finds", () => {
  test.each([
    ["clear text", `a ${C} b`],
    ["a beginning", `a ${C.slice(0, 12)}…`],
    ["base64", Buffer.from(`{"key":"${C}"}`).toString("base64")],
    ["base64 at another shift", Buffer.from(`x{"key":"${C}"}`).toString("base64")],
    ["hexadecimal", Buffer.from(`.${C}.`).toString("hex")],
    ["Junos's scrambling", `ascii-text "${CANARY.scrambled}";`],
  ])("%s", (_name, text) => expect(CANARY.formsIn(text)).not.toEqual([]));

  test("and nothing where there is nothing", () => {
    expect(CANARY.formsIn("a canary; $9$abc")).toEqual([]);
  });
});

const override = (statements: object): Change => ({ ga: { override: statements } });

/** Programs with a secret in them, and with a mistake beside it that has to be told. */
const WRONG: readonly (readonly [string, Change])[] = [
  ["a key with a line's end", { vpn: { presharedKey: `${C}\n` } }],
  ["a key in brackets of ours", { vpn: { presharedKey: `\u27e8${C}\u27e9` } }],
  ["a key as an object", { vpn: { presharedKey: { key: C } } }],
  ["a key that is no hexadecimal", { vpn: { presharedKey: { hex: C } } }],
  ["a key and a mistake elsewhere", { vpn: { presharedKey: C, tcpMss: 3 } }],
  ["a raw line with a mistake behind the key", { ga: { raw: [`set ${PSK} ${C} more`] } }],
  ["a raw line with a quote too few", { ga: { raw: [`set ${PSK} "${C}`] } }],
  ["a raw line with a key alone", { ga: { raw: [`set ${PSK} ${C}`] } }],
  ["a raw line with a community", { ga: { raw: [`set snmp community ${C} authorization all`] } }],
  [
    "config that contradicts the VPN's own key",
    {
      ga: {
        config: {
          security: { ike: { policy: { vpn: { "pre-shared-key": { "ascii-text": C } } } } },
        },
      },
    },
  ],
  ["an override with a key in a wrong place", override({ security: { ike: { key: C } } })],
  [
    "an override of the key, which then differs at both ends",
    override({ security: { ike: { policy: { vpn: { "pre-shared-key": { "ascii-text": C } } } } } }),
  ],
];

test.each(WRONG)("%s is told without it", async (_name, change) => {
  let said: string;
  try {
    const told = await tell(program(change));
    said = JSON.stringify(told) + told.map((each) => each.what).join("\n");
  } catch (error) {
    said = `${(error as Error).message} ${(error as Error).stack}`;
  }
  expect(CANARY.formsIn(said)).toEqual([]);
});

describe("a device of a test", () => {
  async function deviceWithKey(): Promise<SynthDevice> {
    const { devices } = await synth(program({ vpn: { presharedKey: C } }));
    const device = devices["ga"];
    if (device === undefined) throw new Error("no device");
    return device;
  }

  const messageOf = (check: () => void): string => {
    try {
      check();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("the check passed");
  };

  test("fails its matchers without showing the key", async () => {
    const device = await deviceWithKey();
    expect(device.set.join("\n")).toContain(C);
    const said = [
      () => expect(device).toEqualStatements(["set system host-name other"]),
      () => expect(device).toEqualStatements([`set ${PSK} ${C}`]),
      () => expect(device).toHaveStatement("security ike policy vpn pre-shared-key hexadecimal"),
      () => expect(device).toHaveStatement(`${PSK} ${C}-other`),
    ].map(messageOf);
    expect(CANARY.formsIn(said.join("\n"))).toEqual([]);
    expect(said[0]).toContain("[secret]");
  });

  test("can be printed: the copy without secrets has all but them", async () => {
    const { tree } = await deviceWithKey();
    const shown = tree.withoutSecrets();
    const text = [...shown.toSet(), shown.toXml(), shown.toCurly()].join("\n");
    expect(CANARY.formsIn(text)).toEqual([]);
    expect(shown.toSet()).toHaveLength(tree.toSet().length);
  });
});

describe("a configuration in text", () => {
  const SECRETS = [
    `set ${PSK} "${CANARY.scrambled}"`,
    `set snmp community ${C} authorization read-only`,
    `set system radius-server 10.0.0.1 secret ${C}`,
    `set some thing secret ${C}`,
    `set system archival configuration archive-sites "ftp://u:${C}@192.0.2.1/x"`,
  ];
  const before = ConfigTree.fromSet(SECRETS.join("\n"));
  const after = ConfigTree.fromSet("set system host-name a");

  test("is compared without its secrets, both ways", () => {
    const said = [
      compareText(before, after),
      compareText(after, before),
      ...[...diff(before, after), ...diff(after, before)].map(shownCommand),
    ].join("\n");
    expect(CANARY.formsIn(said)).toEqual([]);
  });

  test.each([
    ...SECRETS.map((line) => `${line} one-word-too-many and-another`),
    `set ${PSK} "${C}`,
    `security { ike { policy p { pre-shared-key ascii-text ${C}; ; } } } }`,
    `<configuration><security><ike><policy><name>p</name><pre-shared-key><ascii-text>${C}</oops>`,
  ])("is refused without them: %#", (text) => {
    let said = "";
    try {
      ConfigTree.parse(text);
    } catch (error) {
      said = `${(error as Error).message} ${JSON.stringify(error)}`;
    }
    expect(CANARY.formsIn(said)).toEqual([]);
  });

  test("is printed by no command but the one that converts", () => {
    const folder = mkdtempSync(join(tmpdir(), "vsrx-canary-"));
    try {
      const file = join(folder, "a.set");
      writeFileSync(file, SECRETS.join("\n"));
      const said = [[], ["--json"], ["--sarif"]].map((options) => {
        const main = join(__dirname, "../lib/cli/main.ts");
        const { stdout, stderr } = spawnSync(
          process.execPath,
          ["--import", "tsx", main, "junos", "check", file, ...options],
          { cwd: join(__dirname, ".."), encoding: "utf8" },
        );
        return `${stdout}${stderr}`;
      });
      expect(said[1]).toContain("{");
      expect(CANARY.formsIn(said.join("\n"))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
