// Follows a packet from host to host through the configurations of all devices, and its answer back: where it passes, or which line stops it.
import { type FoundTunnel, type GivenDevice, tunnelsBetween } from "../junos";
import { selectorFor, TraceDevice, type TraceVpn } from "./device";
import type { Side } from "./nat";
import type { Hop, Trace, TracedPacket } from "./packet";

/** More devices than anybody has in a row: what goes on longer goes around. */
const LONGEST = 16;

/** Protocol and port of IKE, before and after a NAT was found. */
const [UDP, IKE_PORTS] = [17, [500, 4500]] as const;

/** How one device was crossed. */
interface Crossing {
  readonly device: TraceDevice;
  /** By which interface the packet came, with its zone. */
  readonly from: Side;
  /** Whom it was from when it came in. */
  readonly source: string;
}

interface Ended {
  readonly verdict: Trace["verdict"];
  readonly device: string | undefined;
  readonly reason: string;
  readonly statement?: string;
}

/** Follows packets through one set of devices. */
export class Tracer {
  private readonly devices: readonly TraceDevice[];
  private readonly tunnels: readonly FoundTunnel[];

  /** @param tunnels between which VPNs there are tunnels @default what the configurations show */
  constructor(given: readonly GivenDevice[], tunnels?: readonly FoundTunnel[]) {
    this.devices = given.map(({ name, tree }) => new TraceDevice(name, tree));
    this.tunnels = tunnels ?? tunnelsBetween(given).tunnels;
  }

  /** From a host behind one of the devices to another host. */
  trace(packet: TracedPacket): Trace {
    const first = this.devices.find(
      (device) =>
        !device.owns(packet.source) && device.interfaceBefore(packet.source) !== undefined,
    );
    if (first === undefined) {
      const reason = `no device has an interface on the network of ${packet.source}`;
      return ended([], { verdict: "unknown", device: undefined, reason });
    }
    return this.traceBehind(first.name, packet);
  }

  /** From a host behind one device, whoever else has a network of the same addresses. */
  traceBehind(device: string, packet: TracedPacket): Trace {
    const first = this.devices.find(({ name }) => name === device);
    const logical = first?.interfaceBefore(packet.source);
    if (first === undefined || logical === undefined) {
      const reason = `${device} has no interface on the network of ${packet.source}`;
      return ended([], { verdict: "unknown", device: undefined, reason });
    }
    return new Walk(this.devices, this.tunnels).from(first, logical, packet);
  }

  /** IKE from a gateway to the address that it dials. */
  traceIke(device: string, own: string, dialled: string): readonly Trace[] {
    const from = this.devices.find(({ name }) => name === device);
    if (from === undefined) return [];
    return IKE_PORTS.map((destinationPort) =>
      new Walk(this.devices, this.tunnels).own(from, {
        source: own,
        destination: dialled,
        protocol: UDP,
        sourcePort: destinationPort,
        destinationPort,
      }),
    );
  }
}

function ended(hops: readonly Hop[], end: Ended | undefined): Trace {
  const isEncrypted = hops.some(({ what }) => what === "tunnel");
  if (end === undefined) return { verdict: "passes", hops, isEncrypted };
  const { verdict, device, reason, statement } = end;
  return {
    verdict,
    hops,
    isEncrypted,
    end: { device, reason, ...(statement === undefined ? {} : { statement }) },
  };
}

/** One packet's way. */
class Walk {
  private readonly hops: Hop[] = [];
  private readonly crossings: Crossing[] = [];
  private arrived: Trace["arrived"];
  /** Out of which VPN it came last: the policy that lets it out names the VPN too. */
  private outOf: TraceVpn | undefined;

  constructor(
    private readonly devices: readonly TraceDevice[],
    private readonly tunnels: readonly FoundTunnel[],
  ) {}

  from(device: TraceDevice, logical: string, packet: TracedPacket): Trace {
    const end = this.enter(device, logical, packet);
    return ended(this.hops, end ?? this.back());
  }

  /** A packet of the device itself. */
  own(device: TraceDevice, packet: TracedPacket): Trace {
    const end = this.leave(device, { logical: undefined, zone: "junos-host" }, packet);
    const { arrived } = this;
    return { ...ended(this.hops, end), ...(arrived === undefined ? {} : { arrived }) };
  }

  private note(
    device: TraceDevice,
    what: Hop["what"],
    text: string,
    statement?: string,
  ): undefined {
    this.hops.push({
      device: device.name,
      what,
      text,
      ...(statement === undefined ? {} : { statement }),
    });
  }

  private stop(device: TraceDevice, reason: string, statement?: string): Ended {
    return {
      verdict: "stopped",
      device: device.name,
      reason,
      ...(statement === undefined ? {} : { statement }),
    };
  }

