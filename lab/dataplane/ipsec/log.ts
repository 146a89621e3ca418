// Charon's log, in the words a Junos device has for what happened to a tunnel.
import type { EspErrors, TunnelEvent } from "../types";

interface Pattern {
  readonly match: RegExp;
  readonly say: (found: RegExpMatchArray) => string;
}

const PATTERNS: readonly Pattern[] = [
  {
    match: /received AUTHENTICATION_FAILED|AUTH_FAILED/,
    say: () =>
      "IKE SA negotiation failed: authentication failed, the peer did not accept our key or identity",
  },
  {
    match: /tried \d+ shared keys? for .* but MAC mismatched|calculated HASH does not match/,
    say: () =>
      "IKE SA negotiation failed: authentication failed, the peer's pre-shared key is another one",
  },
  {
    match:
      /(?:invalid ID_V1 payload length|could not decrypt payloads|invalid HASH_V1 payload length)/,
    say: () =>
      "IKE SA negotiation failed: authentication failed, messages cannot be decrypted with our pre-shared key",
  },
  {
    match: /no shared key found for '?([^']*?)'?(?: -|$)/,
    say: () => "IKE SA negotiation failed: authentication failed, no pre-shared key for this peer",
  },
  {
    match:
      /no matching peer config found|constraint check failed: identity|IDir '(.*)' does not match to '(.*)'/,
    say: () =>
      "IKE SA negotiation failed: authentication failed, the peer's identity is not the one configured",
  },
  {
    match: /received NO_PROPOSAL_CHOSEN/,
    say: () => "IKE SA negotiation failed: no proposal chosen by the peer",
  },
  {
    match: /received proposals unacceptable|no acceptable .* found|no proposal found/,
    say: () => "negotiation failed: no proposal of the peer's is acceptable",
  },
  {
    match: /no IKE config found for (\S+)\.\.\.([^\s,]+)/,
    say: ([, , peer]) => `IKE negotiation from unknown peer ${peer ?? ""} refused`,
  },
  {
    match: /TS_UNACCEPTABLE|no acceptable traffic selectors found|INVALID_ID_INFORMATION/,
    say: () => "IPsec SA negotiation failed: traffic selectors (proxy identities) do not match",
  },
  {
    match: /CHILD_SA (\S+?)\{\d+\} established/,
    say: () => "IPsec SA negotiation succeeded: tunnel is up",
  },
  {
    match: /IKE_SA \S+\[\d+\] established between/,
    say: () => "IKE SA negotiation succeeded",
  },
];

/** Turns the daemon's messages into events and remembers the last ones of each VPN. */
export class EventLog {
  private readonly list: TunnelEvent[] = [];
  /** Where the last packet of each IKE SA went: what a retransmission waits for. */
  private readonly lastPeer = new Map<
    string,
    { readonly address: string; readonly port: string }
  >();

  private readonly counts = { replay: 0, authentication: 0 };

  constructor(private readonly limit = 200) {}

  /** ESP packets that the daemon said it threw away. */
  errors(): EspErrors {
    return { ...this.counts };
  }

  all(): readonly TunnelEvent[] {
    return this.list;
  }

  add(text: string, vpn: string | undefined, gateway: string | undefined): void {
    const last = this.list.findLast((event) => event.vpn === vpn);
    if (last?.text === text) {
      this.list[this.list.lastIndexOf(last)] = { ...last, time: Date.now(), count: last.count + 1 };
      return;
    }
    this.list.push({
      time: Date.now(),
      text,
      count: 1,
      ...(vpn === undefined ? {} : { vpn }),
      ...(gateway === undefined ? {} : { gateway }),
    });
    if (this.list.length > this.limit) this.list.shift();
  }

  /** One line of the daemon's. */
  read(message: string, sa: string, vpn: string | undefined, gateway: string | undefined): void {
    if (message.startsWith("ESP sequence number verification failed")) this.counts.replay += 1;
    if (message.startsWith("ESP decryption or ICV verification failed"))
      this.counts.authentication += 1;
    const sent = /^sending packet: from \S+\[\d+\] to (\S+)\[(\d+)\]/.exec(message);
    if (sent?.[1] !== undefined && sent[2] !== undefined) {
      this.lastPeer.set(sa, { address: sent[1], port: sent[2] });
      return;
    }
    if (
      // IKEv2 and IKEv1 word it differently.
      /^(?:sending )?retransmit \d+ of request|giving up after \d+ retransmits|peer not responding/.test(
        message,
      )
    ) {
      const peer = this.lastPeer.get(sa);
      if (peer !== undefined) {
        this.add(
          `IKE negotiation: no response from peer ${peer.address} port ${peer.port} (UDP)`,
          vpn,
          gateway,
        );
      }
      return;
    }
    for (const { match, say } of PATTERNS) {
      const found = match.exec(message);
      if (found !== null) {
        this.add(say(found), vpn, gateway);
        return;
      }
    }
  }
}
