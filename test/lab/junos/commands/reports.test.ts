// The device's reports, read back by the library's client and looked at as a person would.

import {
  readEspCounters,
  readIkeSas,
  readInactiveTunnels,
  readIpsecTunnels,
  readNatRules,
  readPing,
} from "../../../../lib/device";
import {
  forwardingReady,
  readCommitLog,
  readSystemInformation,
} from "../../../../lib/device/replies/system";
import { findAll, parseXml, type XmlElement } from "../../../../lib/device/xml";
import { IdlePlane } from "../../../../lab/junos/dataplane";
import { write } from "../../../../lab/junos/report/markup";
import { sheetMarkup, sheetText } from "../../../../lab/junos/report/sheet";
import { type Arguments } from "../../../../lab/junos/commands/command";
import { type DeviceView } from "../../../../lab/junos/device-view";
import { COMMANDS } from "../../../../lab/junos/commands";
import { TunnelLedger } from "../../../../lab/junos/tunnel-ledger";
import { type IkeSa, type IpsecSa } from "../../../../lab/dataplane/types";
import { testView } from "../test-view";

const CONFIGURATION = `
set system host-name srx1
set interfaces ge-0/0/0 unit 0 family inet address 172.16.11.1/24
set security ike gateway gw1 ike-policy ike_pol
set security ike gateway gw1 address 172.16.21.1
set security ike gateway gw1 external-interface ge-0/0/0.0
set security ipsec vpn vpn1 bind-interface st0.0
set security ipsec vpn vpn1 ike gateway gw1
set security ipsec vpn vpn1 establish-tunnels immediately
set security nat static rule-set rule1 from zone untrust
set security nat static rule-set rule1 rule natT match destination-address 172.16.21.1/32
set security nat static rule-set rule1 rule natT then static-nat prefix 10.1.31.1/32
set security nat source rule-set out from zone trust
set security nat source rule-set out to zone untrust
set security nat source rule-set out rule r1 match source-address 10.1.11.0/24
set security nat source rule-set out rule r1 then source-nat interface
`;

const IKE: IkeSa = {
  index: 6000001,
  gateway: "gw1",
  localAddress: "172.16.11.1",
  localPort: 4500,
  remoteAddress: "172.16.21.1",
  remotePort: 4500,
  localIdentity: "branch_natt1@example.net",
  remoteIdentity: "responder_natt1@example.net",
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
  ageSeconds: 10,
};

const IPSEC: IpsecSa = {
  index: 131074,
  vpn: "vpn1",
  gateway: "gw1",
  bindInterface: "st0.0",
  localAddress: "172.16.11.1",
  remoteAddress: "172.16.21.1",
  port: 4500,
  spiIn: "ac23df79",
  spiOut: "cbc9281a",
  protocol: "ESP",
  encryption: "aes-256-cbc",
  integrity: "sha256",
  localSelector: "0.0.0.0/0",
  remoteSelector: "0.0.0.0/0",
  lifetimeSeconds: 3600,
  remainingSeconds: 2160,
  bytesIn: 6208,
  bytesOut: 920,
  packetsIn: 87,
  packetsOut: 5,
  state: "UP",
};

let plane: IdlePlane;
let tunnels: TunnelLedger;
let forwarding = true;

beforeEach(() => {
  plane = new IdlePlane();
  tunnels = new TunnelLedger();
  forwarding = true;
});

function device(undoneAt?: number): DeviceView {
  const { view } = testView(CONFIGURATION);
  return {
    ...view,
    configuration: {
      ...view.configuration,
      commits: view.configuration.commits.map((record, number) =>
        number === 0 ? { ...record, log: "a stack [1]", confirmMinutes: 5 } : record,
      ),
      undoneAt,
    },
    plane,
    tunnels,
    forwardingReady: forwarding,
  };
}