  /** It comes in by an interface: destinations are translated first. */
  private enter(device: TraceDevice, logical: string, packet: TracedPacket): Ended | undefined {
    if (this.crossings.length >= LONGEST) return this.stop(device, "it goes around in a circle");
    const zone = device.zoneOf(logical);
    if (zone === undefined && device.isFirewall) {
      return this.stop(device, `${logical} is in no zone: what comes in by it is dropped`);
    }
    const from: Side = { logical, zone: zone ?? "" };
    this.crossings.push({ device, from, source: packet.source });
    this.note(device, "in", `comes in by ${logical}${zone === undefined ? "" : `, zone ${zone}`}`);
    const translated = device.nat.inward(packet, from);
    if (translated !== undefined) this.note(device, "nat", translated.text, translated.statement);
    const now = translated?.packet ?? packet;
    if (device.owns(now.destination)) return this.deliver(device, logical, now);
    return this.leave(device, from, now);
  }

  private deliver(device: TraceDevice, logical: string, packet: TracedPacket): Ended | undefined {
    if (device.isFirewall && !device.admits(logical, packet)) {
      return this.stop(
        device,
        `host-inbound-traffic of ${logical} does not let it in`,
        `security zones security-zone ${device.zoneOf(logical) ?? ""} host-inbound-traffic`,
      );
    }
    this.arrived = { device: device.name, packet };
    return this.note(device, "delivered", `${packet.destination} is the device itself`);
  }

  private leave(device: TraceDevice, from: Side, packet: TracedPacket): Ended | undefined {
    // What it sends itself goes by the instance of the address that it speaks from.
    const routes = device.routesAt(from.logical ?? device.interfaceOf(packet.source));
    const way = routes.to(packet.destination);
    if (way === undefined) {
      if (!routes.isTold) return this.stop(device, `no route to ${packet.destination}`);
      const reason = `routes to ${packet.destination} are announced by neighbours`;
      return { verdict: "unknown", device: device.name, reason };
    }
    const [hop] = way.hops;
    if (hop === undefined) return this.stop(device, `${way.prefix} is thrown away`, way.statement);
    const others = way.hops.filter(({ via }) => via !== hop.via);
    if (others.length > 0) {
      const all = way.hops.map(({ via }) => via).join(" and ");
      return this.stop(device, `${way.prefix} goes by ${all} in turn`, way.statement);
    }
    this.note(device, "route", `${packet.destination} by ${hop.via}`, way.statement);
    const zone = device.zoneOf(hop.via);
    if (zone === undefined && device.isFirewall)
      return this.stop(device, `${hop.via} is in no zone: nothing leaves by it`);
    const to: Side = { logical: hop.via, zone: zone ?? "" };
    return this.permit(device, from, to, packet, hop.to);
  }

  private permit(
    device: TraceDevice,
    from: Side,
    to: Side,
    packet: TracedPacket,
    nextHop: string | undefined,
  ): Ended | undefined {
    let tunnel: string | undefined;
    // What the device sends itself meets no policy between zones.
    if (device.isFirewall && from.logical !== undefined) {
      const verdict = device.policies.verdict(from.zone, to.zone, packet);
      const between = `from zone ${from.zone} to zone ${to.zone}`;
      if (verdict.action === "unknown") {
        const reason = `whether ${verdict.policy} matches isn't told by the configuration alone`;
        const { statement } = verdict;
        return { verdict: "unknown", device: device.name, reason, statement };
      }
      if (verdict.action !== "permit") {
        const by =
          verdict.policy === undefined ? "no policy permits it" : `${verdict.policy} refuses it`;
        return this.stop(device, `${by}: ${between}`, verdict.statement);
      }
      tunnel = verdict.tunnel;
      this.note(device, "policy", `permitted ${between}`, verdict.statement);
    }
    const translated = device.nat.outward(packet, from, to, (logical) => device.addressOn(logical));
    if (translated !== undefined) this.note(device, "nat", translated.text, translated.statement);
    const now = translated?.packet ?? packet;
    const bound = to.logical === undefined ? undefined : device.vpnOn(to.logical);
    const vpn = tunnel === undefined ? bound : device.vpnNamed(tunnel);
    const isOut = tunnel !== undefined && vpn === this.outOf;
    if (vpn !== undefined && !isOut) return this.encrypt(device, vpn, now);
    if ((to.logical ?? "").startsWith("st0."))
      return this.stop(device, `no VPN is bound to ${to.logical}`);
    return this.onward(device, to, now, nextHop);
  }

