// Operational replies as devices send them: names by path, oddities of releases and daemons included.

import {
  mayWaitAt,
  forwardingReady,
  ikeSas,
  ipsecSas,
  ping,
  readClock,
  readCommitLog,
  readEspCounters,
  readIkeSas,
  readInactiveTunnels,
  readIpsecTunnels,
  readNatRules,
  readNextHops,
  readPing,
  readSetText,
  readSystemInformation,
} from "../../lib/device";
import { readComparison } from "../../lib/device/operations";
import { messagesOf } from "../../lib/device/session";
import { parseXml } from "../../lib/device/xml";

const reply = (inside: string) =>
  parseXml(
    `<rpc-reply xmlns:junos="http://xml.juniper.net/junos/24.4R1/junos">${inside}</rpc-reply>`,
  );

const IKE = `
<ike-security-associations-information xmlns="http://xml.juniper.net/junos/24.4R1/junos-ike" junos:style="detail">
<ike-security-associations-block>
<ike-sa-remote-address>\n203.0.113.9\n</ike-sa-remote-address><ike-sa-index>77</ike-sa-index><ike-gw-name>gw-paris</ike-gw-name>
<ike-security-associations>
<ike-sa-role>initiator</ike-sa-role><ike-sa-state>UP</ike-sa-state><ike-sa-exchange-type>IKEv2</ike-sa-exchange-type>
<ike-sa-local-address>192.0.2.4</ike-sa-local-address><ike-sa-local-port>4500</ike-sa-local-port>
<ike-sa-remote-address>203.0.113.9</ike-sa-remote-address><ike-sa-remote-port>31007</ike-sa-remote-port>
<ike-xauth-user-info><ike-ike-id>paris.example.net</ike-ike-id></ike-xauth-user-info>
<ike-sa-phase2-information><ike-sa-role>Responder</ike-sa-role>
<ike-sa-local-address>1.1.1.1</ike-sa-local-address><ike-sa-local-port>500</ike-sa-local-port>
<ike-sa-local-id>berlin.example.net</ike-sa-local-id></ike-sa-phase2-information>
</ike-security-associations>
</ike-security-associations-block>
</ike-security-associations-information>`;

test("an IKE SA is read by path: the second set of the same names inside phase 2 doesn't count", () => {
  expect(readIkeSas(reply(IKE))).toEqual([
    {
      index: 77,
      gateway: "gw-paris",
      up: true,
      role: "initiator",
      exchange: "IKEv2",
      localAddress: "192.0.2.4",
      localPort: 4500,
      remoteAddress: "203.0.113.9",
      remotePort: 31007,
      localIdentity: "berlin.example.net",
      remoteIdentity: "paris.example.net",
    },
  ]);
});

test("brief IKE SAs without a block are read too", () => {
  const sas = readIkeSas(
    reply(`<ike-security-associations-information><ike-security-associations><ike-sa-index>5</ike-sa-index>
      <ike-sa-state>DOWN</ike-sa-state><ike-sa-remote-address>203.0.113.9</ike-sa-remote-address></ike-security-associations></ike-security-associations-information>`),
  );
  expect(sas).toMatchObject([{ index: 5, up: false, remoteAddress: "203.0.113.9" }]);
});

test("no security association is an empty list, not an error", () => {
  expect(readIkeSas(reply("<ike-security-associations-information/>"))).toEqual([]);
  expect(readIpsecTunnels(reply("<ipsec-security-associations-information/>"))).toEqual([]);
});

const tunnel = (root: string, more = ""): string => `
<${root}><ipsec-security-associations-block>
<sa-block-state>up</sa-block-state><sa-tunnel-index>500001</sa-tunnel-index><sa-vpn-name>vpn-paris</sa-vpn-name>
<sa-local-gateway>192.0.2.4</sa-local-gateway><sa-remote-gateway>203.0.113.9</sa-remote-gateway>
<sa-df-bit-policy-name><sa-bind-interface>st0.3</sa-bind-interface></sa-df-bit-policy-name>
<sa-dev-info><sa-port>4500</sa-port></sa-dev-info>${more}
<ipsec-security-associations><sa-direction>inbound</sa-direction><sa-spi>0xdeadbeef</sa-spi><sa-state>installed</sa-state>
<sa-encryption-algorithm>aes-gcm-256</sa-encryption-algorithm></ipsec-security-associations>
<ipsec-security-associations><sa-direction>outbound</sa-direction><sa-spi>c0ffee00</sa-spi><sa-state>installed</sa-state></ipsec-security-associations>
</ipsec-security-associations-block></${root}>`;