async function report(
  rpc: string,
  given: Arguments = {},
  from = device(),
): Promise<{ root: XmlElement; text: string }> {
  const command = COMMANDS.find((each) => each.rpc.includes(rpc));
  if (command === undefined) throw new Error(`no ${rpc}`);
  const sheet = await command.run(from, given);
  const xml = write(sheetMarkup(sheet));
  return {
    root: parseXml(`<rpc-reply xmlns:junos="j">${xml}</rpc-reply>`),
    text: sheetText(sheet),
  };
}

describe("IKE", () => {
  test("detail says roles, ports and identities", async () => {
    plane.reported = { ...plane.reported, ike: [IKE], ipsec: [IPSEC] };
    const { root, text } = await report("get-ike-security-associations-information", {
      detail: "",
    });
    expect(readIkeSas(root)).toEqual([
      expect.objectContaining({
        index: 6000001,
        gateway: "gw1",
        up: true,
        role: "initiator",
        exchange: "Main",
        localPort: 4500,
        remotePort: 4500,
        localIdentity: "branch_natt1@example.net",
        remoteIdentity: "responder_natt1@example.net",
      }),
    ]);
    expect(text).toContain(
      "IKE peer 172.16.21.1, Index 6000001, Gateway Name: gw1\n  Role: Initiator, State: UP\n",
    );
    expect(text).toContain("   Authentication        : hmac-sha1-96\n");
    expect(text).toContain("   Diffie-Hellman group  : DH-group-2\n");
    expect(text).toContain("  Lifetime: Expires in 28790 seconds\n");
  });

  test("brief is a table; none is its header alone", async () => {
    expect(
      (await report("get-ike-security-associations-information")).text.trim().split("\n"),
    ).toHaveLength(1);
    plane.reported = { ...plane.reported, ike: [IKE] };
    const { text, root } = await report("get-ike-security-associations-information");
    expect(text).toContain(
      "6000001 UP     b3a24bc00e963c51  7bf96bbee4f3fa34  Main           172.16.21.1",
    );
    expect(readIkeSas(root)[0]).toMatchObject({ up: true, remoteAddress: "172.16.21.1" });
  });
});