  /** Into the tunnel, and out of it at its other end. */
  private encrypt(device: TraceDevice, vpn: TraceVpn, packet: TracedPacket): Ended | undefined {
    const statement = `security ipsec vpn ${vpn.name}`;
    if (selectorFor(vpn, packet.source, packet.destination) === undefined) {
      return this.stop(
        device,
        `no selector of ${vpn.name} holds ${packet.source} and ${packet.destination}`,
        statement,
      );
    }
    const candidates = this.tunnels.filter(({ sides }) =>
      sides.some((side) => side.device === device.name && side.vpn === vpn.name),
    );
    const ends = candidates.flatMap((tunnel) => {
      const far = tunnel.sides.find((side) => side.device !== device.name);
      const peer = this.devices.find(({ name }) => name === far?.device);
      const remote = far === undefined ? undefined : peer?.vpnNamed(far.vpn);
      return peer === undefined || remote === undefined ? [] : [{ tunnel, peer, remote }];
    });
    // One that many peers share leads to the one that has the destination.
    const end =
      ends.find(({ remote }) => selectorFor(remote, packet.destination, packet.source)) ?? ends[0];
    if (end === undefined) {
      const reason = `the other end of ${vpn.name} is none of the devices given`;
      return { verdict: "unknown", device: device.name, reason, statement };
    }
    const { tunnel, peer, remote } = end;
    const error = tunnel.mistakes.find(({ severity }) => severity === "error");
    if (error !== undefined)
      return this.stop(
        device,
        `the tunnel can't come up: ${error.what}: ${error.found}`,
        error.statement ?? statement,
      );
    this.note(
      device,
      "tunnel",
      `into VPN ${vpn.name}, out of ${remote.name} on ${peer.name}`,
      statement,
    );
    if (selectorFor(remote, packet.destination, packet.source) === undefined) {
      return this.stop(
        peer,
        `no selector of ${remote.name} holds ${packet.destination} and ${packet.source}`,
        `security ipsec vpn ${remote.name}`,
      );
    }
    // A policy-based tunnel comes out where its IKE gateway stands.
    const logical = remote.bindInterface ?? peer.externalOf(remote.node.text("ike gateway"));
    if (logical === undefined)
      return this.stop(peer, `VPN ${remote.name} has no external interface`);
    this.outOf = remote;
    return this.enter(peer, logical, packet);
  }

  private onward(
    device: TraceDevice,
    to: Side,
    packet: TracedPacket,
    nextHop: string | undefined,
  ): Ended | undefined {
    const next = nextHop ?? packet.destination;
    const neighbour = this.devices.find((each) => each !== device && each.owns(next));
    const facing = neighbour?.interfaceBefore(next);
    if (neighbour !== undefined && facing !== undefined) {
      return this.enter(neighbour, facing, packet);
    }
    if (nextHop === undefined) {
      // A network of the device's own: another device may answer for the address there.
      const proxy = this.answering(device, packet);
      if (proxy !== undefined) return this.enter(proxy.device, proxy.logical, packet);
      return this.note(
        device,
        "delivered",
        `to ${packet.destination} on the network of ${to.logical}`,
      );
    }
    // Who is behind a router that is not given shows in who has, or translates, the address.
    const there = this.answering(device, packet);
    if (there !== undefined) return this.enter(there.device, there.logical, packet);
    const reason = `it leaves by ${to.logical} to ${nextHop}, which is none of the devices given`;
    return { verdict: "unknown", device: device.name, reason };
  }

  /** The device that has an address, or a rule for what is sent to it. */
  private answering(
    but: TraceDevice,
    packet: TracedPacket,
  ): { readonly device: TraceDevice; readonly logical: string } | undefined {
    for (const device of this.devices) {
      if (device === but) continue;
      for (const { logical, address } of device.addresses) {
        const from: Side = { logical, zone: device.zoneOf(logical) ?? "" };
        if (address === packet.destination) return { device, logical };
        if (device.nat.inward(packet, from) !== undefined) return { device, logical };
      }
    }
    return undefined;
  }

  /** The answer: every device has to send it to where the packet came from, by the same zone. */
  private back(): Ended | undefined {
    for (const { device, from, source } of [...this.crossings].reverse()) {
      const routes = device.routesAt(from.logical);
      const way = routes.to(source);
      if (way === undefined) {
        if (routes.isTold) continue;
        return this.stop(device, `no route back to ${source}`);
      }
      const [hop] = way.hops;
      if (hop === undefined)
        return this.stop(device, `the way back to ${source} throws it away`, way.statement);
      const zone = device.zoneOf(hop.via);
      const isSame = device.isFirewall ? zone === from.zone : hop.via === from.logical;
      const isTunnel = (from.logical ?? "").startsWith("st0.");
      if (!isSame || (isTunnel && hop.via !== from.logical)) {
        const reason = `the answer to ${source} leaves by ${hop.via}, and the packet came by ${from.logical}`;
        return this.stop(device, reason, way.statement);
      }
      this.note(device, "return", `the answer to ${source} leaves by ${hop.via}`, way.statement);
    }
    return undefined;
  }
}
