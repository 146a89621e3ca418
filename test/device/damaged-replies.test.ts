// Replies of which a part is lost or spoilt: an error, or what the whole one says; never another state.
import { readFlowSessions, readNatRules } from "../../lib/device";
import {
  readEspCounters,
  readIkeSas,
  readInactiveTunnels,
  readIpsecTunnels,
} from "../../lib/device";
import { parseXml, type XmlElement } from "../../lib/device/xml";
import { fc } from "../random";
import { ikeTable, ipsecTable } from "./published";

const BRANCHES = [1, 2].map((index) => ({
  address: `198.51.100.${index}`,
  identity: `branch${index}.example.net`,
  index: 131_000 + index,
}));

const wing = (direction: string, from: string, to: string, packets: number): string =>
  `<flow-information><direction>${direction}</direction><source-address>${from}</source-address><source-port>4500</source-port>` +
  `<destination-address>${to}</destination-address><destination-port>4500</destination-port><protocol>udp</protocol>` +
  `<interface-name>ge-0/0/0.0</interface-name><pkt-cnt>${packets}</pkt-cnt><byte-cnt>${packets * 100}</byte-cnt></flow-information>`;

const SESSIONS = `<flow-session-information><flow-session><session-identifier>7</session-identifier><timeout>58</timeout>${wing("In", "192.0.2.1", "198.51.100.1", 12)}${wing("Out", "198.51.100.1", "192.0.2.1", 11)}</flow-session><displayed-session-count>1</displayed-session-count></flow-session-information>`;

const COUNTERS =
  "<usp-ipsec-total-statistics-information><esp-statistics><esp-encrypted-bytes>900</esp-encrypted-bytes><esp-decrypted-bytes>800</esp-decrypted-bytes>" +
  "<esp-encrypted-packets>9</esp-encrypted-packets><esp-decrypted-packets>8</esp-decrypted-packets></esp-statistics></usp-ipsec-total-statistics-information>";

const NAT =
  "<static-nat-rule-information><static-nat-rule-entry><rule-name>srx2</rule-name><rule-set-name>static</rule-set-name>" +
  "<rule-translation-hits>17</rule-translation-hits></static-nat-rule-entry></static-nat-rule-information>";

const REPLIES: readonly (readonly [string, string, (root: XmlElement) => unknown])[] = [
  ["IKE SAs", ikeTable("hub", BRANCHES), readIkeSas],
  ["IPsec SAs", ipsecTable("hub", BRANCHES), readIpsecTunnels],
  [
    "inactive tunnels",
    `<ipsec-unestablished-tunnel-information>${ipsecTable("hub", BRANCHES)}</ipsec-unestablished-tunnel-information>`,
    readInactiveTunnels,
  ],
  ["sessions", SESSIONS, readFlowSessions],
  ["ESP counters", COUNTERS, readEspCounters],
  ["NAT rules", NAT, readNatRules],
];

const framed = (inside: string): string => `<rpc-reply message-id="1">${inside}</rpc-reply>`;

/** What is read of a text; undefined where that is an error. */
function outcome(text: string, read: (root: XmlElement) => unknown): string | undefined {
  try {
    return JSON.stringify(read(parseXml(text)));
  } catch {
    return undefined;
  }
}

describe.each(REPLIES)("a reply with %s", (_, inside, read) => {
  const whole = framed(inside);
  const right = outcome(whole, read);

  test("is read when it is whole", () => {
    expect(right).toBeDefined();
  });

  test("that ends early is an error, wherever it ends", () => {
    const read0 = (length: number): string | undefined => outcome(whole.slice(0, length), read);
    const wrong = Array.from({ length: whole.length }, (_each, length) => length).filter(
      (length) => read0(length) !== undefined,
    );
    expect(wrong).toEqual([]);
  });

  test("of which a tag is lost is an error", () => {
    const tags = [...whole.matchAll(/<\/?[a-z][^>]*>/g)];
    const wrong = tags.filter(({ index, 0: tag }) => {
      const said = outcome(whole.slice(0, index) + whole.slice(index + tag.length), read);
      return said !== undefined && said !== right;
    });
    expect(wrong.map(({ 0: tag }) => tag)).toEqual([]);
  });

  test("of which any stretch is lost is never a tunnel that is up, or a count that is higher", () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 80 }), (start, length) => {
        const said = outcome(whole.slice(0, start) + whole.slice(start + length), read);
        if (said === undefined || right === undefined) return true;
        return ups(said) <= ups(right) && count(said) <= count(right);
      }),
      { numRuns: 500 },
    );
  });
});

const ups = (said: string): number => said.split('"up":true').length;
const count = (said: string): number =>
  Math.max(
    0,
    ...[...said.matchAll(/"(?:hits|packets|\w+Packets)":(\d+)/g)].map(([, n]) => Number(n)),
  );
