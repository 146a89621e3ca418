// From the commit to its confirmation: what counts as pending, as proven and as confirmed, and who holds the lock.

import {
  CommitError,
  commitChanges,
  type CommitRequest,
  type CommitResult,
  Device,
} from "../../lib/device";
import { touchesWayIn } from "../../lib/device/commit/way-in";
import { ConfigTree } from "../../lib/junos";
import { FakeDevice, type FakeOptions } from "./fake-device";
import { daemonError, ipsecTable } from "./published";

const MINUTE = 1500;
const OLD = "set system host-name fake";
const LINE = "set security ike gateway gw1 address 172.16.21.1";
const NOTE = "commit confirmed, rollback in 5mins";

let fake: FakeDevice;
let device: Device;

async function start(options: FakeOptions = {}): Promise<void> {
  fake = await FakeDevice.start({ minute: MINUTE, configuration: OLD, ...options });
  device = new Device({
    host: "127.0.0.1",
    port: fake.port,
    user: "lab",
    password: "lab123",
    acceptFirstHostKey: true,
  });
}

afterEach(async () => {
  device.drop();
  await fake.stop();
});

async function attempt(
  line = LINE,
  more: Partial<CommitRequest> = {},
): Promise<CommitResult | CommitError> {
  return await commitChanges(device, {
    plan: (active) => (active.toSet().includes(line) ? [] : [line]),
    log: "stack",
    readyTimeoutSeconds: 3,
    lockTimeoutSeconds: 1,
    commitTimeoutSeconds: 2,
    confirmMinutes: 1,
    minute: MINUTE,
    ...more,
  }).catch((error: CommitError) => error);
}

const commits = (): string[] => fake.received.filter((name) => name.startsWith("commit"));
const error = (severity: string, text: string): string =>
  `<rpc-error><error-type>protocol</error-type><error-tag>operation-failed</error-tag><error-severity>${severity}</error-severity><error-message>\n${text}\n</error-message></rpc-error>`;
const AWAY = error("error", "Could not connect to node1 : No route to host");

describe("a commit of somebody else", () => {
  test("that a commit check confirmed keeps its note for good, and blocks nothing", async () => {
    await start();
    fake.log.unshift({ user: "ops", log: "a change", comment: NOTE });
    expect(await attempt()).toMatchObject({ changed: true });
  });

  test("with words about rollbacks in its log blocks nothing", async () => {
    await start();
    fake.log.unshift({
      user: "ops",
      log: "test: rollback in 10 days if no complaints",
      comment: "",
    });
    expect(await attempt()).toMatchObject({ changed: true });
  });

  const logOf = (inside: string): string =>
    `<commit-information><commit-history><sequence-number>0</sequence-number><user>ops</user><client>cli</client><date-time junos:seconds="1000">then</date-time><comment>${NOTE}</comment>${inside}</commit-history></commit-information>`;

  test("that carries the device's mark is waited for, also when nothing is missing", async () => {
    await start({
      configuration: LINE,
      operational: {
        "get-commit-information": logOf("<commit-confirmed>rollback pending</commit-confirmed>"),
      },
    });
    expect(await attempt()).toMatchObject({
      standing: "old",
      message: expect.stringContaining("waits for somebody's confirmation") as unknown,
    });
  });

  test.each([
    [1200, "waits"],
    [1400, "blocks nothing"],
  ])("on a release without the mark, at %d s by the device's clock, %s", async (now, outcome) => {
    await start({
      configuration: LINE,
      operational: {
        "get-commit-information": logOf(""),
        "get-system-information":
          "<system-information><hardware-model>srx300</hardware-model><os-version>19.4R3</os-version></system-information>",
        "get-system-uptime-information": `<system-uptime-information><current-time><date-time junos:seconds="${now}">now</date-time></current-time></system-uptime-information>`,
      },
    });
    expect(await attempt()).toMatchObject(
      outcome === "waits" ? { standing: "old" } : { changed: false },
    );
  });
});

