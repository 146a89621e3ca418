// What the device remembers of its tunnels: their numbers, which stay whenever keys change, and what was cleared.

import { type IpsecSa } from "../dataplane";

/** The number before that of the first tunnel, by the daemon that counts. */
const BEFORE_FIRST = { kmd: 131072, iked: 500000 } as const;

/** What went through a tunnel. */
export interface Traffic {
  readonly encryptedBytes: number;
  readonly decryptedBytes: number;
  readonly encryptedPackets: number;
  readonly decryptedPackets: number;
}

const NO_TRAFFIC: Traffic = {
  encryptedBytes: 0,
  decryptedBytes: 0,
  encryptedPackets: 0,
  decryptedPackets: 0,
};

/** What makes a tunnel one tunnel: its VPN, its peer and what goes through it. */
const keyOf = (sa: IpsecSa): string =>
  JSON.stringify([sa.vpn, sa.remoteAddress, sa.localSelector, sa.remoteSelector]);

/** Numbers and cleared counters of one device, from power on to power off. */
export class TunnelLedger {
  private last: number;
  private readonly vpns = new Map<string, number>();
  private readonly tunnels = new Map<string, number>();
  /** Numbers of VPNs that a tunnel has. */
  private readonly taken = new Set<number>();
  private cleared: ReadonlyMap<number, Traffic> = new Map();

  constructor(daemon: keyof typeof BEFORE_FIRST = "kmd") {
    this.last = BEFORE_FIRST[daemon];
  }

  /** Every VPN has a number of its own, up or not: counted in the order in which they are told. */
  numberOf(vpn: string): number {
    const known = this.vpns.get(vpn);
    if (known !== undefined) return known;
    this.last += 1;
    this.vpns.set(vpn, this.last);
    return this.last;
  }

  /** The associations with their tunnel's number in place of their own. */
  numbered(sas: readonly IpsecSa[]): IpsecSa[] {
    return sas.map((sa) => ({ ...sa, index: this.ofTunnel(sa) }));
  }

  /** What went through numbered associations since it was cleared; of one tunnel where its number is given. */
  traffic(sas: readonly IpsecSa[], tunnel?: number): Traffic {
    return [...perTunnel(sas)]
      .filter(([number]) => tunnel === undefined || number === tunnel)
      .map(([number, now]) => combined(now, this.cleared.get(number) ?? NO_TRAFFIC, since))
      .reduce((sum, each) => combined(sum, each, (a, b) => a + b), NO_TRAFFIC);
  }

  /** Counts from now on. */
  clear(sas: readonly IpsecSa[]): void {
    this.cleared = perTunnel(sas);
  }

  /** The first tunnel of a VPN has the VPN's number, the others follow. */
  private ofTunnel(sa: IpsecSa): number {
    const key = keyOf(sa);
    const known = this.tunnels.get(key);
    if (known !== undefined) return known;
    let number = this.numberOf(sa.vpn);
    if (this.taken.has(number)) {
      this.last += 1;
      number = this.last;
    } else this.taken.add(number);
    this.tunnels.set(key, number);
    return number;
  }
}

/** Counters that began anew are smaller than what was cleared. */
const since = (now: number, before: number): number => (before <= now ? now - before : now);

function combined(a: Traffic, b: Traffic, how: (a: number, b: number) => number): Traffic {
  return {
    encryptedBytes: how(a.encryptedBytes, b.encryptedBytes),
    decryptedBytes: how(a.decryptedBytes, b.decryptedBytes),
    encryptedPackets: how(a.encryptedPackets, b.encryptedPackets),
    decryptedPackets: how(a.decryptedPackets, b.decryptedPackets),
  };
}

function perTunnel(sas: readonly IpsecSa[]): Map<number, Traffic> {
  const tunnels = new Map<number, Traffic>();
  for (const sa of sas) {
    const own: Traffic = {
      encryptedBytes: sa.bytesOut,
      decryptedBytes: sa.bytesIn,
      encryptedPackets: sa.packetsOut,
      decryptedPackets: sa.packetsIn,
    };
    tunnels.set(
      sa.index,
      combined(own, tunnels.get(sa.index) ?? NO_TRAFFIC, (a, b) => a + b),
    );
  }
  return tunnels;
}
