// What reports of IKE and IPsec share: VPNs of the configuration, numbered tunnels, and names of algorithms.

import { type ConfigTree } from "../../../lib/junos";
import { hostOf } from "../../../lib/net";
import { type DataplaneState, type IpsecSa, type TunnelEvent } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { refusal } from "../messages";
import { el } from "../report/markup";
import { eventTime } from "../report/times";
import { line, type Part, section } from "../report/sheet";
import { type Arguments, type Option } from "./command";

/** A VPN of the configuration. */
export interface Vpn {
  readonly name: string;
  readonly gateway: string;
  readonly remote: string;
  readonly local: string;
  readonly immediately: boolean;
  readonly ikeVersion: "IKEv1" | "IKEv2";
}

/** The VPNs of the active configuration, in its order. */
export function vpnsOf(device: DeviceView): Vpn[] {
  const tree = device.configuration.effective;
  return (tree.get("security ipsec vpn")?.children ?? []).map((vpn) => {
    const gateway = vpn.text("ike gateway") ?? "";
    const ike = tree.get(["security", "ike", "gateway", gateway]);
    return {
      name: vpn.name,
      gateway,
      remote: ike?.names("address")[0] ?? ike?.text("address") ?? "",
      local: ike?.text("local-address") ?? addressOf(tree, ike?.text("external-interface") ?? ""),
      immediately: vpn.text("establish-tunnels") === "immediately",
      ikeVersion: ike?.text("version") === "v2-only" ? "IKEv2" : "IKEv1",
    };
  });
}

/** The first address of an interface such as `ge-0/0/0.0`. */
function addressOf(tree: ConfigTree, name: string): string {
  const [physical = "", unit = "0"] = name.split(".");
  const path = ["interfaces", physical, "unit", unit, "family", "inet", "address"];
  return hostOf(tree.root.names(path)[0] ?? "");
}

/** The state of the forwarding plane, with tunnels numbered as the device numbers them. */
export async function securityState(device: DeviceView): Promise<DataplaneState> {
  const { tunnels, plane, configuration } = device;
  if (!device.ikeReady) throw refusal("the ipsec-key-management subsystem is not running");
  const state = await plane.state();
  // Counted in the order of the configuration, whichever comes up first.
  for (const name of configuration.effective.root.names("security ipsec vpn")) {
    tunnels.numberOf(name);
  }
  return { ...state, ipsec: tunnels.numbered(state.ipsec) };
}

/** The events of a VPN, newest first. */
export function eventsOf(
  events: readonly TunnelEvent[],
  vpn: { readonly name: string; readonly gateway: string },
): TunnelEvent[] {
  return events
    .filter((event) =>
      event.vpn === undefined ? event.gateway === vpn.gateway : event.vpn === vpn.name,
    )
    .sort((a, b) => b.time - a.time)
    .slice(0, 10);
}

/** An event as a line of a report. */
export function eventPart({ time, text, count }: TunnelEvent): Part {
  return section(
    "sa-ipsec-tunnel-events",
    line`    ${el("sa-tunnel-event-time", eventTime(time))}: ${el("sa-tunnel-event", text)} (${el("sa-tunnel-event-num-times", count)} times)`,
  );
}

/** How often negotiating failed, of what is remembered. */
export function failures(events: readonly TunnelEvent[]): number {
  return events
    .filter(({ text }) => /fail|no response|refused|unacceptable|not acceptable/i.test(text))
    .reduce((sum, { count: times }) => sum + times, 0);
}

const HASH_BITS: Readonly<Record<string, string>> = {
  md5: "96",
  sha1: "96",
  sha256: "128",
  sha384: "192",
  sha512: "256",
};

/** `sha1` and `hmac-sha1-96` alike. */
export const hashOf = (text: string): string =>
  /md5|sha-?\d+/.exec(text)?.[0].replace("sha-", "sha") ?? text;

/** `hmac-sha256-128` */
export function longHash(integrity: string): string {
  const hash = hashOf(integrity);
  const bits = HASH_BITS[hash];
  return bits === undefined ? integrity : `hmac-${hash}-${bits}`;
}

/** Ciphers that authenticate by themselves need no hash. */
export const isCombined = (sa: Pick<IpsecSa, "encryption" | "integrity">): boolean =>
  /gcm|chacha/.test(sa.encryption) || sa.integrity === "" || sa.integrity === "none";

/** Whether a peer's address is of the family that was asked for; IPv4 is meant where none was. */
export function isOfFamily({ family = "inet" }: Arguments): (address: string) => boolean {
  return (address) => (address.includes(":") ? "inet6" : "inet") === family;
}

/** The word `index` with the RPC's own name for it. */
export const indexOption = (element: string): Option => ({
  word: "index",
  element,
  value: "number",
  help: "Index of the security association",
});

export const FAMILY: Option = {
  word: "family",
  element: "family",
  value: "inet|inet6",
  help: "Address family",
};

/** The number that was given, if one was. */
export function indexOf(given: Arguments): number | undefined {
  if (given.index === undefined) return undefined;
  const index = Number(given.index);
  if (!Number.isInteger(index)) throw refusal("invalid value", { element: given.index });
  return index;
}
