// Replies in odd but real shapes, with values of our own: what isn't an answer is never taken for "none", "zero" or "ready".

import {
  forwardingReady,
  ProtocolError,
  readCommitLog,
  readEspCounters,
  readIkeSas,
  readInactiveTunnels,
  readIpsecTunnels,
  readNatRules,
  readPing,
  readSetText,
  readSystemInformation,
} from "../../lib/device";
import { ownCommit } from "../../lib/device/commit/log";
import { readComparison } from "../../lib/device/operations";
import { ikeDaemonOf } from "../../lib/device/replies/software";
import { messagesOf } from "../../lib/device/session";
import { parseXml, type XmlElement } from "../../lib/device/xml";

const reply = (inside: string): XmlElement =>
  parseXml(
    `<rpc-reply xmlns:junos="http://xml.juniper.net/junos/22.2R3/junos">${inside}</rpc-reply>`,
  );

const READERS: Readonly<Record<string, (root: XmlElement) => unknown>> = {
  "IKE SAs": readIkeSas,
  "IPsec SAs": readIpsecTunnels,
  "inactive tunnels": readInactiveTunnels,
  "ESP counters": readEspCounters,
  "NAT rules": readNatRules,
  "a ping": readPing,
  "the commit log": readCommitLog,
  "the configuration": readSetText,
  "a comparison": readComparison,
};

/** What devices were seen to answer instead of what was asked for. */
const INSTEAD: Readonly<Record<string, string>> = {
  "an empty reply": "",
  "plain text": "<output>\nThe daemon is not running\n</output>",
  "success alone": "<ok/>",
  "a comment": "<!-- no data -->",
  "another's answer":
    "<alarm-information><alarm-summary><no-active-alarms/></alarm-summary></alarm-information>",
  "a node without a word":
    "<multi-routing-engine-results><multi-routing-engine-item><re-name>node0</re-name></multi-routing-engine-item></multi-routing-engine-results>",
};

describe.each(Object.entries(READERS))("asked for %s", (what, read) => {
  test.each(Object.entries(INSTEAD))("%s says nothing", (_, inside) => {
    expect(() => read(reply(inside))).toThrow(ProtocolError);
    expect(() => read(reply(inside))).toThrow(`The device was asked for ${what} and answered`);
  });
});

test("plain text instead of an answer is quoted", () => {
  expect(() => readIkeSas(reply(INSTEAD["plain text"] ?? ""))).toThrow(
    '"The daemon is not running" without <ike-security-associations-information>',
  );
});

test.each(Object.entries(INSTEAD))("%s is no card that is online, and no daemon", (_, inside) => {
  expect(forwardingReady(reply(inside))).toBe(false);
  expect(() => ikeDaemonOf(reply(inside))).toThrow(ProtocolError);
  expect(readSystemInformation(reply(inside))).toMatchObject({
    model: "unknown",
    release: "unknown",
  });
});

describe("IKE SAs", () => {
  const brief = `<ike-security-associations junos:style="brief"><ike-sa-remote-address>\n203.0.113.9\n</ike-sa-remote-address><ike-sa-index>\n8\n</ike-sa-index>
    <ike-sa-state>\nUP\n</ike-sa-state><ike-sa-exchange-type>\nAggressive\n</ike-sa-exchange-type></ike-security-associations>`;
  const list = (inside: string): string =>
    `<ike-security-associations-information junos:style="brief">${inside}</ike-security-associations-information>`;

  test("of a brief list have no role, rather than a wrong one", () => {
    expect(readIkeSas(reply(list(brief)))).toEqual([
      expect.objectContaining({ index: 8, up: true, role: undefined, exchange: "Aggressive" }),
    ]);
  });

  test("of both nodes of a cluster are read", () => {
    const node = (name: string, inside: string): string =>
      `<multi-routing-engine-item><re-name>${name}</re-name>${list(inside)}</multi-routing-engine-item>`;
    const both = `<multi-routing-engine-results>${node("node0", "")}${node("node1", brief + brief)}</multi-routing-engine-results>`;
    expect(readIkeSas(reply(both))).toHaveLength(2);
  });

  test("in IKEv1's detail have ports and identities, with IPv6 as with IPv4", () => {
    const detail = `<ike-security-associations-block><ike-sa-remote-address>2001:db8::9</ike-sa-remote-address><ike-sa-index>11</ike-sa-index><ike-gw-name>six</ike-gw-name>
      <ike-security-associations><ike-sa-role>responder</ike-sa-role><ike-sa-state>UP</ike-sa-state><ike-sa-exchange-type>Main</ike-sa-exchange-type>
      <ike-sa-local-address>2001:db8::1</ike-sa-local-address><ike-sa-local-port>4500</ike-sa-local-port><ike-sa-remote-port>4500</ike-sa-remote-port>
      <ike-xauth-user-info><ike-ike-id>six@example.net</ike-ike-id></ike-xauth-user-info>
      <ike-ipsec-sa-created>1</ike-ipsec-sa-created><ike-ipsec-sa-tunnel-ids>67108873 67108874</ike-ipsec-sa-tunnel-ids></ike-security-associations></ike-security-associations-block>`;
    expect(readIkeSas(reply(list(detail)))).toMatchObject([
      {
        gateway: "six",
        exchange: "Main",
        localPort: 4500,
        remoteAddress: "2001:db8::9",
        remoteIdentity: "six@example.net",
        tunnelIndexes: [67_108_873, 67_108_874],
      },
    ]);
  });
});