describe("IPsec", () => {
  test("detail has both directions, interface, port and events", async () => {
    const event = {
      time: Date.UTC(2026, 10, 23, 18, 20, 11),
      vpn: "vpn1",
      text: "IPSec SA negotiation successfully completed",
      count: 2,
    };
    plane.reported = { ...plane.reported, ipsec: [IPSEC], events: [event] };
    const { root, text } = await report("get-security-associations-information", { detail: "" });
    expect(readIpsecTunnels(root)).toEqual([
      expect.objectContaining({
        index: 131073,
        vpn: "vpn1",
        up: true,
        port: 4500,
        bindInterface: "st0.0",
        associations: [
          {
            direction: "inbound",
            spi: "ac23df79",
            installed: true,
            encryption: "aes-cbc-256",
            authentication: "hmac-sha256-128",
          },
          {
            direction: "outbound",
            spi: "cbc9281a",
            installed: true,
            encryption: "aes-cbc-256",
            authentication: "hmac-sha256-128",
          },
        ],
        events: [{ time: "Mon Nov 23 2026 18:20:11 +0000", text: event.text, times: 2 }],
      }),
    ]);
    expect(text).toContain("ID: 131073 Virtual-system: root, VPN Name: vpn1\n");
    expect(text).toContain(
      "Mon Nov 23 2026 18:20:11 +0000: IPSec SA negotiation successfully completed (2 times)",
    );
  });

  test("brief is a table with both arrows", async () => {
    plane.reported = { ...plane.reported, ipsec: [IPSEC] };
    const { text, root } = await report("get-security-associations-information");
    expect(text).toContain("Total active tunnels: 1     Total Ipsec sas: 1");
    expect(text).toMatch(
      /<131073 ESP:aes-cbc-256\/sha256 ac23df79 2160\/ unlim {3}- {3}root 4500 {2}172\.16\.21\.1/,
    );
    expect(text).toMatch(/>131073 ESP:aes-cbc-256\/sha256 cbc9281a/);
    expect(readIpsecTunnels(root)[0]?.associations.map(({ direction }) => direction)).toEqual([
      "inbound",
      "outbound",
    ]);
  });

  test("two pairs while keys change are one tunnel, and their counters one sum", async () => {
    const old = { ...IPSEC, index: 131073, remainingSeconds: 100, packetsIn: 3, packetsOut: 4 };
    plane.reported = { ...plane.reported, ipsec: [old, IPSEC] };
    const { root } = await report("get-security-associations-information", { detail: "" });
    expect(readIpsecTunnels(root)).toMatchObject([
      { index: 131073, associations: [{}, {}, {}, {}] },
    ]);
    const counters = await report("get-ipsec-statistics-information", {
      "show-index-ipsec-statistics": "131073",
    });
    expect(readEspCounters(counters.root)).toMatchObject({
      encryptedPackets: 9,
      decryptedPackets: 90,
    });
  });

  test("a tunnel keeps its number, and each tunnel of one VPN has its own", async () => {
    const numbers = async (ipsec: readonly IpsecSa[]): Promise<number[]> => {
      plane.reported = { ...plane.reported, ipsec };
      const { root } = await report("get-security-associations-information", { detail: "" });
      return readIpsecTunnels(root).map(({ index }) => index);
    };
    const other = { ...IPSEC, index: 7, remoteAddress: "172.16.31.1" };
    expect(await numbers([IPSEC, other])).toEqual([131073, 131074]);
    expect(
      await numbers([
        { ...other, index: 99 },
        { ...IPSEC, index: 100 },
      ]),
    ).toEqual([131074, 131073]);
    const { root } = await report("get-inactive-tunnels");
    expect(readInactiveTunnels(root)).toEqual([]);
  });

  test("a tunnel that isn't up is inactive, with the last word first", async () => {
    const events = [
      { time: 1000, vpn: "vpn1", text: "first", count: 1 },
      {
        time: 2000,
        gateway: "gw1",
        text: "IKE SA negotiation failed: authentication failed",
        count: 3,
      },
      { time: 3000, gateway: "other", text: "somebody else's", count: 1 },
    ];
    plane.reported = { ...plane.reported, events };
    const { root } = await report("get-inactive-tunnels", { detail: "" });
    const [tunnel, ...more] = readInactiveTunnels(root);
    const { text: shown } = await report("get-inactive-tunnels");
    expect(shown).toContain("Local Gateway: 172.16.11.1, Remote Gateway: 172.16.21.1");
    expect(shown).toContain("Fail#: 3,");
    expect(more).toEqual([]);
    expect(tunnel).toMatchObject({ vpn: "vpn1", up: false });
    expect(tunnel?.events.map(({ text, times }) => [text, times])).toEqual([
      ["IKE SA negotiation failed: authentication failed", 3],
      ["first", 1],
    ]);
    plane.reported = { ...plane.reported, ipsec: [IPSEC] };
    expect(readInactiveTunnels((await report("get-inactive-tunnels")).root)).toEqual([]);
  });

  test("statistics, cleared and grown again", async () => {
    plane.reported = { ...plane.reported, ipsec: [IPSEC] };
    const { root, text } = await report("get-ipsec-statistics-information");
    expect(readEspCounters(root)).toEqual({
      encryptedPackets: 5,
      decryptedPackets: 87,
      encryptedBytes: 920,
      decryptedBytes: 6208,
    });
    expect(text).toContain("  Encrypted bytes:              920\n");
    await report("clear-ipsec-statistics");
    expect(
      readEspCounters((await report("get-ipsec-statistics-information")).root).decryptedPackets,
    ).toBe(0);
    plane.reported = { ...plane.reported, ipsec: [{ ...IPSEC, packetsIn: 90 }] };
    expect(
      readEspCounters((await report("get-ipsec-statistics-information")).root).decryptedPackets,
    ).toBe(3);
  });

  test("clear takes an index, a VPN, or all", async () => {
    plane.reported = { ...plane.reported, ipsec: [IPSEC] };
    await report("clear-ipsec-security-associations", { index: "131073" });
    await report("clear-ike-security-associations");
    await expect(report("clear-ike-security-associations", { index: "x" })).rejects.toThrow(
      "invalid value",
    );
    expect(plane.cleared).toEqual([{ kind: "ipsec", index: 131074 }, { kind: "ike" }]);
  });
});

