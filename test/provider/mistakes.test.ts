// What reaches the provider and is wrong: each rule is told by its name, all mistakes at once, and no value is shown.
import { DevicePool } from "../../lib/device";
import { isRule, RULE_SECTIONS } from "../../lib/diagnostics";
import { placeholder } from "../../lib/junos";
import { ConfigurationHandler } from "../../lib/provider/configuration";
import { readImport } from "../../lib/provider/import";
import { PlacementHandler } from "../../lib/provider/placement";
import { refuseOlder } from "../../lib/provider/refuse-version";
import { readStatements } from "../../lib/provider/statement-set";
import { baselineOf } from "../../lib/provider/state";
import { TunnelHandler } from "../../lib/provider/tunnel";
import { type PropertyMap, Secret, UNKNOWN } from "../../lib/rpc";
import { context } from "./harness";

const pool = new DevicePool();
const configuration = new ConfigurationHandler(pool);

async function told(
  handler: ConfigurationHandler | TunnelHandler | PlacementHandler,
  newInputs: PropertyMap,
  oldInputs: PropertyMap = {},
): Promise<string[]> {
  const request = context("vsrx:index:Configuration", "srx1");
  const { failures = [] } = await handler.check({ ...request, oldInputs, newInputs });
  return failures.map(({ reason }) => reason);
}

const thrown = (act: () => unknown): string[] => {
  try {
    act();
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return [];
};

const CONNECTION = { host: "192.0.2.1", user: "lab", agent: true, acceptFirstHostKey: true };
const given = (inputs: PropertyMap): PropertyMap => ({
  name: "srx1",
  connection: CONNECTION,
  statements: {},
  ...inputs,
});

/** Each rule, with what breaks it and a word that the message must hold. */
const BREACHES: Readonly<Record<string, readonly [() => Promise<string[]> | string[], string]>> = {
  "input-late": [() => thrown(() => readStatements({ raw: [UNKNOWN] })), "not known yet"],
  "input-missing": [() => told(configuration, given({ connection: null })), "connection"],
  "input-statement": [() => told(configuration, given({ raw: ['set system "x'] })), "raw[0]"],
  "input-type": [() => told(configuration, given({ sequence: [1] })), "sequence"],
  "input-value": [() => told(configuration, given({ ownership: "all" })), "statements, device"],
  "import-id": [() => thrown(() => readImport("srx1", {})), "name=user@host"],
  "import-host": [
    () => thrown(() => readImport("srx1=lab@[2001:db8::1]", { agent: true, hosts: ["192.0.2.1"] })),
    "found [2001:db8::1]:22",
  ],
  "placeholder-unfilled": [
    () =>
      told(configuration, given({ statements: { [`system host-name ${placeholder("a")}`]: "" } })),
    "found a",
  ],
  "placement-moved": [
    () =>
      told(
        new PlacementHandler(),
        { placed: { st0: { a: "2", b: "1" } } },
        { placed: { st0: { a: "1" } } },
      ),
    "stack.pin",
  ],
  "provider-older": [
    () => thrown(() => refuseOlder("2.0.0", "1.0.0")),
    "package pulumi-vsrx 2.0.0",
  ],
  "protected-removed": [
    () =>
      told(configuration, given({ tunnels: "shop-b\nshop-c" }), { protects: ["shop-a", "shop-b"] }),
    "found shop-a;",
  ],
  "state-newer": [() => thrown(() => baselineOf({}, { schemaVersion: 99 })), "found 99"],
  "statement-contested": [
    async () => {
      const both = new ConfigurationHandler(pool);
      const request = context("vsrx:index:Configuration", "one");
      const newInputs = given({ statements: { "system host-name": "a" } });
      await both.check({ ...request, oldInputs: {}, newInputs });
      return await told(both, given({ statements: { "system host-name": "b" } }));
    },
    "system host-name (one)",
  ],
  "statement-values": [
    () =>
      told(
        configuration,
        given({ statements: { "system host-name": "a" }, raw: ["set system host-name b"] }),
      ),
    "system host-name",
  ],
};

test.each(Object.entries(BREACHES))("%s", async (rule, [breach, word]) => {
  const messages = await breach();
  expect(messages).toEqual([expect.stringContaining(`[${rule}]`)]);
  expect(messages[0]).toContain(word);
});

test("each rule of the section stands above", () => {
  const section = RULE_SECTIONS.find(({ rules }) => "input-late" in rules);
  expect(Object.keys(section?.rules ?? {}).sort()).toEqual(Object.keys(BREACHES).sort());
});

test("all mistakes of a configuration are told at once", async () => {
  const wrong = given({
    name: 5,
    connection: { user: "lab", port: 99_999, transport: "telnet", jump: { host: "192.0.2.2" } },
    statements: { 'system "x': "", "system host-name": [] },
    raw: ["delete system", 5, "set system host-name b"],
    ownership: "all",
    settings: { lockTimeoutSeconds: -1, check: "yes" },
  });
  const places = (await told(configuration, wrong)).map((text) =>
    text.split(" ").slice(0, 4).join(" "),
  );
  expect(places.sort()).toEqual([
    "a name in statements",
    "a value in statements",
    "connection.host is missing; allowed:",
    "connection.jump.user is missing; allowed:",
    "connection.port is of another",
    "connection.transport is a word",
    "name is of another",
    "ownership is a word",
    'raw[0] begins with "delete";',
    "raw[1] is of another",
    "settings.check is a word",
    "settings.lockTimeoutSeconds is of another",
  ]);
});

test("all mistakes of a tunnel are told at once, and a rule stands at the end of each", async () => {
  const end = { gateway: "a", vpn: "v", ikeGateway: "g", role: "both" };
  const messages = await told(new TunnelHandler(pool), {
    name: "vpn1",
    endpoints: [end, { ...end, role: "responder", connection: { host: "192.0.2.1" } }],
    natRules: [{ device: "nat", connection: CONNECTION, kind: "dynamic", ruleSet: "a", rule: "b" }],
    timeoutSeconds: 0,
  });
  expect(messages.map((text) => text.split(" ")[0])).toEqual([
    "endpoints[0].role",
    "endpoints[1].connection.user",
    "natRules[0].kind",
    "timeoutSeconds",
  ]);
  expect(messages.every((text) => isRule(/\[([a-z-]+)\]$/.exec(text)?.[1] ?? ""))).toBe(true);
});

test("no message holds a value, secret or not", async () => {
  const wrong = given({
    name: { canary: "canary" },
    connection: { ...CONNECTION, port: "canary", password: ["canary"], transport: "canary" },
    statements: { "system host-name": { canary: "canary" }, "a b": new Secret(["canary"]) },
    raw: [new Secret('set x "canary'), ["canary"]],
    ownership: "canary",
  });
  const messages = await told(configuration, wrong);
  expect(messages.length).toBeGreaterThan(7);
  expect(messages.join("\n")).not.toContain("canary");
});