describe("a tunnel", () => {
  const block = (inside: string): XmlElement =>
    reply(
      `<ipsec-security-associations-information junos:style="brief"><total-active-tunnels>0</total-active-tunnels><ipsec-security-associations-block>${inside}</ipsec-security-associations-block></ipsec-security-associations-information>`,
    );
  const part = (direction: string, more = ""): string =>
    `<ipsec-security-associations><sa-direction>${direction}</sa-direction><sa-tunnel-index>131073</sa-tunnel-index><sa-spi>00000000</sa-spi><sa-remote-gateway>203.0.113.9</sa-remote-gateway>${more}</ipsec-security-associations>`;

  test("that is not negotiated has a dash for its direction, and no association", () => {
    expect(
      readIpsecTunnels(block(`<sa-block-state>down</sa-block-state>${part("-")}`)),
    ).toMatchObject([{ index: 131_073, up: false, associations: [] }]);
  });

  test("without a state is up when an association is installed", () => {
    const state = (text: string): string => part("inbound", `<sa-state>${text}</sa-state>`);
    expect(readIpsecTunnels(block(part("-")))).toMatchObject([{ up: false }]);
    expect(readIpsecTunnels(block(state("negotiating")))).toMatchObject([{ up: false }]);
    expect(readIpsecTunnels(block(state("Installed, hard lifetime")))).toMatchObject([
      { up: true },
    ]);
  });

  test("that is missing is told by an exporter's brief list too, with its last event", () => {
    const inactive = `<ipsec-unestablished-tunnel-information junos:style="brief"><total-inactive-tunnels>1</total-inactive-tunnels>
      <total-inactive-tunnels-with-establish-immediately>1</total-inactive-tunnels-with-establish-immediately><ipsec-security-associations-block><ipsec-security-associations>
      <sa-tunnel-index>4</sa-tunnel-index><sa-remote-gateway>203.0.113.9</sa-remote-gateway><sa-port>500</sa-port><sa-tunnel-event-time>then</sa-tunnel-event-time>
      <sa-tunnel-event>No response from peer. Negotiation failed</sa-tunnel-event><sa-tunnel-event-num-times>9</sa-tunnel-event-num-times></ipsec-security-associations></ipsec-security-associations-block></ipsec-unestablished-tunnel-information>`;
    expect(readInactiveTunnels(reply(inactive))).toMatchObject([
      {
        index: 4,
        up: false,
        events: [{ text: "No response from peer. Negotiation failed", times: 9 }],
      },
    ]);
  });
});

describe("counters", () => {
  test("of bytes alone are no counters of packets", () => {
    const bytes =
      "<esp-statistics><esp-encrypted-bytes>5</esp-encrypted-bytes><esp-decrypted-bytes>5</esp-decrypted-bytes></esp-statistics>";
    expect(() => readEspCounters(reply(bytes))).toThrow("without <esp-encrypted-packets>");
  });

  test("of a rule that has none are unknown, not zero", () => {
    const rule = (hits: string): XmlElement =>
      reply(
        `<static-nat-rule-information><static-nat-rule-entry junos:style="with-pat"><rule-name>r</rule-name><rule-set-name>s</rule-set-name>${hits}</static-nat-rule-entry></static-nat-rule-information>`,
      );
    expect(readNatRules(rule(""))).toEqual([{ ruleSet: "s", rule: "r", hits: undefined }]);
    expect(readNatRules(rule("<rule-translation-hits>0</rule-translation-hits>"))).toMatchObject([
      { hits: 0 },
    ]);
  });
});

describe("the commit log", () => {
  const log = (...entries: string[]): XmlElement =>
    reply(
      `<commit-information>${entries.map((entry) => `<commit-history>${entry}</commit-history>`).join("")}</commit-information>`,
    );

  test("without numbers is in its order, the newest first", () => {
    const entries = readCommitLog(log("<user>a</user>", "<user>b</user>"));
    expect(entries.map(({ sequence }) => sequence)).toEqual([0, 1]);
  });

  test("may have our text under the name of the comment", () => {
    const entry = (text: string): string => `<user>lab</user><comment>${text}</comment>`;
    const both = log(entry("up [a1b2c3d4] confirmed"), entry("up [a1b2c3d4]"));
    expect(ownCommit(readCommitLog(both), "a1b2c3d4")).toBe("confirmed");
    expect(ownCommit(readCommitLog(log(entry("up [a1b2c3d4]"))), "a1b2c3d4")).toBe("newest");
    expect(ownCommit(readCommitLog(log(entry("up"))), "a1b2c3d4")).toBe("absent");
  });
});

test("a node that is unreachable spoils nothing that the other one says, and is no answer alone", () => {
  const node = (name: string, inside: string): string =>
    `<multi-routing-engine-item><re-name>${name}</re-name>${inside}</multi-routing-engine-item>`;
  const away =
    "<rpc-error><error-tag>operation-failed</error-tag><error-message>node unreachable</error-message></rpc-error>";
  const data = "<chassis-cluster-status><cluster-id>1</cluster-id></chassis-cluster-status>";
  const { errors, warnings } = messagesOf(reply(node("node0", data) + node("node1", away)));
  expect([errors.length, warnings.length]).toEqual([0, 1]);
  expect(messagesOf(reply(node("node1", away))).errors).toHaveLength(1);
});
