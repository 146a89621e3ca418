// What may pass between the networks behind a gateway and those behind its peer: names in address books, and policies both ways.
import type { JunosConfig } from "../junos";
import type { Gateway } from "../topology";
import { addressBookConfig, type PolicySpec, policyConfig } from "./statements";

/** Prefixes by the names that address books have for them. */
export type Addresses = Readonly<Record<string, string>>;

/** The name of one prefix behind a gateway: `hq-10.1.0.0_24`. */
export function addressName(owner: string, prefix: string): string {
  return `${owner}-${prefix.replace("/", "_")}`;
}

/**
 * The prefixes behind a gateway, by name.
 * @param given names that a program has chosen: prefix → name
 */
export function addressesOf(
  owner: string,
  prefixes: readonly string[],
  given: Readonly<Record<string, string>> = {},
): Addresses {
  return Object.fromEntries(
    prefixes.map((prefix) => [given[prefix] ?? addressName(owner, prefix), prefix]),
  );
}

/**
 * Zones of the networks behind a gateway.
 * @param networks those that matter. @default all
 */
export function innerZones(gateway: Gateway, networks?: readonly string[]): readonly string[] {
  const ports = networks === undefined ? gateway.internals : gateway.internalsOf(networks);
  return [...new Set(ports.map((port) => port.zone))];
}

/** What may pass at one end. */
export interface Passage {
  /** Zones of the networks behind the gateway. */
  readonly inner: readonly string[];
  /** Zone by which the peer's networks are reached: that of the tunnel interface, or of the outside. */
  readonly zone: string;
  /** Networks of either side, by name. */
  readonly local: Addresses;
  readonly remote: Addresses;
  /** Names of the address books of either side. @default as their zones */
  readonly books?: { readonly local?: string; readonly remote?: string };
  /** Names of the policies outward and inward. */
  readonly names: { readonly to: string; readonly from: string };
  /** @default any */
  readonly applications?: readonly string[];
}

/** A gateway's own networks, in a book for each zone of theirs. */
export function localBooks({
  inner,
  local,
  books,
}: Pick<Passage, "inner" | "local" | "books">): readonly JunosConfig[] {
  return inner.map((zone) => addressBookConfig(books?.local ?? zone, zone, local));
}

/** The peer's networks, in the book of the zone by which they are reached. */
export function remoteBook({
  zone,
  remote,
  books,
}: Pick<Passage, "zone" | "remote" | "books">): JunosConfig {
  return addressBookConfig(books?.remote ?? zone, zone, remote);
}

/** What two policies match, by names in the address books, and where they lead what they match. */
export interface Pair extends Pick<Passage, "inner" | "zone" | "names" | "applications"> {
  readonly local: readonly string[];
  readonly remote: readonly string[];
  /** Lead what passes into this VPN, and tie both policies together if asked; otherwise it is permitted as it is. */
  readonly tunnel?: { readonly vpn: string; readonly isPaired: boolean };
}

/** A policy outward and one inward for each zone of the gateway's networks. */
export function policyPair(pair: Pair): readonly JunosConfig[] {
  const { zone, names, local, remote, tunnel } = pair;
  const application = pair.applications ?? ["any"];
  const into = (counterpart: string): Pick<PolicySpec, "tunnel"> =>
    tunnel === undefined
      ? {}
      : { tunnel: { vpn: tunnel.vpn, ...(tunnel.isPaired && { pair: counterpart }) } };
  return pair.inner.flatMap((inner) => [
    policyConfig({
      from: inner,
      to: zone,
      name: names.to,
      source: local,
      destination: remote,
      application,
      ...into(names.from),
    }),
    policyConfig({
      from: zone,
      to: inner,
      name: names.from,
      source: remote,
      destination: local,
      application,
      ...into(names.to),
    }),
  ]);
}

/** Policies that permit both ways what the address books of both sides have. */
export function passagePolicies(passage: Passage): readonly JunosConfig[] {
  return policyPair({
    ...passage,
    local: Object.keys(passage.local),
    remote: Object.keys(passage.remote),
  });
}
