// What an end's device says of its own side: only what is new since the question, and only of this tunnel.
import { parseXml } from "../../lib/device/xml";
import { readLog } from "../../lib/device/replies/log";
import { readOnlyNextHops, readPolicyHits } from "../../lib/device/replies/traffic";
import { grownHits, newLines } from "../../lib/provider/end-sample";

const SPEC = {
  gateway: "srx1",
  role: "initiator" as const,
  vpn: "vpn1",
  ikeGateway: "gw1",
  peerAddress: "172.16.21.1",
};

const line = (
  second: number,
  vpn: string,
  text = "IKE negotiation failed with error: Timed out",
): string =>
  `Nov 23 02:20:${second} srx1 kmd[13696]: ${text}. IKE Version: 1, VPN: ${vpn} Gateway: gw-${vpn}, Local: 10.1.12.4/500`;

test("of a log only lines that were not there before, and that name the tunnel", () => {
  const before = [line(11, "vpn1"), line(12, "vpn1"), line(12, "vpn1")];
  const after = [...before, line(12, "vpn1"), line(13, "vpn10"), line(14, "vpn1")];
  expect(newLines(before, after, SPEC)).toEqual([line(12, "vpn1"), line(14, "vpn1")]);
});

test("nothing is new where one of the two looks had no answer", () => {
  expect(newLines(undefined, [line(11, "vpn1")], SPEC)).toEqual([]);
  expect(grownHits(undefined, [{ from: "a", to: "b", policy: "p", hits: 1 }])).toEqual([]);
});

test("policies that decided meanwhile, and no others", () => {
  const hit = (policy: string, hits: number) => ({ from: "trust", to: "vpn", policy, hits });
  expect(grownHits([hit("a", 4), hit("b", 4)], [hit("a", 4), hit("b", 6), hit("c", 1)])).toEqual([
    { from: "trust", to: "vpn", policy: "b", before: 4, after: 6 },
    { from: "trust", to: "vpn", policy: "c", before: 0, after: 1 },
  ]);
});

const reply = (inside: string) => parseXml(`<rpc-reply>${inside}</rpc-reply>`);

test("replies are read, and a damaged one is an error and no empty answer", () => {
  expect(readLog(reply("<file-content>\none\n\ntwo\n</file-content>"))).toEqual(["one", "two"]);
  expect(() => readLog(reply("<output>no such file</output>"))).toThrow(/asked for a log/);
  const entry = (count: string): string =>
    `<policy-hit-count><policy-hit-count-entry><policy-hit-count-from-zone>a</policy-hit-count-from-zone><policy-hit-count-to-zone>b</policy-hit-count-to-zone><policy-hit-count-policy-name>p</policy-hit-count-policy-name>${count}</policy-hit-count-entry></policy-hit-count>`;
  expect(
    readPolicyHits(reply(entry("<policy-hit-count-count>3</policy-hit-count-count>"))),
  ).toEqual([{ from: "a", to: "b", policy: "p", hits: 3 }]);
  expect(() => readPolicyHits(reply(entry("")))).toThrow(/not whole/);
});

test("where another instance has a way too, nobody knows which one is meant; Junos's own for management is none", () => {
  const table = (name: string): string =>
    `<route-table><table-name>${name}</table-name></route-table>`;
  const routes = (...names: string[]) =>
    readOnlyNextHops(reply(`<route-information>${names.map(table).join("")}</route-information>`));
  expect(routes()).toEqual([]);
  expect(routes("inet.0", "mgmt_junos.inet.0")).toEqual([]);
  expect(routes("wan.inet.0")).toBeUndefined();
});