test.each(["ipsec-security-associations-information", "security-associations-information"])(
  "tunnels under <%s>",
  (root) => {
    expect(readIpsecTunnels(reply(tunnel(root)))).toMatchObject([
      {
        index: 500001,
        vpn: "vpn-paris",
        up: true,
        port: 4500,
        bindInterface: "st0.3",
        associations: [
          { direction: "inbound", spi: "deadbeef", installed: true },
          { direction: "outbound", spi: "c0ffee00", installed: true },
        ],
      },
    ]);
  },
);

test("brief tunnels draw arrows instead of words", () => {
  const tunnels = readIpsecTunnels(
    reply(`<ipsec-security-associations-information><ipsec-security-associations-block><sa-block-state>up</sa-block-state>
      <ipsec-security-associations><sa-direction>&lt;</sa-direction><sa-tunnel-index>9</sa-tunnel-index><sa-port>4500</sa-port></ipsec-security-associations>
      <ipsec-security-associations><sa-direction>&gt;</sa-direction><sa-tunnel-index>9</sa-tunnel-index><sa-port>4500</sa-port></ipsec-security-associations>
      </ipsec-security-associations-block></ipsec-security-associations-information>`),
  );
  expect(tunnels).toMatchObject([
    { index: 9, port: 4500, associations: [{ direction: "inbound" }, { direction: "outbound" }] },
  ]);
});

test("events of both generations of names, newest first as the device lists them", () => {
  const old = `<sa-ipsec-tunnel-events><sa-tunnel-event-time>Mon</sa-tunnel-event-time><sa-tunnel-event>No response from peer</sa-tunnel-event>
    <sa-tunnel-event-num-times>12</sa-tunnel-event-num-times></sa-ipsec-tunnel-events>`;
  const recent = `<sa-ipsec-tunnel-events><sa-ipsec-tunnel-event><sa-tunnel-event-time>Tue</sa-tunnel-event-time>
    <sa-tunnel-event-description>Authentication failed</sa-tunnel-event-description><sa-tunnel-event-num-times>2</sa-tunnel-event-num-times></sa-ipsec-tunnel-event></sa-ipsec-tunnel-events>`;
  const read = (events: string) =>
    readIpsecTunnels(reply(tunnel("ipsec-security-associations-information", events)))[0]?.events;
  expect(read(old)).toEqual([{ time: "Mon", text: "No response from peer", times: 12 }]);
  expect(read(recent)).toEqual([{ time: "Tue", text: "Authentication failed", times: 2 }]);
});

test("an inactive tunnel is down and tells why, even when its parts stand one level deeper", () => {
  const [down] = readInactiveTunnels(
    reply(`<ipsec-unestablished-tunnel-information><total-inactive-tunnels>1</total-inactive-tunnels><ipsec-security-associations-block>
      <ipsec-security-associations><sa-tunnel-index>131073</sa-tunnel-index><sa-remote-gateway>203.0.113.9</sa-remote-gateway><sa-port>500</sa-port>
      <sa-tunnel-event-time>now</sa-tunnel-event-time><sa-tunnel-event>No proposal chosen</sa-tunnel-event><sa-tunnel-event-num-times>3</sa-tunnel-event-num-times>
      </ipsec-security-associations></ipsec-security-associations-block></ipsec-unestablished-tunnel-information>`),
  );
  expect(down).toMatchObject({
    up: false,
    index: 131073,
    port: 500,
    events: [{ text: "No proposal chosen", times: 3 }],
  });
});

