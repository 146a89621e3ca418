// The command vsrx trace, run as a person runs it.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const golden = (name: string): string => join(ROOT, `test/golden/route-based/${name}.set`);

function trace(...args: readonly string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(ROOT, "lib/cli/main.ts"), "trace", ...args],
    { cwd: ROOT, encoding: "utf8" },
  );
  return { status, out: stdout, err: stderr };
}

const HOSTS = ["--from", "10.1.11.2", "--to", "10.1.21.2"];

test("a packet that passes is followed hop by hop, each with its line", () => {
  const { status, out } = trace(...HOSTS, golden("SRX1"), golden("NAT"), golden("SRX2"));
  expect(out).toMatch(
    /^SRX1\.set +in .*\n(.*\n)*SRX1\.set +tunnel +into VPN \S+, out of \S+ on SRX2\.set .*\n/,
  );
  expect(out.trimEnd().endsWith("passes, and its answer comes back")).toBe(true);
  expect(status).toBe(0);
});

test("what the given files don't tell is unknown, and no success", () => {
  const { status, out } = trace(...HOSTS, golden("SRX1"));
  expect(out).toMatch(/\nunknown at SRX1\.set: the other end of \S+ is none of the devices given/);
  expect(status).toBe(1);
});

test("a wrong address is told, with what is allowed", () => {
  const { status, err } = trace("--from", "10.1.11.0/24", "--to", "10.1.21.2", golden("SRX1"));
  expect(err).toMatch(/--from takes an address of a host; found "10\.1\.11\.0\/24"/);
  expect(status).toBe(2);
});
