// Configuration mode: lines that are given at once, as scripts do.

import { TestDevice } from "./console";

let device: TestDevice;

beforeEach(() => {
  device = new TestDevice();
});

afterEach(() => device.end());

const run = async (...lines: string[]): Promise<string> =>
  (await device.exec(lines.join("; "))).output;

test("sets with shortened words, compares and commits", async () => {
  expect(
    await run(
      "conf",
      "set sec ike gat gw2 addr 10.0.0.1 ike-pol pol1",
      "show | compare",
      "commit and-quit",
    ),
  ).toBe(
    `Entering configuration mode
[edit security ike]
+  gateway gw2 {
+      address 10.0.0.1;
+      ike-policy pol1;
+  }
commit complete
Exiting configuration mode
`,
  );
  expect(device.database.active.toSet()).toContain("set security ike gateway gw2 ike-policy pol1");
});

test("edits inside a level, and goes up by whole statements", async () => {
  const output = await run(
    "configure",
    "edit security policies from-zone trust to-zone untrust policy p1",
    "set match source-address any destination-address any application any",
    "set then permit",
    "up",
    "show",
    "up",
    "edit from-zone trust to-zone untrust",
    "exit",
    "show | display set",
    "top show system host-name",
    "top",
    "show system host-name",
  );
  expect(output).toBe(
    `Entering configuration mode
policy p1 {
    match {
        source-address any;
        destination-address any;
        application any;
    }
    then {
        permit;
    }
}
set security policies from-zone trust to-zone untrust policy p1 match source-address any
set security policies from-zone trust to-zone untrust policy p1 match destination-address any
set security policies from-zone trust to-zone untrust policy p1 match application any
set security policies from-zone trust to-zone untrust policy p1 then permit
host-name srx1;
host-name srx1;
`,
  );
});

test("lists in brackets, quoted names, renaming, copying, order and notes", async () => {
  await run(
    "configure",
    "set security ike policy pol1 proposals [ a b ]",
    'set system login message "hello; there"',
    "rename security ike gateway gw1 to gateway gw9",
    "copy interfaces ge-0/0/0 unit 0 to unit 5",
    'annotate interfaces "by hand"',
    "deactivate interfaces ge-0/0/1",
    "commit",
  );
  const lines = device.database.active.toSet();
  expect(lines).toContain("set security ike policy pol1 proposals a");
  expect(lines).toContain("set security ike policy pol1 proposals b");
  expect(lines).toContain('set system login message "hello; there"');
  expect(lines).toContain("set security ike gateway gw9 address 172.16.21.1");
  expect(lines).toContain("set interfaces ge-0/0/0 unit 5 family inet address 10.1.12.10/24");
  expect(lines).toContain("deactivate interfaces ge-0/0/1");
  expect(await run("configure", "show interfaces ge-0/0/0 unit 5")).toContain(
    "address 10.1.12.10/24;",
  );
});

test.each([
  ["set foo bar", "error: syntax error: foo"],
  [
    "set security ike gatewayy gw1 address 1.1.1.1",
    "[edit security ike]\n  'gatewayy'\n    syntax error\n",
  ],
  [
    "set security ike gateway gw1 dead-peer-detection interval 99999",
    "error: value 99999 is not within range (2..60)",
  ],
  [
    "set security ike gateway gw1 dead-peer-detection interval x",
    "error: invalid numeric value: 'x'",
  ],
  ["set security ike gateway gw1 version v9", "error: syntax error: v9"],
  ["set security ike gateway gw1 address", "error: missing argument"],
  ["set", "error: missing argument"],
  ["delete security ike gateway nope", "warning: statement not found"],
  ["delete nowhere", "error: syntax error: nowhere"],
  ["edit nowhere", "error: syntax error: nowhere"],
  ["edit security ike gateway", "error: missing argument"],
  ["edit system host-name srx9", "error: syntax error: host-name"],
  ["edit security policies from-zone trust", "error: missing argument"],
  ["commit check and-quit", "error: syntax error: and-quit"],
  ["rollback 50", "error: syntax error: 50"],
  ["rollback 7", "error: could not open configuration rollback file"],
  ["rollback rescue", "error: rescue configuration does not exist"],
  ["frobnicate", "error: unknown command: frobnicate"],
])("%s", async (line, expected) => {
  const output = (await run("configure", line)).replace("Entering configuration mode\n", "");
  expect(output.slice(0, expected.length)).toBe(expected);
  expect((await run("configure", "show | compare")).trim()).toBe("Entering configuration mode");
});

