// `synth --placement FILE`: a lock file keeps what was placed, refuses what would move it, and as pins lets every newcomer in.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsSite, Host, StackScope } from "pulumi-vsrx";
import { changeLock, type Lock, readLock, writeLock } from "../../lib/cli/placement-lock";
import { SHARED } from "../life/office";
import { fc } from "../random";

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "vsrx-lock-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a program of these hosts in one /28 places, begun with `stack.pin(lock)` where there is one. */
function hosts(names: readonly string[], lock: Lock = {}): Lock {
  const scope = new StackScope("stack").pin(lock);
  const site = new AwsSite(scope, "site", { cidr: "10.1.0.0/16", ...SHARED });
  const network = site.subnet("10.1.2.0/28");
  for (const name of names) new Host(scope, name, { network, ami: "ami-host" });
  return scope.placement.pins();
}

test("the first one is written as it is placed, sorted, and the same program then changes nothing", () => {
  const file = join(folder, "placement.json");
  expect(readLock(file)).toEqual({});
  const placed = hosts(["web", "app"]);
  const { lock, added, gone, refusal } = changeLock(readLock(file), placed);
  expect({ added, gone, refusal }).toEqual({
    added: Object.keys(placed).sort(),
    gone: [],
    refusal: undefined,
  });
  expect(writeLock(file, lock)).toBe(true);
  expect(readFileSync(file, "utf8")).toContain('"stack/site:10.1.2.0/28 stack/app/host": "10.1.2.');
  expect(writeLock(file, changeLock(readLock(file), placed).lock)).toBe(false);
});

test("of 200 newcomers one that would move another is refused with the lines that keep it; with the lock as pins none is", () => {
  const NAME = fc.stringMatching(/^[a-z][a-z0-9]{1,7}$/);
  const programs = fc.sample(fc.uniqueArray(NAME, { minLength: 5, maxLength: 5 }), 200);
  let refused = 0;
  for (const [newcomer = "", ...names] of programs) {
    const lock = hosts(names);
    const all = [newcomer, ...names];
    const { refusal } = changeLock(lock, hosts(all));
    if (refusal !== undefined) {
      refused += 1;
      expect(refusal).toMatchObject({ rule: "placement-moved", severity: "error" });
      expect(refusal.fix).toContain("stack.pin(");
    }
    const pinned = changeLock(lock, hosts(all, lock));
    expect(pinned.refusal).toBeUndefined();
    expect(pinned.added).toHaveLength(1);
    for (const [key, number] of Object.entries(lock)) expect(pinned.lock[key]).toBe(number);
  }
  expect(refused).toBeGreaterThan(0);
  process.stdout.write(
    `10.1.2.0/28: ${refused} of 200 newcomers refused, 0 with the lock pinned\n`,
  );
});

test("what leaves the program leaves the lock, and its number is free", () => {
  const lock = hosts(["web", "app"]);
  const { lock: after, gone } = changeLock(lock, hosts(["web"]));
  expect(gone).toEqual(["stack/site:10.1.2.0/28 stack/app/host"]);
  expect(Object.keys(after)).toEqual(["stack/site:10.1.2.0/28 stack/web/host"]);
});

test.each([["text"], ["[]"], ['{ "a b": 7 }'], ['{ "a": "7" }']])(
  "a file that is no lock is told, and kept: %s",
  (text) => {
    const file = join(folder, "placement.json");
    writeFileSync(file, text);
    expect(() => readLock(file)).toThrow(/is not a placement/);
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);
