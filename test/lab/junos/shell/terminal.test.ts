// The line editor: what a person at a terminal sees.

import { TestDevice } from "./console";

let device: TestDevice;

beforeEach(() => {
  device = new TestDevice();
});

afterEach(() => device.end());

const UP = "\u001b[A";
const LEFT = "\u001b[D";
const ERASE = "\u007f";

/** The screen without its greeting, and without what only moves the cursor. */
async function screen(...keys: string[]): Promise<string> {
  return (await device.type(...keys)).replace(/^--- JUNOS .*\n/, "");
}

test("points at the word that is wrong", async () => {
  expect(await screen("show foo\r")).toBe(
    `lab@srx1> show foo
               ^
syntax error, expecting <command>.
lab@srx1> `,
  );
  expect(await screen("configure\r", "set foo bar\r")).toBe(
    `lab@srx1> configure
Entering configuration mode

[edit]
lab@srx1# set foo bar
              ^
syntax error.

[edit]
lab@srx1# `,
  );
});

test("a space completes a word that is begun", async () => {
  expect(await screen("sh ver \u0003")).toBe("lab@srx1> show version ^C\nlab@srx1> ");
});

test("a space after what could be several words shows them", async () => {
  expect(await screen("show s \u0003")).toBe(
    `lab@srx1> show s
                ^
's' is ambiguous.
Possible completions:
  security             Show security information
  system               Show system information
lab@srx1> show s^C
lab@srx1> `,
  );
});

test("names are left as they are typed, and a tab completes them", async () => {
  const output = await screen(
    "configure\r",
    "delete security ike gateway g\t\u0003",
    "set security ike gateway g \u0003",
  );
  expect(output).toContain("delete security ike gateway gw1 ^C");
  expect(output).toContain("set security ike gateway g ^C");
});

test("a question mark explains what may follow and keeps the line", async () => {
  const output = await screen(
    "configure\r",
    "set security ike gateway gw1 dead-peer-detection ?\u0003",
  );
  expect(output).toMatch(
    /dead-peer-detection \?\nPossible completions:\n {2}<\[Enter\]> {12}Execute this command\n/,
  );
  expect(output).toMatch(/\n {2}interval {13}\S/);
  expect(output).toMatch(/\nlab@srx1# set security ike gateway gw1 dead-peer-detection \^C/);
  expect(await screen("show configuration | ?\u0003")).toContain(
    "  match                Show only text that matches a pattern\n",
  );
  expect(await screen("show security nat static rule ?\u0003")).toMatch(
    / {2}<rule-name> +Name of one rule\n {2}all +All rules\n|all +All rules\n +<rule-name>/,
  );
});

test("a question mark inside quotes is one", async () => {
  await screen("configure\r", 'set system login message "why?"\r', "commit\r");
  expect(device.database.active.toSet()).toContain("set system login message why?");
});

test("history, moving and erasing", async () => {
  const output = await screen(
    "set cli screen-width 80\r",
    `${UP}${ERASE}${ERASE}511\r`,
    `shaw${LEFT}${LEFT}${ERASE}\u001b[C\u001b[C\u0001\u0005\u0015show version | count\r`,
  );
  expect(output).toContain("Screen width set to 80\n");
  expect(output).toContain("Screen width set to 511\n");
  expect(output).toContain("Count: 4 lines\n");
});

test("a session without completion takes lines as they are", async () => {
  expect(await screen("set cli complete-on-space off\r", "sh ver | count\r")).toContain(
    "lab@srx1> sh ver | count\nCount: 4 lines\n",
  );
});

test("asks before it leaves with changes", async () => {
  const output = await screen(
    "configure private\r",
    "set system domain-name a.example\r",
    "exit\r",
    "no\r",
    "exit\r",
    "\r",
    "exit\r",
  );
  expect(output.match(/Discard uncommitted changes\? \[yes,no\] \(yes\) /g)).toHaveLength(2);
  expect(output).toMatch(/Exiting configuration mode\nlab@srx1> exit\n$/);
});

test("asks before everything goes", async () => {
  await screen(
    "configure\r",
    "edit security\r",
    "delete\r",
    "no\r",
    "delete\r",
    "yes\r",
    "top\r",
    "commit\r",
  );
  const lines = device.database.active.toSet();
  expect(lines.some((line) => line.startsWith("set security"))).toBe(false);
  expect(lines).toContain("set system host-name srx1");
});

test("text that is typed in ends with ^D", async () => {
  const output = await screen(
    "configure\r",
    "load merge terminal\r",
    "system { domain-name c.example; }\r\u0004",
    "commit and-quit\r",
  );
  expect(output).toContain(
    "[Type ^D at a new line to end input]\nsystem { domain-name c.example; }\n\nload complete\n",
  );
  expect(device.database.active.toSet()).toContain("set system domain-name c.example");
});

test("^D on an empty line ends the session", async () => {
  expect(await screen("\u0004", "show version\r")).toBe("lab@srx1> \n");
});