test("what ESP threw away is counted by reason", async () => {
  plane.reported = { ...plane.reported, espErrors: { replay: 3, authentication: 2 } };
  const { text } = await report("get-ipsec-statistics-information");
  expect(text).toContain("Replay errors: 3\n");
  expect(text).toContain("ESP authentication failures: 2, ESP decryption failures: 0\n");
});

test("sessions with both directions, their interfaces, and how many there are", async () => {
  const wing = { packets: 2, bytes: 168, sourcePort: 7, destinationPort: 7 };
  const back = { ...wing, source: "192.0.2.9", destination: "172.16.11.1" };
  const incoming = { ...wing, source: "172.16.11.9", destination: "192.0.2.9" };
  plane.passing = [
    { id: 57, protocol: "icmp", timeoutSeconds: 18, incoming, outgoing: back },
    { id: 58, protocol: "tcp", timeoutSeconds: 1800, incoming, outgoing: back },
  ];
  const { root, text } = await report("get-flow-session-information", { protocol: "icmp" });
  expect(text).toContain(
    "Session ID: 57, Timeout: 18, Session State: Valid\n  In: 172.16.11.9/7 --> 192.0.2.9/7;icmp, Conn Tag: 0x0, If: ge-0/0/0.0, Pkts: 2, Bytes: 168, \n",
  );
  expect(text).toMatch(/Total sessions: 1\n$/);
  expect(findAll(root, "session-identifier").map((each) => each.text)).toEqual(["57"]);
  const summary = await report("get-flow-session-information", { summary: "" });
  expect(summary.text).toContain("Unicast-sessions: 2\n");
});

test("policies with how many sessions they decided about", async () => {
  const policy = (zones: string, name: string): string =>
    `set security policies ${zones} policy ${name} then permit`;
  const lines = [policy("from-zone a to-zone b", "p1"), policy("global", "p1")];
  const { view } = testView(lines.join("\n"));
  plane.reported = {
    ...plane.reported,
    policies: [
      { policy: "p1", hits: 5 },
      { policy: "p1", zones: { from: "a", to: "b" }, hits: 2 },
    ],
  };
  const { root, text } = await report("get-security-policies-hit-count", {}, { ...view, plane });
  expect(text).toBe(
    [
      "Logical system: root-logical-system",
      "Index   From zone        To zone           Name           Policy count  Action",
      "1       a                b                 p1             2             Permit",
      "2       junos-global     junos-global      p1             5             Permit",
      "",
    ].join("\n"),
  );
  expect(findAll(root, "policy-hit-count-count").map((each) => each.text)).toEqual(["2", "5"]);
});