describe("the lock", () => {
  test("is held from the load to the confirmation, by the session that confirms", async () => {
    await start();
    const holders: (number | undefined)[] = [];
    fake.fault = ({ operation, session }) => {
      if (operation === "commit") holders.push(fake.lockedBy, session);
      return undefined;
    };
    expect(await attempt()).toMatchObject({ changed: true });
    expect(holders).toEqual([1, 1]);
    expect(fake.logins).toBe(2);
    expect(fake.lockedBy).toBeUndefined();
  });

  test("is given back first when the change touches the way in: then the second session confirms", async () => {
    await start();
    let confirmedBy = 0;
    fake.fault = ({ operation, session }) => {
      if (operation === "commit") confirmedBy = session;
      return undefined;
    };
    const outcome = await attempt("set system services ssh protocol-version v2");
    expect(outcome).toMatchObject({ changed: true });
    expect(confirmedBy).toBe(2);
  });

  test("of a session that is gone goes to a new one, and that one confirms", async () => {
    await start();
    fake.fault = ({ operation, session }) =>
      operation === "commit" && session === 1 ? "cut-before" : undefined;
    expect(await attempt()).toMatchObject({ changed: true });
    expect(fake.text()).toContain(LINE);
    expect(commits()).toEqual(["commit-confirmed", "commit", "commit"]);
  });

  /** Loses the first session at its confirmation; from then on, somebody has edits in the candidate for so many tries. */
  function loseAndEdit(tries: number): void {
    let left = tries;
    fake.fault = ({ operation, session }) => {
      if (operation === "commit" && session === 1) return "cut-before";
      if (operation === "lock" && session > 2) {
        fake.candidate = fake.active.clone();
        if (left > 0) fake.candidate.applySet("set system location building theirs");
        left -= 1;
      }
      return undefined;
    };
  }

  test("of a session that is gone goes to nobody while somebody edits, and then to a new one", async () => {
    await start();
    loseAndEdit(1);
    expect(await attempt()).toMatchObject({ changed: true });
    expect(fake.text()).toBe(`${OLD}\n${LINE}`);
    expect(commits()).toEqual(["commit-confirmed", "commit", "commit"]);
  });

  test("of a session that is gone never comes back while somebody edits: nothing is confirmed, and no session killed", async () => {
    await start();
    loseAndEdit(100);
    const outcome = await attempt();
    expect(outcome).toMatchObject({ standing: "old" });
    expect((outcome as Error).message).toContain("rolled back by itself");
    expect(fake.text()).toBe(OLD);
    expect(commits()).toEqual(["commit-confirmed", "commit"]);
    expect(fake.received).not.toContain("kill-session");
  });

  test("that another's private edits stand in the way of is waited for", async () => {
    let tries = 0;
    await start({
      operational: {
        lock: () =>
          tries++ < 1 ? error("error", "private edits in use. Try 'configure private'") : "<ok/>",
      },
    });
    await attempt();
    expect(tries).toBeGreaterThan(1);
  });
});

describe("which lines touch the way in", () => {
  const active = ConfigTree.fromSet(
    "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.7/24\nset interfaces fxp0 unit 0 family inet address 10.0.0.1/24",
  );
  test.each([
    ["set interfaces fxp0 unit 0 family inet address 10.0.0.2/24", true],
    ["delete system services", true],
    ["delete system", true],
    ["set firewall family inet filter f term t then accept", true],
    ["set groups g system host-name x", true],
    ["set system host-name x", false],
    ["set security ike gateway g address 1.2.3.4", false],
    ["set interfaces st0 unit 0 family inet", false],
  ])("%s: %s", (line, expected) => {
    expect(touchesWayIn([line], active, "10.0.0.1")).toBe(expected);
  });

  test("through an interface of its traffic, that interface, its zones and routes do too", () => {
    for (const line of [
      "set interfaces ge-0/0/0 unit 0 family inet mtu 1400",
      "delete security zones security-zone trust",
      "set routing-options static route 0.0.0.0/0 next-hop 192.0.2.1",
    ]) {
      expect(touchesWayIn([line], active, "192.0.2.7")).toBe(true);
      expect(touchesWayIn([line], active, "10.0.0.1")).toBe(false);
    }
  });
});

