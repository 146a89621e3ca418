// What a look found as metrics, named as Prometheus's conventions have it. Names of the program are labels; nothing else is, so no secret can be.
import type * as PrometheusClient from "prom-client";
import type { Counter, Gauge, Registry } from "prom-client";
import { optionalPackage } from "../optional-package";
import type { Watched, WatchedEnd, WatchedTunnel } from "./watch";

/** What the package offers. */
export type Prometheus = typeof PrometheusClient;

/** The package that writes metrics. @throws Error that names it where it is missing */
export const loadPrometheus = async (command: string): Promise<Prometheus> =>
  await optionalPackage("prom-client", command, async () => await import("prom-client"));

const TUNNEL = ["tunnel"] as const;
const END = ["tunnel", "device", "peer", "role"] as const;

/** A registry with what one look found, and when the stack's state was read. */
export function metricsOf(client: Prometheus, watched: Watched, stateReadAt: Date): Registry {
  const registry = new client.Registry();
  const registers = [registry];
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Gauge<Label> => new client.Gauge({ name, help, labelNames, registers });
  gauge("vsrx_stack_read_timestamp_seconds", "When the stack's state was read.", []).set(
    stateReadAt.getTime() / 1000,
  );
  const up = gauge("vsrx_device_up", "Whether the device answered the last look.", ["device"]);
  const took = gauge(
    "vsrx_device_look_duration_seconds",
    "How long the device took for all its answers.",
    ["device"],
  );
  for (const { name, seconds, failure } of watched.devices) {
    up.set({ device: name }, failure === undefined ? 1 : 0);
    took.set({ device: name }, seconds);
  }
  tunnels(gauge, watched.tunnels);
  ends(gauge, watched.tunnels);
  traffic(client, registry, watched.tunnels);
  const hits = new client.Counter({
    name: "vsrx_nat_rule_hits_total",
    help: "How often a NAT rule that a tunnel rests on was used.",
    labelNames: ["device", "kind", "rule_set", "rule"],
    registers,
  });
  for (const { device, kind, ruleSet, rule, hits: count } of watched.natRules)
    hits.inc({ device, kind, rule_set: ruleSet, rule }, count);
  return registry;
}

type MakeGauge = <Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
) => Gauge<Label>;

function tunnels(gauge: MakeGauge, all: readonly WatchedTunnel[]): void {
  const info = gauge("vsrx_tunnel_info", "A tunnel of the stack, always 1.", [
    ...TUNNEL,
    "kind",
    "initiator",
    "responder",
  ]);
  const up = gauge(
    "vsrx_tunnel_up",
    "Whether each end that can be asked has its IKE and IPsec security associations, both ways; absent where that is not known.",
    TUNNEL,
  );
  const idle = gauge(
    "vsrx_tunnel_idle",
    "Whether a tunnel that is set up on traffic is down because nothing has asked for it yet.",
    TUNNEL,
  );
  for (const { name: tunnel, kind, gateways, isUp, isIdle } of all) {
    info.set({ tunnel, kind, initiator: gateways[0], responder: gateways[1] }, 1);
    if (isUp !== undefined) up.set({ tunnel }, isUp ? 1 : 0);
    idle.set({ tunnel }, isIdle ? 1 : 0);
  }
}

const labelsOf = (
  { name: tunnel }: WatchedTunnel,
  { device, peer, role }: WatchedEnd,
): Record<(typeof END)[number], string> => ({ tunnel, device, peer, role });

function ends(gauge: MakeGauge, all: readonly WatchedTunnel[]): void {
  const up = gauge(
    "vsrx_tunnel_end_up",
    "Whether this end has its IKE and IPsec security associations, both ways.",
    END,
  );
  const ike = gauge("vsrx_ike_sa_up", "Whether this end has an IKE security association.", END);
  const nat = gauge(
    "vsrx_tunnel_nat_detected",
    "Whether IKE found a NAT on the way, so that ESP goes in UDP 4500; absent without a security association.",
    END,
  );
  const installed = gauge(
    "vsrx_ipsec_sas_installed",
    "Installed IPsec security associations of this end.",
    [...END, "direction"],
  );
  for (const tunnel of all)
    for (const end of tunnel.ends) {
      const labels = labelsOf(tunnel, end);
      up.set(labels, end.isUp ? 1 : 0);
      ike.set(labels, end.ikeUp ? 1 : 0);
      if (end.natFound !== undefined) nat.set(labels, end.natFound ? 1 : 0);
      for (const direction of ["inbound", "outbound"] as const)
        installed.set({ ...labels, direction }, end.installed[direction]);
    }
}

function traffic(client: Prometheus, registry: Registry, all: readonly WatchedTunnel[]): void {
  const counter = (way: string, unit: string, help: string): Counter<(typeof END)[number]> =>
    new client.Counter({
      name: `vsrx_tunnel_${way}_${unit}_total`,
      help,
      labelNames: END,
      registers: [registry],
    });
  const sentBytes = counter("encrypted", "bytes", "Bytes that this end sent into the tunnel.");
  const sent = counter("encrypted", "packets", "Packets that this end sent into the tunnel.");
  const gotBytes = counter("decrypted", "bytes", "Bytes that this end took out of the tunnel.");
  const got = counter("decrypted", "packets", "Packets that this end took out of the tunnel.");
  for (const tunnel of all)
    for (const end of tunnel.ends) {
      const { counters } = end;
      if (counters === undefined) continue;
      const labels = labelsOf(tunnel, end);
      sentBytes.inc(labels, counters.encryptedBytes);
      sent.inc(labels, counters.encryptedPackets);
      gotBytes.inc(labels, counters.decryptedBytes);
      got.inc(labels, counters.decryptedPackets);
    }
}