test("a commit that is refused says where, and commits nothing", async () => {
  device.findings = [
    {
      severity: "error",
      text: "referenced IKE policy not defined",
      path: "[edit security ike gateway gw1]",
      element: "ike-policy nope",
    },
  ];
  const output = await run(
    "configure",
    "set security ike gateway gw1 ike-policy nope",
    "commit check",
    "commit",
  );
  expect(output).toBe(
    `Entering configuration mode
[edit security ike gateway gw1]
  'ike-policy nope'
    referenced IKE policy not defined
error: configuration check-out failed: (statements constraint check failed)
[edit security ike gateway gw1]
  'ike-policy nope'
    referenced IKE policy not defined
error: commit failed: (statements constraint check failed)
`,
  );
  expect(device.database.history).toHaveLength(1);
});

test("a confirmed commit says when it is undone, in the prompt too, and a commit confirms it", async () => {
  expect(
    await run(
      "configure",
      "set system domain-name a.example",
      'commit confirmed 5 comment "try it"',
    ),
  ).toBe(
    `Entering configuration mode
commit confirmed will be automatically rolled back in 5 minutes unless confirmed
commit complete
`,
  );
  expect(device.database.history[0]).toMatchObject({
    confirmMinutes: 5,
    log: "try it",
    user: "lab",
    client: "cli",
  });
  expect(await device.type("configure\r")).toContain(
    "# commit confirmed will be rolled back in 5 minutes\n[edit]\nlab@srx1# ",
  );
  await run("configure", "commit");
  expect(device.database.undoneAt).toBeUndefined();
});

test("goes back to an earlier configuration", async () => {
  await run("configure", "delete system host-name", "commit");
  expect(await run("configure", "rollback 1", "commit and-quit")).toBe(
    "Entering configuration mode\nload complete\ncommit complete\nExiting configuration mode\n",
  );
  expect(device.database.active.toSet()).toContain("set system host-name srx1");
});

test("private and exclusive candidates are gone when their session leaves", async () => {
  const output = await run("configure private", "set system domain-name a.example", "exit");
  expect(output).toBe(
    "warning: uncommitted changes will be discarded on exit\nEntering configuration mode\nExiting configuration mode\n",
  );
  expect(await run("configure exclusive", "show | compare", "exit")).not.toContain("domain-name");
  expect(device.database.holder).toBeUndefined();
});

test("loads what is piped in", async () => {
  const text = "system {\n    domain-name b.example;\n}\n";
  const loaded = await device.exec("configure; load merge terminal; commit", text);
  expect(loaded).toEqual({
    output: "Entering configuration mode\nload complete\ncommit complete\n",
    status: 0,
  });
  expect(device.database.active.toSet()).toContain("set system domain-name b.example");
  const wrong = await device.exec(
    "configure; load set terminal; rollback",
    "set security nonsense 1\n",
  );
  expect(wrong.status).toBe(1);
  expect(wrong.output).toMatch(
    /^Entering configuration mode\n(.|\n)*syntax error\nload complete \(1 errors\)\n/,
  );
});

test("runs operational commands from where it is", async () => {
  expect(await run("configure", "run show version | match Hostname")).toContain(
    "\nHostname: srx1\n",
  );
});

test("lines after the program's name are the same lines, and a pipe into it is a session", async () => {
  expect((await device.exec('cli -c "show version | match Model"')).output).toBe("Model: vsrx\n");
  const piped = await device.exec("cli", "show version | match Model\nexit\nshow version\n");
  expect(piped).toEqual({ output: "Model: vsrx\n", status: 0 });
  expect((await device.exec("show nonsense")).status).toBe(1);
});