test("counters; what is absent is zero, and punctuation of old releases is ignored", () => {
  const counters = readEspCounters(
    reply(`<usp-ipsec-total-statistics-information><esp-statistics><esp-encrypted-bytes>920</esp-encrypted-bytes>
      <esp-encrypted-packets>5/</esp-encrypted-packets><esp-decrypted-packets>N/A</esp-decrypted-packets></esp-statistics></usp-ipsec-total-statistics-information>`),
  );
  expect(counters).toEqual({
    encryptedBytes: 920,
    encryptedPackets: 5,
    decryptedBytes: 0,
    decryptedPackets: 0,
  });
});

test("NAT rules of a cluster, listed once per node, are added up", () => {
  const entry = `<static-nat-rule-entry><rule-name>r1</rule-name><rule-set-name>rs1</rule-set-name><rule-translation-hits>4</rule-translation-hits></static-nat-rule-entry>`;
  const node = (name: string) =>
    `<multi-routing-engine-item><re-name>${name}</re-name><static-nat-rule-information>${entry}</static-nat-rule-information></multi-routing-engine-item>`;
  expect(
    readNatRules(
      reply(
        `<multi-routing-engine-results>${node("node0")}${node("node1")}</multi-routing-engine-results>`,
      ),
    ),
  ).toEqual([{ ruleSet: "rs1", rule: "r1", hits: 8 }]);
});

test("a ping names the routing instance that it is sent from, where it is not the main one", () => {
  const request = { host: "10.8.0.1", source: "10.3.0.1" };
  expect(ping(request)).not.toContain("routing-instance");
  expect(ping({ ...request, instance: "shop" })).toContain(
    "<source>10.3.0.1</source><routing-instance>shop</routing-instance>",
  );
});

test("the way to an address is read from the tables of one instance", () => {
  const table = (name: string, via: string): string =>
    `<route-table><table-name>${name}</table-name><rt><rt-destination>10.8.0.0/24</rt-destination><rt-entry><current-active/><nh><via>${via}</via></nh></rt-entry></rt></route-table>`;
  const root = reply(
    `<route-information>${table("inet.0", "ge-0/0/1.0")}${table("shop.inet.0", "st0.3")}</route-information>`,
  );
  expect(readNextHops(root).map(({ via }) => via)).toEqual(["ge-0/0/1.0"]);
  expect(readNextHops(root, "shop").map(({ via }) => via)).toEqual(["st0.3"]);
  expect(readNextHops(root, "other")).toEqual([]);
});

test("pings: answered, unanswered, and not even sent", () => {
  const summary = (received: number) =>
    `<probe-results-summary><probes-sent>3</probes-sent><responses-received>${received}</responses-received></probe-results-summary>`;
  expect(readPing(reply(`<ping-results>${summary(3)}<ping-success/></ping-results>`))).toEqual({
    sent: 3,
    received: 3,
    failure: undefined,
  });
  expect(
    readPing(
      reply(`<ping-results>${summary(0)}<ping-failure>no response</ping-failure></ping-results>`),
    ),
  ).toEqual({ sent: 3, received: 0, failure: "no response" });
  expect(
    readPing(
      reply(
        `<ping-results><ping-failure>internal error</ping-failure><ping-error-message>can't bind 10.9.9.9</ping-error-message></ping-results>`,
      ),
    ),
  ).toEqual({ sent: 0, received: 0, failure: "can't bind 10.9.9.9" });
});

test("readiness: a card online and none on its way; none at all is not ready", () => {
  const pics = (...states: string[]) =>
    reply(
      `<fpc-information><fpc><slot>0</slot><state>Online</state>${states.map((state) => `<pic><pic-state>${state}</pic-state></pic>`).join("")}</fpc></fpc-information>`,
    );
  expect(forwardingReady(pics("Online"))).toBe(true);
  expect(forwardingReady(pics("Online", "Offline"))).toBe(true);
  expect(forwardingReady(pics("Online", "Present"))).toBe(false);
  expect(forwardingReady(pics("Offline"))).toBe(false);
  expect(forwardingReady(reply("<fpc-information/>"))).toBe(false);
});

