// Other people's NETCONF clients against the lab's device: whoever knows real devices must feel at home.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Device, startDevice } from "../../../lab/junos/device";
import { IdlePlane } from "../../../lab/junos/dataplane";
import { type IkeSa, type IpsecSa } from "../../../lab/dataplane/types";
import { bareSpec } from "../../lab/junos/test-view";
import { preparePython } from "./python";

const run = promisify(execFile);
const python = preparePython();
const absent = "missing" in python ? python.missing : undefined;
// Where everything should be there, missing clients are a failure and no excuse.
const mustRun = absent === undefined || (process.env.CI ?? "") !== "";
const testClient = mustRun ? test : test.skip;

jest.setTimeout(120_000);

// The password is "lab123".
const HASH =
  "$6$abcDEF12$WkGF2iqqOTEjvp6X7x6JZxKteO6x4MXgURWipxfSwv8NCnsY2HidxRNBzHKRwJ.JifSJHCzHJ/UplrTiN4q4m.";
const USER_DATA = `#junos-config
system {
    host-name srx1;
    root-authentication { encrypted-password "*"; }
    login { user lab { class super-user; authentication { encrypted-password "${HASH}"; } } }
    services { ssh; netconf { ssh; } }
}
interfaces { fxp0 { unit 0 { family inet { dhcp; } } } }
`;

const IPSEC: IpsecSa = {
  index: 131073,
  vpn: "vpn1",
  gateway: "gw1",
  bindInterface: "st0.0",
  localAddress: "172.16.11.1",
  remoteAddress: "172.16.21.1",
  port: 4500,
  spiIn: "ac23df79",
  spiOut: "cbc9281a",
  protocol: "ESP",
  encryption: "3des-cbc",
  integrity: "sha1",
  localSelector: "0.0.0.0/0",
  remoteSelector: "0.0.0.0/0",
  lifetimeSeconds: 3600,
  remainingSeconds: 2160,
  bytesIn: 0,
  bytesOut: 0,
  packetsIn: 0,
  packetsOut: 0,
  state: "UP",
};
const IKE: IkeSa = {
  index: 1,
  gateway: "gw1",
  localAddress: "172.16.11.1",
  localPort: 4500,
  remoteAddress: "172.16.21.1",
  remotePort: 4500,
  localIdentity: "a",
  remoteIdentity: "b",
  role: "Initiator",
  state: "UP",
  mode: "Main",
  initiatorCookie: "b3a24bc00e963c51",
  responderCookie: "7bf96bbee4f3fa34",
  natDetected: true,
  authentication: "Pre-shared-keys",
  encryption: "3des-cbc",
  integrity: "sha1",
  dhGroup: "DH-group-2",
  lifetimeSeconds: 28800,
  ageSeconds: 1,
};

let device: Device;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "junos-"));
  const plane = new IdlePlane();
  plane.reported = { ike: [IKE], ipsec: [IPSEC], events: [], nat: [] };
  device = await startDevice(bareSpec({ userData: USER_DATA, stateDir: folder }), {
    dataplane: plane,
    listen: { host: "127.0.0.1", port: 0 },
  });
});

afterEach(async () => {
  await device.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterAll(() => {
  if (!("missing" in python)) python.remove();
});

/** Runs a client's script; answers what it saw. */
async function seenBy(script: string): Promise<Record<string, unknown>> {
  if ("missing" in python) throw new Error(python.missing);
  const { stdout } = await run(
    python.program,
    [join(__dirname, script), "127.0.0.1", String(device.port), "lab", "lab123"],
    { timeout: 100_000 },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
}

const active = (): string => device.database.active.toSet().join("\n");
const why = absent === undefined ? "" : ` (skipped: ${absent})`;

testClient(`ncclient${why}`, async () => {
  const seen = await seenBy("ncclient_run.py");
  expect(seen).toMatchObject({
    second_lock: "lock-denied",
    tunnels: ["172.16.21.1", "172.16.21.1"],
  });
  expect(seen.capabilities).toContain("urn:ietf:params:netconf:capability:candidate:1.0");
  expect(seen.compare).toMatch(/\[edit system\]\n-\s+host-name srx1;\n\+\s+host-name by-ncclient;/);
  expect(seen.running).toContain("by-ncclient");
  expect(seen.bad_load).toContain("syntax error");
  expect(seen.text).toContain("domain-name xml.example;");
  expect(seen.after_rollback).toContain("domain-name example.net;");
  expect(seen.version).toContain("Junos: 24.4R1.9");
  expect(seen.commits).toBeGreaterThan(4);
  expect(active()).toContain("set system domain-name example.net");
});

testClient(`PyEZ${why}`, async () => {
  const seen = await seenBy("pyez_run.py");
  expect(seen).toMatchObject({
    check: true,
    commit: true,
    confirmed: true,
    diff_after_rollback: null,
    bad_load: ["syntax error", "gatewayy"],
    second_lock: expect.stringMatching(
      /configuration database locked by:\n {2}lab terminal/,
    ) as string,
    vpns: ["vpn1"],
    ike: ["UP"],
    filtered: ["by-pyez"],
    facts: { hostname: "srx1", model: "VSRX", version: "24.4R1.9" },
  });
  expect(seen.diff).toMatch(/-\s+host-name srx1;\n\+\s+host-name by-pyez;/);
  expect(seen.diff_text).toContain("domain-name text.example;");
  expect(seen.bad_commit).toEqual(
    expect.arrayContaining([expect.stringMatching(/^commit failed: \(/) as string]),
  );
  expect(seen.rollback_diff).toMatch(/-\s+domain-name private.example;/);
  expect(seen.cli).toContain("Model: vsrx");
  expect(seen.set).toContain("set system host-name by-pyez");
  expect(active()).not.toContain("private.example");
});

testClient(`scrapli-netconf${why}`, async () => {
  const seen = await seenBy("scrapli_run.py");
  expect(seen).toMatchObject({
    version: "1.0",
    lock: false,
    edit: false,
    validate: false,
    commit: false,
    discard: false,
    unlock: false,
  });
  expect(seen.bad_edit).toEqual([
    true,
    expect.stringContaining("<bad-element>nonsense</bad-element>"),
  ]);
  expect(seen.filtered).toContain("<host-name>by-scrapli</host-name>");
  expect(seen.filtered).not.toContain("<services>");
  expect(seen.rpc).toMatch(/\+\s+host-name by-scrapli;/);
  expect(seen.sas).toContain("<sa-vpn-name>vpn1</sa-vpn-name>");
  expect(active()).toContain("set system host-name by-scrapli");
});

testClient(`netmiko and scrapli at the command line${why}`, async () => {
  const seen = await seenBy("terminal_run.py");
  expect(seen).toMatchObject({ prompt: "lab@srx1>", failed: [false, false, true, false] });
  expect(seen.version).toContain("Junos: 24.4R1.9");
  expect(seen.ike).toContain("172.16.21.1");
  expect(seen.refused).toContain("error: commit failed: (");
  expect(seen.commit).toContain("commit complete");
  expect(seen.log).toContain("by netmiko");
  expect(seen.compare).toMatch(
    /-\s+domain-name netmiko.example;\n\+\s+domain-name scrapli.example;/,
  );
  expect(seen.set).toContain("set system domain-name scrapli.example");
});