describe("only our entry in the log confirms", () => {
  const entry = (log: string, comment: string, isPending: boolean, index: number): string =>
    `<commit-history><sequence-number>${index}</sequence-number><user>lab</user><date-time>now</date-time><comment>${comment}</comment><log>${log}</log>${isPending ? "<commit-confirmed>rollback pending</commit-confirmed>" : ""}</commit-history>`;

  test("not an empty log: the confirmation is sent, and the change stays", async () => {
    await start({ operational: { "get-commit-information": "<commit-information/>" } });
    expect(await attempt()).toMatchObject({ changed: true });
    expect(commits()).toContain("commit");
    await new Promise((resolve) => setTimeout(resolve, MINUTE + 200));
    expect(fake.text()).toContain(LINE);
  });

  test("not the other node's newest entry, which comes first", async () => {
    const other = `<multi-routing-engine-item><re-name>node0</re-name><commit-information><commit-history><sequence-number>0</sequence-number><user>root</user><client>other</client></commit-history></commit-information></multi-routing-engine-item>`;
    await start({
      operational: {
        "get-commit-information": () =>
          `<multi-routing-engine-results>${other}<multi-routing-engine-item><re-name>node1</re-name><commit-information>${fake.log
            .map(({ log, comment }, index) =>
              entry(log, comment, index === 0 && comment !== "", index),
            )
            .join(
              "",
            )}</commit-information></multi-routing-engine-item></multi-routing-engine-results>`,
      },
    });
    expect(await attempt()).toMatchObject({ changed: true });
    expect(commits()).toEqual(["commit-confirmed", "commit"]);
  });

  test("not the device's word, when its configuration is the one from before", async () => {
    await start();
    const text = fake.text.bind(fake);
    const before = text();
    fake.text = () => before;
    const outcome = await attempt();
    fake.text = text;
    expect(outcome).toMatchObject({ standing: "old" });
    expect((outcome as Error).message).toContain("the one from before");
  });
});

describe("what is absent is not empty", () => {
  test("a comparison without its output is not 'unchanged'", async () => {
    await start();
    fake.answerOf = (operation, message) =>
      operation === "get-configuration" && message.includes("compare=")
        ? "<configuration-information/>"
        : undefined;
    const outcome = await attempt();
    expect(outcome).toBeInstanceOf(CommitError);
    expect((outcome as Error).message).toContain("without <configuration-output>");
  });

  test("a device without a configuration is not an empty device", async () => {
    await start();
    fake.answerOf = (operation, message) =>
      operation === "get-configuration" && message.includes(`format="set"`) ? "<data/>" : undefined;
    expect(await attempt()).toMatchObject({ standing: "old" });
    expect(commits()).toEqual([]);
  });

  test("a daemon that can't tell about cards is waited for", async () => {
    let asked = 0;
    await start();
    fake.answerOf = (operation) =>
      operation === "get-pic-information" && asked++ < 2
        ? error("error", "error: the chassis-control subsystem is not running")
        : undefined;
    expect(await attempt()).toMatchObject({ changed: true });
    expect(asked).toBeGreaterThan(2);
  });
});

describe("a cluster whose other node is away", () => {
  const PART = "<routing-engine><name>node0</name><commit-success/></routing-engine>";

  test("is asked and answers", async () => {
    await start({
      operational: {
        "get-system-information": `${AWAY}<multi-routing-engine-results><multi-routing-engine-item><re-name>node0</re-name><system-information><hardware-model>vsrx</hardware-model><os-version>24.4R1.9</os-version></system-information></multi-routing-engine-item></multi-routing-engine-results>`,
      },
    });
    expect(await attempt()).toMatchObject({ changed: true, system: { model: "vsrx" } });
  });

  test("commits, with a warning", async () => {
    await start();
    fake.wrap = (operation, answer) =>
      operation === "commit-confirmed" || operation === "check"
        ? `<commit-results>${AWAY}${error("warning", "Cannot connect to other RE, ignoring it")}${PART}</commit-results><ok/>`
        : answer;
    const outcome = await attempt();
    expect(outcome).toMatchObject({ changed: true });
    expect((outcome as CommitResult).warnings.join()).toContain("Could not connect to node1");
  });

  test("says an error and success in one: the log tells which", async () => {
    await start();
    fake.wrap = (operation, answer) =>
      operation === "commit-confirmed"
        ? `<commit-results>${error("error", "could not write to the other one")}${PART}</commit-results><ok/>`
        : answer;
    expect(await attempt()).toMatchObject({ changed: true });
    expect(fake.text()).toContain(LINE);
  });
});

