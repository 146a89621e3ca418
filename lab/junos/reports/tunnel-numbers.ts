// Tunnel numbers: a tunnel keeps its number whenever its keys change, as on a real device.

import { type IpsecSa } from "../../dataplane/types";
import { type Device, vpnNames } from "./command";

/** The number before that of the first tunnel, by the daemon that counts. */
const BEFORE_FIRST = { kmd: 131072, iked: 500000 } as const;

/** What makes a tunnel one tunnel: its VPN, its peer and what goes through it. */
const keyOf = (sa: IpsecSa): string =>
  JSON.stringify([sa.vpn, sa.remoteAddress, sa.localSelector, sa.remoteSelector]);

/** The numbers that one device has given. */
class Numbers {
  private readonly vpns = new Map<string, number>();
  private readonly tunnels = new Map<string, number>();
  /** Numbers of VPNs that a tunnel has. */
  private readonly taken = new Set<number>();

  constructor(private last: number) {}

  /** Every VPN has a number of its own, up or not. */
  ofVpn(vpn: string): number {
    const known = this.vpns.get(vpn);
    if (known !== undefined) return known;
    this.last += 1;
    this.vpns.set(vpn, this.last);
    return this.last;
  }

  /** The first tunnel of a VPN has the VPN's number, the others follow. */
  ofTunnel(sa: IpsecSa): number {
    const key = keyOf(sa);
    const known = this.tunnels.get(key);
    if (known !== undefined) return known;
    let number = this.ofVpn(sa.vpn);
    if (this.taken.has(number)) {
      this.last += 1;
      number = this.last;
    } else this.taken.add(number);
    this.tunnels.set(key, number);
    return number;
  }
}

const given = new WeakMap<Device["plane"], Numbers>();

function numbersOf(device: Device): Numbers {
  let numbers = given.get(device.plane);
  if (numbers === undefined) {
    numbers = new Numbers(BEFORE_FIRST[device.spec.ikeDaemon ?? "kmd"]);
    given.set(device.plane, numbers);
  }
  // Counted in the order of the configuration, whichever comes up first.
  for (const vpn of vpnNames(device)) numbers.ofVpn(vpn);
  return numbers;
}

/** The associations with their tunnel's number in place of their own. */
export function numbered(device: Device, sas: readonly IpsecSa[]): IpsecSa[] {
  const numbers = numbersOf(device);
  return sas.map((sa) => ({ ...sa, index: numbers.ofTunnel(sa) }));
}

/** The number of a VPN's first tunnel, up or not. */
export function firstNumber(device: Device, vpn: string): number {
  return numbersOf(device).ofVpn(vpn);
}