test("system information and the commit log", () => {
  expect(
    readSystemInformation(
      reply(
        "<system-information><hardware-model>vSRX3</hardware-model><os-version>23.4R2</os-version><host-name>a</host-name></system-information>",
      ),
    ),
  ).toMatchObject({ model: "vSRX3", release: "23.4R2", hostName: "a" });
  expect(
    readCommitLog(
      reply(`<commit-information><commit-history><sequence-number>0</sequence-number><user>lab</user><client>netconf</client><date-time junos:seconds="1">now</date-time>
        <comment>commit confirmed, rollback in 5mins</comment><log>ours</log></commit-history></commit-information>`),
    ),
  ).toEqual([
    {
      sequence: 0,
      user: "lab",
      client: "netconf",
      time: "now",
      seconds: 1,
      comment: "commit confirmed, rollback in 5mins",
      log: "ours",
      rollbackPending: false,
    },
  ]);
});

describe("errors are found", () => {
  const error = (severity: string): string =>
    `<rpc-error><error-severity>${severity}</error-severity><error-path>\n[edit a]\n</error-path><error-message>\nno\n</error-message><error-info><bad-element>b</bad-element></error-info></rpc-error>`;

  test.each([
    ["directly below the reply", error("error")],
    [
      "one level down",
      `<load-configuration-results>${error("error")}<load-error-count>1</load-error-count></load-configuration-results>`,
    ],
    [
      "inside a routing engine",
      `<commit-results><routing-engine><name>re0</name>${error("error")}</routing-engine></commit-results>`,
    ],
    [
      "with a prefix",
      `<nc:rpc-error xmlns:nc="x"><nc:error-severity>error</nc:error-severity><nc:error-path>[edit a]</nc:error-path><nc:error-message>no</nc:error-message><nc:error-info><bad-element>b</bad-element></nc:error-info></nc:rpc-error>`,
    ],
  ])("%s", (_where, inside) => {
    expect(messagesOf(reply(inside)).errors).toEqual([
      {
        severity: "error",
        text: "no",
        path: "[edit a]",
        element: "b",
        tag: undefined,
        session: undefined,
      },
    ]);
  });

  test("in Junos's own element, but only when it is one", () => {
    expect(
      messagesOf(reply("<xnm:error xmlns:xnm='x'><message>syntax error</message></xnm:error>"))
        .errors,
    ).toMatchObject([{ text: "syntax error" }]);
    expect(messagesOf(reply("<statistics><error>0</error></statistics>")).errors).toEqual([]);
  });

  test("and warnings are none", () => {
    expect(
      messagesOf(reply(`<commit-results>${error("warning")}</commit-results><ok/>`)),
    ).toMatchObject({ errors: [], warnings: [{ text: "no" }] });
  });
});

describe("a cluster's reply", () => {
  const node = (name: string, inside: string): string =>
    `<multi-routing-engine-item><re-name>${name}</re-name>${inside}</multi-routing-engine-item>`;
  const both = (first: string, second: string) =>
    reply(
      `<multi-routing-engine-results>${node("node0", first)}${node("node1", second)}</multi-routing-engine-results>`,
    );
  const esp = (count: number): string =>
    `<usp-ipsec-total-statistics-information><esp-statistics><esp-encrypted-packets>\n${count}\n</esp-encrypted-packets>` +
    `<esp-decrypted-packets>${count}</esp-decrypted-packets></esp-statistics></usp-ipsec-total-statistics-information>`;
  const AWAY =
    "<rpc-error><error-severity>error</error-severity><error-message>\nCould not connect to node1 : No route to host\n</error-message></rpc-error>";

  test("counts on whichever node forwards: the passive one's zeros don't stand for both", () => {
    expect(readEspCounters(both(esp(0), esp(15)))).toMatchObject({ encryptedPackets: 15 });
    expect(readEspCounters(both(esp(15), esp(0)))).toMatchObject({ decryptedPackets: 15 });
  });

  test("without a node that is away is a reply with a warning", () => {
    const { errors, warnings } = messagesOf(reply(`${AWAY}${node("node0", esp(3))}`));
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([
      { severity: "warning", text: expect.stringContaining("node1") as unknown },
    ]);
  });

  test("that is nothing but a node that is away stays an error", () => {
    expect(messagesOf(reply(AWAY)).errors).toHaveLength(1);
    expect(messagesOf(reply(`${AWAY}${node("node0", "")}`)).errors).toHaveLength(1);
  });
});