test("an IKE daemon that only starts doesn't roll a good commit back", async () => {
  let asked = 0;
  await start({
    operational: {
      "get-security-associations-information": () =>
        asked++ < 2
          ? daemonError("kmd", "error: IPSec is not configured")
          : ipsecTable("vpn1", [{ address: "203.0.113.1", identity: "a", index: 1 }]),
    },
  });
  expect(await attempt(LINE, { probeVpns: ["vpn1"] })).toMatchObject({ changed: true });
});

describe("a policy-based VPN", () => {
  const POLICY =
    "set security policies from-zone trust to-zone untrust policy p then permit tunnel ipsec-vpn v1";
  const packages = (...names: string[]): string =>
    `<software-information>${names.map((name) => `<package-information><name>${name}</name></package-information>`).join("")}</software-information>`;

  test("is refused before anything is loaded on a device with the newer IKE daemon", async () => {
    await start({
      operational: { "get-software-information": packages("junos", "junos-ike") },
    });
    const outcome = await attempt(POLICY);
    expect(outcome).toBeInstanceOf(CommitError);
    expect(outcome).toMatchObject({ standing: "old" });
    expect((outcome as CommitError).message).toMatch(/Nothing was changed.*junos-ike.*no effect/s);
    expect(fake.received).not.toContain("load-configuration");
    await (await device.session()).request("<get-system-information/>");
    expect(fake.lockedBy).toBeUndefined();
  });

  test.each([
    ["the older one", { "get-software-information": packages("junos") }],
    ["no answer to the question", {}],
  ])("goes on with %s", async (_which, operational) => {
    await start({ operational });
    expect(await attempt(POLICY)).toMatchObject({ changed: true });
  });
});

describe("what the program claims of a device", () => {
  const software = (more: string): string =>
    `<software-information><host-name>fake</host-name><junos-version>24.4R1.9</junos-version><package-information><name>junos</name></package-information>${more}</software-information>`;
  const WITH_IKED = software("<package-information><name>junos-ike</name></package-information>");

  test.each([
    ["another daemon", { daemon: "iked" }, software(""), /has the IKE daemon kmd .*without/],
    ["the other daemon", { daemon: "kmd" }, WITH_IKED, /has the IKE daemon iked/],
    ["another release", { release: "23.4" }, software(""), /runs Junos 24\.4R1\.9/],
    ["a release of the same beginning", { release: "24.4R1.1" }, "", /says release "24\.4R1\.1"/],
  ] as const)(
    "and is not: %s is an error before anything is loaded",
    async (_what, claims, packages, told) => {
      await start({ operational: { "get-software-information": packages } });
      const outcome = await attempt(LINE, { claims });
      expect(outcome).toMatchObject({ standing: "old" });
      expect((outcome as Error).message).toMatch(told);
      expect(fake.received).not.toContain("load-configuration");
    },
  );

  test("and is: it costs no exchange more", async () => {
    await start({ operational: { "get-software-information": WITH_IKED } });
    const claims = { daemon: "iked", release: "24.4R1" } as const;
    expect(await attempt(LINE, { claims })).toMatchObject({ changed: true });
    expect(device.traffic.exchanges).toBe(5);
  });

  test("and can't be asked: it is believed", async () => {
    const error = `<rpc-error><error-severity>error</error-severity><error-message>permission denied</error-message></rpc-error>`;
    await start({ operational: { "get-software-information": error } });
    expect(await attempt(LINE, { claims: { daemon: "iked" } })).toMatchObject({ changed: true });
  });
});

describe("a check on the device", () => {
  test("loads, lets it check, discards, and commits nothing", async () => {
    await start();
    const result = await attempt(LINE, { checkOnly: true });
    expect(result).toMatchObject({ changed: false, diff: `+ ${LINE}` });
    expect(fake.received).toContain("check");
    expect(commits()).toEqual([]);
    expect(fake.text()).toBe(OLD);
    expect(fake.candidate.toSet()).toEqual([OLD]);
    expect(fake.lockedBy).toBeUndefined();
  });

  test("that is refused is an error, and leaves nothing behind", async () => {
    await start();
    fake.checkErrors = error("error", "gateway without an address");
    const outcome = await attempt(LINE, { checkOnly: true });
    expect(outcome).toMatchObject({ standing: "old" });
    expect((outcome as CommitError).message).toMatch(
      /refuses what was loaded; nothing was committed.*address/s,
    );
    expect(fake.candidate.toSet()).toEqual([OLD]);
    expect(fake.lockedBy).toBeUndefined();
  });
});