test("the log of the IKE daemon in the daemon's own lines", async () => {
  const time = Date.UTC(2026, 10, 23, 2, 20, 11);
  const event = { time, vpn: "vpn1", gateway: "gw1", count: 1 };
  plane.reported = {
    ...plane.reported,
    ike: [IKE],
    ipsec: [IPSEC],
    events: [
      { ...event, text: "IKE SA negotiation succeeded" },
      { ...event, text: "IPsec SA negotiation succeeded: tunnel is up" },
      { ...event, text: "IKE negotiation: no response from peer 172.16.21.1 port 500 (UDP)" },
    ],
  };
  const { text } = await report("get-log", { filename: "kmd" });
  const lines = text.trimEnd().split("\n");
  expect(lines[0]).toMatch(
    /^Nov 23 02:20:11 srx1 kmd\[\d+\]: IKE negotiation successfully completed\. IKE Version: 1, VPN: vpn1 Gateway: gw1, Local: 172\.16\.11\.1\/4500, Remote: 172\.16\.21\.1\/4500, /,
  );
  expect(lines[1]).toMatch(/KMD_PM_SA_ESTABLISHED: .*Direction: inbound, SPI: 0xac23df79,/);
  expect(lines[2]).toMatch(/KMD_PM_SA_ESTABLISHED: .*Direction: outbound, SPI: 0xcbc9281a,/);
  expect(lines[3]).toMatch(/KMD_VPN_UP_ALARM_USER: VPN vpn1 from 172\.16\.21\.1 is up\./);
  expect(lines[4]).toMatch(/: IKE negotiation failed with error: .*no response from peer/);
  expect(lines).toHaveLength(5);
});

test("NAT rules with their hits, also those that nothing has used", async () => {
  plane.reported = {
    ...plane.reported,
    nat: [{ kind: "static", ruleSet: "rule1", rule: "natT", hits: 29 }],
  };
  const { root, text } = await report("get-static-nat-rule-information", { all: "" });
  expect(readNatRules(root)).toEqual([{ ruleSet: "rule1", rule: "natT", hits: 29 }]);
  expect(text).toContain("  Translation hits           : 29\n");
  expect(text).toContain("  Host addresses             : 10.1.31.1\n");
  const source = await report("get-source-nat-rule-sets-information", { all: "" });
  expect(readNatRules(source.root)).toEqual([{ ruleSet: "out", rule: "r1", hits: 0 }]);
});

test("rules of source NAT count in an element of their own, the others beside their names", async () => {
  const parents = async (kind: string): Promise<string[]> => {
    const { root } = await report(`get-${kind}`, { all: "" });
    const entries = findAll(root, "source-nat-rule-hits-entry");
    return entries
      .flatMap((entry) => findAll(entry, "rule-translation-hits"))
      .map(({ text }) => text);
  };
  plane.reported = {
    ...plane.reported,
    nat: [{ kind: "source", ruleSet: "out", rule: "r1", hits: 7 }],
  };
  expect(await parents("source-nat-rule-sets-information")).toEqual(["7"]);
  expect(await parents("static-nat-rule-information")).toEqual([]);
});

test("associations are listed for one family, IPv4 unless asked", async () => {
  const six = { remoteAddress: "2001:db8::2", localAddress: "2001:db8::1" };
  plane.reported = {
    ...plane.reported,
    ike: [IKE, { ...IKE, ...six, index: 6000002 }],
    ipsec: [IPSEC, { ...IPSEC, ...six, vpn: "vpn6" }],
  };
  const seen = async (given: Arguments): Promise<unknown[]> => [
    readIkeSas((await report("get-ike-security-associations-information", given)).root).length,
    readIpsecTunnels((await report("get-security-associations-information", given)).root).map(
      ({ vpn }) => vpn,
    ),
  ];
  expect(await seen({ detail: "" })).toEqual([1, ["vpn1"]]);
  expect(await seen({ detail: "", family: "inet6" })).toEqual([1, ["vpn6"]]);
});

test.each([
  ["10.1.21.0/24", "ipv4(10.1.21.0-10.1.21.255)"],
  ["2001:db8:1::/64", "ipv6(2001:db8:1::-2001:db8:1:0:ffff:ffff:ffff:ffff)"],
])("iked writes %s as a range", async (remoteSelector, expected) => {
  plane.reported = { ...plane.reported, ipsec: [{ ...IPSEC, remoteSelector }] };
  const view = device();
  const iked = { ...view, spec: { ...view.spec, ikeDaemon: "iked" as const } };
  const { text } = await report("get-security-associations-information", { detail: "" }, iked);
  expect(text).toContain(`  Remote Identity: ${expected}\n`);
});

