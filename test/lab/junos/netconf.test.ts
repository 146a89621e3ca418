// What the device answers to NETCONF requests about its configuration.

import { parseXml } from "../../../lib/device/xml";
import { ConfigTree } from "../../../lib/junos";
import { verifyPassword } from "../../../lab/junos/ssh/crypt";
import { setTimeout as sleep } from "node:timers/promises";
import {
  box,
  type Box,
  Client,
  COMMIT,
  COMPARE,
  editor,
  LOCK,
  MARK,
  MINUTE,
  UNLOCK,
} from "./netconf-client";

let device: Box;

beforeEach(() => {
  device = box();
});

afterEach(() => {
  device.remove();
});

const active = (): string => device.database.active.toSet().join("\n");

test("the greeting has comments, capabilities and the session's number", async () => {
  const hello = await new Client(device).hello;
  expect(hello).toMatch(/^<!-- No zombies.*-->\n<!-- user lab, class j-super-user -->/);
  expect(hello).toContain("urn:ietf:params:netconf:capability:candidate:1.0");
  expect(hello).not.toContain("base:1.1");
  expect(hello).toMatch(/<session-id>\d+<\/session-id>/);
});

test("counted chunks when both sides offer them", async () => {
  const client = new Client(device, { quirks: { chunks: true } }, false);
  await client.hello;
  client.send(
    `<hello><capabilities><capability>urn:ietf:params:netconf:base:1.1</capability></capabilities></hello>${MARK}`,
  );
  let said = "";
  client.write = (text: string) => void (said += text);
  const half = (text: string): string => `\n#${Buffer.byteLength(text)}\n${text}`;
  client.send(`${half(`<rpc message-id="7"><discard-`)}${half("changes/></rpc>")}\n##\n`);
  await sleep(20);
  const head = /^\n#(\d+)\n/.exec(said);
  expect(head).not.toBeNull();
  expect(said).toMatch(/message-id="7">\s*<ok\/>\s*<\/rpc-reply>\n##\n/);
});

test("lock, load, compare, check, commit, unlock", async () => {
  const client = new Client(device);
  expect(await client.ask(LOCK)).toContain("<ok/>");
  expect(await client.load("set system host-name other")).toMatch(
    /<load-configuration-results><ok\/><\/load-configuration-results>/,
  );
  expect(await client.ask(COMPARE)).toMatch(
    /\[edit system\]\n-\s+host-name srx1;\n\+\s+host-name other;/,
  );
  const checked = await client.ask("<commit-configuration><check/></commit-configuration>");
  expect(checked).toContain("<commit-check-success/>");
  expect(checked).toContain("<ok/>");
  expect(active()).toContain("srx1");
  expect(
    await client.ask("<commit-configuration><log>a &amp; b</log></commit-configuration>"),
  ).toContain("<ok/>");
  expect(await client.ask(UNLOCK)).toContain("<ok/>");
  expect(active()).toBe("set system host-name other");
  expect(device.activated.at(-1)).toEqual(["set system host-name other"]);
  expect(device.database.history[0]).toMatchObject({
    user: "lab",
    client: "netconf",
    log: "a & b",
  });
});

test("requests sent together are answered in order", async () => {
  const client = new Client(device);
  await client.hello;
  client.send(
    [LOCK, `<get-configuration database="committed" format="set"/>`, UNLOCK]
      .map((operation, index) => `<rpc message-id="${index}">${operation}</rpc>${MARK}`)
      .join(""),
  );
  expect(await client.next()).toMatch(/message-id="0"[\s\S]*<ok\/>/);
  expect(await client.next()).toMatch(/message-id="1"[\s\S]*set system host-name srx1/);
  expect(await client.next()).toMatch(/message-id="2"[\s\S]*<ok\/>/);
});

describe("the lock", () => {
  test("is refused with the name of who holds it", async () => {
    const first = new Client(device, { editor: editor("anna") });
    const second = new Client(device);
    await first.ask(LOCK);
    const refused = await second.ask(LOCK);
    expect(refused).toContain("<error-tag>lock-denied</error-tag>");
    expect(refused).toMatch(
      /configuration database locked by:\n {2}anna terminal .*\(pid \d+\) on since .*, idle 00:00:00\n {6}exclusive/,
    );
    expect(refused).toMatch(/<error-info><session-id>\d+<\/session-id>/);
    expect(await second.load("set system host-name x")).toContain("locked by");
    expect(await second.ask(COMMIT)).toContain("locked by");
  });

  test("ends with its session, and what wasn't committed is gone", async () => {
    const first = new Client(device);
    await first.ask(LOCK);
    await first.load("set system host-name x");
    first.hangUp();
    const second = new Client(device);
    expect(await second.ask(LOCK)).toContain("<ok/>");
    expect(await second.ask(COMPARE)).toMatch(/<configuration-output>\s*<\/configuration-output>/);
  });

  test("is refused for a candidate that somebody has changed", async () => {
    device.database.disturb(["set system host-name foreign"]);
    expect(await new Client(device).ask(LOCK)).toContain("configuration database modified");
  });

  test("stays until a commit under way is done", async () => {
    const first = new Client(device);
    await first.ask(LOCK);
    await first.load("set system host-name x");
    device.database.slowness = 60;
    void first.ask(COMMIT);
    await sleep(10);
    first.hangUp();
    expect(await new Client(device).ask(LOCK)).toContain("lock-denied");
    await sleep(100);
    expect(active()).toContain("host-name x");
    expect(await new Client(device).ask(LOCK)).toContain("<ok/>");
  });

  test("unlocking what isn't locked is an error", async () => {
    expect(await new Client(device).ask(UNLOCK)).toContain("Configuration database is not open");
  });
});

describe("loading", () => {
  test("a bad line is named inside the results, and counted; the good ones stay", async () => {
    const client = new Client(device);
    const reply = await client.load(
      "set system host-name good\nset security ike gatewayy gw1 address 1.1.1.1",
    );
    expect(reply).toMatch(/<load-configuration-results><rpc-error>/);
    expect(reply).toMatch(
      /<error-message>\nsyntax error\n<\/error-message><error-info><bad-element>gatewayy<\/bad-element>/,
    );
    expect(reply).toContain("<load-error-count>1</load-error-count>");
    expect(reply).not.toContain("<ok/>");
    expect(await client.ask(COMPARE)).toContain("host-name good");
    expect(await client.ask(COMPARE)).not.toContain("gatewayy");
  });

  test("deleting what isn't there is a warning, and still well", async () => {
    const reply = await new Client(device).load("delete system domain-name");
    expect(reply).toMatch(
      /<error-severity>warning<\/error-severity><error-message>\nstatement not found\n/,
    );
    expect(reply).toContain("<ok/>");
  });

  test("text and XML, with their actions", async () => {
    const client = new Client(device);
    await client.ask(
      `<load-configuration format="text"><configuration-text>system { domain-name example.net; }</configuration-text></load-configuration>`,
    );
    expect(device.database.isModified()).toBe(true);
    await client.ask(
      `<load-configuration action="replace"><configuration><system operation="replace"><host-name>new</host-name></system></configuration></load-configuration>`,
    );
    await client.ask(COMMIT);
    expect(active()).toBe("set system host-name new");
    await client.ask(
      `<load-configuration action="override" format="text"><configuration-text>system { host-name over; }</configuration-text></load-configuration>`,
    );
    await client.ask(COMMIT);
    expect(active()).toBe("set system host-name over");
  });

  test("a broken text has two errors: the mistake, and where the reader found itself again", async () => {
    const reply = await new Client(device).ask(
      `<load-configuration format="text"><configuration-text>system { host-name a; </configuration-text></load-configuration>`,
    );
    expect(reply).toContain("error recovery ignores input until this point");
    expect(reply).toContain("<load-error-count>2</load-error-count>");
  });

  test("edit-config has its errors directly below the reply", async () => {
    const client = new Client(device);
    const edit = (inside: string): string =>
      `<edit-config><target><candidate/></target><config><configuration>${inside}</configuration></config></edit-config>`;
    expect(await client.ask(edit("<system><host-name>rfc</host-name></system>"))).toContain(
      "<ok/>",
    );
    expect(await client.ask(edit("<nonsense/>"))).toMatch(/message-id="2">\s*<rpc-error>/);
  });

  test("secrets are scrambled as soon as they are loaded", async () => {
    const client = new Client(device);
    await client.load("set security ike policy p1 pre-shared-key ascii-text topsecret");
    const shown = await client.ask(`<get-configuration format="set"/>`);
    expect(shown).toContain("$9$");
    expect(shown).not.toContain("topsecret");
  });
});

test("a password in plain becomes a hash that fits", async () => {
  const client = new Client(device);
  await client.load(
    `set system root-authentication plain-text-password-value "a secret"\nset system login user u class super-user\nset system login user u authentication plain-text-password-value other`,
  );
  const shown = await client.ask(`<get-configuration format="set"/>`);
  expect(shown).not.toMatch(/a secret|other|plain-text/);
  const kept = [...shown.matchAll(/encrypted-password &quot;(\S+)&quot;/g)].map(
    (found) => found[1] ?? "",
  );
  expect(kept).toHaveLength(2);
  expect(verifyPassword("a secret", kept[0] ?? "")).toBe(true);
  expect(verifyPassword("other", kept[1] ?? "")).toBe(true);
});

const CHECK = "<commit-configuration><check/></commit-configuration>";

describe("commit", () => {
  test("what violates a constraint is refused with its path and a closing error", async () => {
    const client = new Client(device);
    await client.load("set security ike gateway gw1 ike-policy missing");
    const checked = await client.ask("<commit-configuration><check/></commit-configuration>");
    expect(checked).toMatch(
      /<commit-results><rpc-error>[\s\S]*<error-path>\[edit security ike gateway gw1/,
    );
    expect(checked).toContain("configuration check-out failed: (");
    const refused = await client.ask(COMMIT);
    expect(refused).toContain("commit failed: (");
    expect(refused).not.toContain("<ok/>");
    expect(active()).toBe("set system host-name srx1");
  });

  test("warnings come along and change nothing", async () => {
    device.warnings = [
      { severity: "warning", text: "requires 'bgp' license", path: "[edit protocols]" },
    ];
    const client = new Client(device);
    await client.load("set system host-name warned");
    const reply = await client.ask(COMMIT);
    expect(reply).toContain("<error-severity>warning</error-severity>");
    expect(reply).toContain("<ok/>");
    expect(active()).toContain("warned");
  });

  test("what a daemon can't carry out is not committed", async () => {
    const client = new Client(device);
    await client.load("set system host-name bad");
    device.refuses = "kmd: no";
    const reply = await client.ask(COMMIT);
    expect(reply).toContain("kmd: no");
    expect(reply).toContain("configuration check-out failed");
    expect(active()).toContain("srx1");
  });

  test("one that isn't confirmed is undone", async () => {
    const client = new Client(device);
    await client.load("set system host-name brief");
    await client.ask(
      `<commit-configuration><confirmed/><confirm-timeout>1</confirm-timeout></commit-configuration>`,
    );
    expect(active()).toContain("brief");
    expect(device.database.undoneAt).toBeGreaterThan(Date.now());
    await sleep(MINUTE + 60);
    expect(active()).toContain("srx1");
    expect(device.database.undoneAt).toBeUndefined();
    expect(
      device.database.history.map(({ user, client: by }) => `${user} ${by}`).slice(0, 2),
    ).toEqual(["root other", "lab netconf"]);
    expect(device.activated.at(-1)).toEqual(["set system host-name srx1"]);
  });

  test("one that another session confirms stays", async () => {
    const first = new Client(device);
    await first.load("set system host-name stays");
    await first.ask(
      `<commit-configuration><confirmed/><confirm-timeout>1</confirm-timeout></commit-configuration>`,
    );
    first.hangUp();
    await new Client(device).ask(COMMIT);
    await sleep(MINUTE + 60);
    expect(active()).toContain("stays");
  });

  test("one that a commit check confirms stays, without a new entry", async () => {
    const client = new Client(device);
    await client.load("set system host-name checked");
    await client.ask(
      `<commit-configuration><confirmed/><confirm-timeout>1</confirm-timeout></commit-configuration>`,
    );
    const entries = device.database.history.length;
    await new Client(device).ask(CHECK);
    expect(device.database.undoneAt).toBeUndefined();
    await sleep(MINUTE + 60);
    expect(active()).toContain("checked");
    expect(device.database.history).toHaveLength(entries);
    expect(device.database.history[0]?.confirmMinutes).toBe(1);
    const again = device.restart();
    expect(again.database.active.toSet()).toEqual(["set system host-name checked"]);
    again.database.stop();
  });

  test("nobody checks, and so confirms, while another holds the lock", async () => {
    const holder = new Client(device);
    await holder.ask(LOCK);
    await holder.load("set system host-name held");
    await holder.ask(
      `<commit-configuration><confirmed/><confirm-timeout>1</confirm-timeout></commit-configuration>`,
    );
    expect(await new Client(device).ask(CHECK)).toContain("configuration database locked by");
    expect(device.database.undoneAt).toBeDefined();
  });

  test("one that waits is undone when somebody kills a session that is there", async () => {
    const client = new Client(device);
    await client.load("set system host-name killed");
    await client.ask(
      `<commit-configuration><confirmed/><confirm-timeout>5</confirm-timeout></commit-configuration>`,
    );
    const other = 4711;
    const kill = (id: number): Promise<string> =>
      new Client(device, { killSession: (each) => each === other }).ask(
        `<kill-session><session-id>${id}</session-id></kill-session>`,
      );
    expect(await kill(other + 1)).toContain("no such session");
    expect(active()).toContain("killed");
    expect(await kill(other)).toContain("<ok/>");
    expect(active()).toContain("srx1");
    expect(device.database.undoneAt).toBeUndefined();
  });

  test("an RFC commit that waits for its confirmation ends with its session", async () => {
    const client = new Client(device);
    await client.load("set system host-name tied");
    expect(
      await client.ask("<commit><confirmed/><confirm-timeout>600</confirm-timeout></commit>"),
    ).toContain("<ok/>");
    expect(active()).toContain("tied");
    client.hangUp();
    await sleep(20);
    expect(active()).toContain("srx1");
  });

  test("after a power cycle an unconfirmed one is undone, and a confirmed one is there", async () => {
    const client = new Client(device);
    await client.load("set system host-name kept");
    await client.ask(COMMIT);
    await client.load("set system host-name unconfirmed");
    await client.ask(
      `<commit-configuration><confirmed/><confirm-timeout>5</confirm-timeout></commit-configuration>`,
    );
    const again = device.restart();
    expect(again.database.active.toSet()).toEqual(["set system host-name kept"]);
    expect(again.database.undoneAt).toBeUndefined();
    again.database.stop();
  });
});

test("a longest window needs no longer timer than there is", async () => {
  const client = new Client(device);
  await client.load("set system host-name long");
  const warned = jest.spyOn(process, "emitWarning");
  const reply = await client.ask(
    `<commit-configuration><confirmed/><confirm-timeout>65535</confirm-timeout></commit-configuration>`,
  );
  expect(reply).toContain("<ok/>");
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
  expect(
    await client.ask(
      `<commit-configuration><confirmed/><confirm-timeout>65536</confirm-timeout></commit-configuration>`,
    ),
  ).toContain("out of range");
});

test("rollback 0 to 49", async () => {
  const client = new Client(device);
  for (let number = 0; number < 52; number += 1) {
    await client.load(`set system host-name h${number}`);
    await client.ask(COMMIT);
  }
  expect(await client.ask(`<load-configuration rollback="2"/>`)).toContain("<ok/>");
  expect(await client.ask(COMPARE)).toMatch(/-\s+host-name h51;\n\+\s+host-name h49;/);
  expect(await client.ask(`<load-configuration rollback="49"/>`)).toContain("<ok/>");
  expect(await client.ask(COMPARE)).toContain("host-name h2;");
  expect(await client.ask(`<load-configuration rollback="50"/>`)).toContain("must be 0 to 49");
  expect(await client.ask("<discard-changes/>")).toContain("<ok/>");
  expect(
    await client.ask(`<get-configuration compare="rollback" rollback="1" format="text"/>`),
  ).toMatch(/-\s+host-name h50;\n\+\s+host-name h51;/);
});

test("the configuration to fall back on, when there is one", async () => {
  const ask = `<load-configuration rescue="rescue"/>`;
  expect(await new Client(device).ask(ask)).toContain("rescue configuration does not exist");
  const saved = ConfigTree.fromSet("set system host-name rescued");
  const client = new Client(device, { rescue: () => saved });
  expect(await client.ask(ask)).toContain("<ok/>");
  expect(await client.ask(COMPARE)).toContain("host-name rescued");
});

describe("private and exclusive candidates", () => {
  test("a private one touches nobody's, and commits its own changes only", async () => {
    const one = new Client(device);
    const two = new Client(device);
    expect(await one.ask("<open-configuration><private/></open-configuration>")).toMatch(
      /<error-severity>warning<\/error-severity>.*uncommitted changes will be discarded on exit/s,
    );
    await one.load("set system domain-name one.example");
    await two.ask("<open-configuration><private/></open-configuration>");
    await two.load("set system host-name two");
    expect(await two.ask(COMPARE)).not.toContain("one.example");
    await two.ask(COMMIT);
    await one.ask(COMMIT);
    expect(active()).toBe("set system host-name two\nset system domain-name one.example");
    expect(await one.ask(`<commit-configuration><confirmed/></commit-configuration>`)).toContain(
      "<rpc-error>",
    );
    expect(await one.ask("<close-configuration/>")).toContain("<ok/>");
  });

  test("a private one keeps others from the shared one; the lock is still to be had", async () => {
    await new Client(device).ask("<open-configuration><private/></open-configuration>");
    const other = new Client(device);
    expect(await other.load("set system host-name shared")).toContain(
      "private edits in use. Try 'configure private' or 'configure exclusive'",
    );
    expect(await other.ask(LOCK)).toContain("<ok/>");
    expect(await other.load("set system host-name shared")).toContain("<ok/>");
  });

  test("an exclusive one is the lock", async () => {
    const one = new Client(device);
    await one.ask("<open-configuration><exclusive/></open-configuration>");
    expect(await new Client(device).ask(LOCK)).toContain("lock-denied");
    expect(await one.ask(LOCK)).toContain("already open");
  });
});

describe("reading", () => {
  beforeEach(async () => {
    const client = new Client(device);
    await client.load(
      "set security zones security-zone p1 tcp-rst\nset security zones security-zone p2 tcp-rst",
    );
    await client.ask(COMMIT);
  });

  test("all formats", async () => {
    const client = new Client(device);
    expect(await client.ask(`<get-configuration format="text"/>`)).toMatch(
      /<configuration-text[^>]*>\s*system \{/,
    );
    const xml = await client.ask(`<get-configuration/>`);
    expect(xml).toMatch(
      /<configuration xmlns="http:\/\/xml.juniper.net\/xnm\/1.1\/xnm"[^>]* junos:commit-user="lab">/,
    );
    expect(xml).toContain("<host-name>srx1</host-name>");
    const json = parseXml(await client.ask(`<get-configuration format="json"/>`)).text;
    expect(JSON.parse(json)).toMatchObject({ configuration: { system: { "host-name": "srx1" } } });
    expect(await client.ask(`<get-configuration format="yaml"/>`)).toContain("<rpc-error>");
  });

  test("a filter takes a part", async () => {
    const client = new Client(device);
    const one = await client.ask(
      `<get-configuration format="set"><configuration><security><zones><security-zone><name>p2</name></security-zone></zones></security></configuration></get-configuration>`,
    );
    expect(one).toMatch(
      /<configuration-set>\s*set security zones security-zone p2 tcp-rst\s*<\/configuration-set>/,
    );
    const rfc = await client.ask(
      `<get-config><source><running/></source><filter type="subtree"><configuration><system/></configuration></filter></get-config>`,
    );
    expect(rfc).toMatch(/<data><configuration[^>]*>[\s\S]*<host-name>srx1/);
    expect(rfc).not.toContain("<security>");
  });
});

test("everything else goes to the operational part", async () => {
  const client = new Client(device);
  expect(await client.ask("<get-system-information/>")).toContain(
    "<get-system-information-answer/>",
  );
  expect(await client.ask(`<command format="text">show version</command>`)).toMatch(
    /<output>\s*ran show version\s*<\/output>/,
  );
});

test("who may only look can't change", async () => {
  const client = new Client(device, { mayConfigure: false });
  expect(await client.load("set system host-name x")).toContain("permission denied");
  expect(await client.ask(`<get-configuration format="set"/>`)).toContain("srx1");
});

test("a request that isn't well-formed is told so, and the session ends", async () => {
  const client = new Client(device);
  await client.hello;
  client.send(`<rpc message-id="1"><lock></rpc>${MARK}`);
  expect(await client.next()).toContain("malformed-message");
  expect(client.closed).toBe(true);
});

test("faults happen where they were ordered, and once", async () => {
  device.faults.order({ fault: { kind: "cut-after" }, operation: "commit" });
  const client = new Client(device);
  await client.load("set system host-name cut");
  void client.ask(COMMIT);
  await sleep(20);
  expect(client.closed).toBe(true);
  expect(active()).toContain("cut");
  device.faults.clear();
  device.faults.order({ fault: { kind: "malformed" }, message: 2 });
  const next = new Client(device);
  expect(await next.ask(COMPARE)).toContain("<configuration-output>");
  expect(await next.ask(COMPARE)).toContain("<oops>");
  expect(await next.ask(COMPARE)).toContain("<configuration-output>");
});

test("habits of real devices: line breaks in every text, a part left open", async () => {
  const client = new Client(device, { quirks: { lineBreaks: true, unclosedRoutingEngine: true } });
  const reply = await client.ask("<commit-configuration><check/></commit-configuration>");
  expect(reply).toContain("<name>\nre0\n</name>");
  expect(reply).not.toContain("</routing-engine>");
  expect(parseXml(reply).name).toBe("rpc-reply");
});

test("who closes his side still hears the answers", async () => {
  const client = new Client(device);
  await client.hello;
  client.send(`<rpc message-id="1">${LOCK}</rpc>${MARK}<rpc message-id="2">${UNLOCK}</rpc>${MARK}`);
  client.emit("end");
  expect(await client.next()).toContain('message-id="1"');
  expect(await client.next()).toContain('message-id="2"');
  await sleep(5);
  expect(client.closed).toBe(true);
});