describe("hits of a NAT rule", () => {
  test("of source NAT stand in an entry of their own, on older releases in the rule itself", () => {
    const rule = (hits: string) =>
      reply(
        `<source-nat-rule-detail-information><source-nat-rule-entry><rule-name>hide</rule-name><rule-set-name>out</rule-set-name>${hits}</source-nat-rule-entry></source-nat-rule-detail-information>`,
      );
    const hits = "<rule-translation-hits>12</rule-translation-hits>";
    const nested = `<source-nat-rule-hits-entry>${hits}<succ-hits>12</succ-hits><concurrent-hits>1</concurrent-hits></source-nat-rule-hits-entry>`;
    const expected = [{ ruleSet: "out", rule: "hide", hits: 12 }];
    expect(readNatRules(rule(nested))).toEqual(expected);
    expect(readNatRules(rule(hits))).toEqual(expected);
  });
});

describe("what waits for a confirmation", () => {
  const entry = (inside: string) =>
    readCommitLog(
      reply(
        `<commit-information><commit-history><sequence-number>0</sequence-number><user>ops</user><date-time junos:seconds="1000">then</date-time>${inside}</commit-history></commit-information>`,
      ),
    )[0];
  const NOTE = "<comment>commit confirmed, rollback in 5mins</comment>";

  test("carries the device's mark", () => {
    expect(
      entry(`${NOTE}<commit-confirmed>rollback pending</commit-confirmed>`)?.rollbackPending,
    ).toBe(true);
    expect(entry(NOTE)?.rollbackPending).toBe(false);
  });

  test("does so for the minutes of the device's note; nobody's own words count", () => {
    const waits = (inside: string, now: number): boolean => {
      const found = entry(inside);
      return found !== undefined && mayWaitAt(found, now);
    };
    expect(waits(NOTE, 1299)).toBe(true);
    expect(waits(NOTE, 1300)).toBe(false);
    expect(waits("<log>commit confirmed, rollback in 5mins</log>", 1001)).toBe(false);
    expect(waits("<comment>rollback in 10 days if no complaints</comment>", 1001)).toBe(false);
    expect(waits(NOTE.replace("5", "9".repeat(30)), 1001)).toBe(false);
  });

  test("is measured with the device's own clock", () => {
    const clock = `<system-uptime-information><current-time><date-time junos:seconds="1234">now</date-time></current-time><system-booted-time><date-time junos:seconds="7">then</date-time></system-booted-time></system-uptime-information>`;
    expect(readClock(reply(clock))).toBe(1234);
    expect(readClock(reply("<system-uptime-information/>"))).toBeUndefined();
  });
});

describe("what is absent", () => {
  test("is not an empty configuration, nor an empty comparison", () => {
    expect(() => readSetText(reply("<configuration/>"))).toThrow(/without <configuration-set>/);
    expect(() => readComparison(reply("<ok/>"))).toThrow(/without <configuration-output>/);
    expect(readSetText(reply("<configuration-set>\n</configuration-set>"))).toBe("");
    expect(
      readComparison(
        reply("<configuration-information><configuration-output/></configuration-information>"),
      ),
    ).toBe("");
  });

  test("because the login may not see secrets is told as that", () => {
    const line = "set security ike policy p pre-shared-key ascii-text /* SECRET-DATA */";
    expect(() =>
      readSetText(reply(`<configuration-set>set version 1\n${line}\n</configuration-set>`)),
    ).toThrow(
      /may not see secrets: the device shows "set security ike policy p pre-shared-key ascii-text"/,
    );
  });
});

test("IPv6 peers are asked for by family; IPv4 goes unsaid, as old releases have it", () => {
  expect(ikeSas("inet6")).toContain("<family>inet6</family>");
  expect(ipsecSas("inet6")).toContain("<family>inet6</family>");
  expect(ikeSas()).not.toContain("family");
});