test("who it is, and whether it forwards", async () => {
  expect(readSystemInformation((await report("get-system-information")).root)).toMatchObject({
    model: "vsrx",
    release: "24.4R1.9",
    hostName: "srx1",
  });
  expect((await report("get-software-information")).text).toMatch(
    /^Hostname: srx1\nModel: vsrx\nJunos: 24.4R1.9\n/,
  );
  expect(forwardingReady((await report("get-pic-information")).root)).toBe(true);
  forwarding = false;
  expect(forwardingReady((await report("get-pic-information")).root)).toBe(false);
});

test("the commit log keeps how a commit was made, also when it is confirmed", async () => {
  const waiting = await report("get-commit-information", {}, device(Date.now() + 1000));
  expect(readCommitLog(waiting.root)).toMatchObject([
    {
      sequence: 0,
      user: "lab",
      client: "netconf",
      time: "2026-11-23 01:21:33 UTC",
      log: "a stack [1]",
      comment: "commit confirmed, rollback in 5mins",
    },
    { sequence: 1, user: "root", client: "other" },
  ]);
  expect(readCommitLog((await report("get-commit-information")).root)[0]).toMatchObject({
    comment: "commit confirmed, rollback in 5mins",
    rollbackPending: false,
  });
});

test("an entry is marked only while its commit waits to be confirmed", async () => {
  const marks = async (undoneAt?: number): Promise<string[]> => {
    const { root } = await report("get-commit-information", {}, device(undoneAt));
    return findAll(root, "commit-confirmed").map(({ text }) => text);
  };
  expect(await marks(Date.now() + 1000)).toEqual(["rollback pending"]);
  expect(await marks()).toEqual([]);
  const old = device(Date.now() + 1000);
  const { root } = await report(
    "get-commit-information",
    {},
    {
      ...old,
      spec: { ...old.spec, release: "21.2R3.8" },
    },
  );
  expect(findAll(root, "commit-confirmed")).toEqual([]);
});

test("the device's clock is there in seconds", async () => {
  const { root } = await report("get-system-uptime-information");
  const [current] = findAll(root, "current-time").flatMap((time) => findAll(time, "date-time"));
  expect(Number(current?.attributes.seconds) * 1000).toBe(Date.parse(current?.text ?? ""));
});

test("ping counts, and says why it could not even send", async () => {
  const lost = await report("ping", { host: "10.1.21.2", count: "3" });
  expect(readPing(lost.root)).toEqual({ sent: 3, received: 0, failure: "no response" });
  plane.ping = () =>
    Promise.resolve({
      sent: 1,
      received: 1,
      output: "64 bytes from 10.1.21.2: icmp_seq=1 ttl=63 time=2.31 ms\n",
    });
  const { root } = await report("ping", { host: "10.1.21.2", count: "1" });
  expect(readPing(root)).toMatchObject({ sent: 1, received: 1 });
  expect((await report("ping", { host: "10.1.21.2", count: "1" })).text).toBe(
    "PING 10.1.21.2 (10.1.21.2): 56 data bytes\n64 bytes from 10.1.21.2: icmp_seq=0 ttl=63 time=2.310 ms\n\n" +
      "--- 10.1.21.2 ping statistics ---\n1 packets transmitted, 1 packets received, 0% packet loss\n" +
      "round-trip min/avg/max/stddev = 2.310/2.310/2.310/0.000 ms\n",
  );
  plane.ping = () => Promise.reject(new Error("can't assign requested address"));
  expect(
    readPing((await report("ping", { host: "1.1.1.1", source: "9.9.9.9" })).root),
  ).toMatchObject({ sent: 0, failure: "can't assign requested address" });
});

test("no two commands share words or RPC", () => {
  const words = COMMANDS.map((command) => command.words);
  expect(new Set(words).size).toBe(words.length);
  const rpcs = COMMANDS.flatMap((command) => command.rpc);
  expect(new Set(rpcs).size).toBe(rpcs.length);
});
