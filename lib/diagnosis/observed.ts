// What devices reply about a tunnel: values that the rules of the wire look at. All of it was asked after the question.

/** A UDP session as a device lists it, with packets both ways. */
export interface SeenSession {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  /** From the source; undefined where the device doesn't count. */
  readonly sent: number | undefined;
  /** To the source. */
  readonly answered: number | undefined;
}

/** A NAT rule of the tunnel, and how often it was used before and after. */
export interface SeenRule {
  readonly kind: string;
  readonly ruleSet: string;
  readonly rule: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** What a device noted of the tunnel since the question. */
export interface SeenEvent {
  readonly text: string;
  readonly time?: string;
  readonly times: number;
}

/** A policy that decided about something between the two looks. */
export interface SeenHits {
  readonly from: string;
  readonly to: string;
  readonly policy: string;
  readonly before: number;
  readonly after: number;
}

/** The way that a device has to the peer right now. */
export interface SeenRoute {
  readonly address: string;
  readonly hops: readonly {
    readonly prefix: string;
    readonly via?: string;
    readonly to?: string;
  }[];
}

/** One device's replies. What is undefined was not answered, and says nothing. */
export interface ObservedDevice {
  readonly name: string;
  /** Sessions to UDP 500 and 4500, twice: their growth is what is happening now. */
  readonly before?: readonly SeenSession[];
  readonly after?: readonly SeenSession[];
  readonly rules?: readonly SeenRule[];
}

/** An end's replies. */
export interface ObservedEnd extends ObservedDevice {
  readonly isIkeUp: boolean;
  readonly isIpsecUp: boolean;
  readonly events: readonly SeenEvent[];
  /** Lines of the IKE daemon's log that name the tunnel, written since the question. */
  readonly log?: readonly string[];
  readonly hits?: readonly SeenHits[];
  readonly route?: SeenRoute;
}

/** ESP that one end sent and the other never took out of the tunnel, while pings went. */
export interface EspLoss {
  readonly from: string;
  readonly to: string;
  readonly encrypted: number;
  readonly decrypted: number;
}

/** Echo requests that are lost when they are long and must not be cut. */
export interface SizeLoss {
  readonly from: string;
  readonly target: string;
  readonly size: number;
  /** The longest that passed. */
  readonly passed: number;
}

/** Everything that was asked about one tunnel. */
export interface Observed {
  /** The initiator first; undefined for one that nobody may ask, or that did not answer. */
  readonly ends: readonly [ObservedEnd | undefined, ObservedEnd | undefined];
  /** NAT devices of the tunnel's rules. */
  readonly between: readonly ObservedDevice[];
  readonly lost: readonly EspLoss[];
  readonly tooLong?: SizeLoss;
}
