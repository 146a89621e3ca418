// Misbehaviour on purpose, for tests of what talks to the device.

/** What happens instead of a proper answer. */
export type Fault =
  | { readonly kind: "cut-before" }
  | { readonly kind: "cut-after" }
  | { readonly kind: "silent" }
  | { readonly kind: "malformed" }
  | { readonly kind: "endless" }
  | { readonly kind: "delay"; readonly milliseconds: number }
  | { readonly kind: "reply"; readonly xml: string };

/** When it happens: at the Nth message from now, or at each of one operation. */
export interface FaultOrder {
  readonly fault: Fault;
  /** Counted from 1 over all sessions, hellos not counted. */
  readonly message?: number;
  /** An RPC's name; commits are `check`, `commit` and `commit-confirmed`. */
  readonly operation?: string;
  /** How often it happens. @default 1 */
  readonly times?: number;
}

/** Keeps what was ordered and counts messages. */
export class Faults {
  private orders: { order: FaultOrder; left: number }[] = [];
  private count = 0;
  /** Names of the messages since the last order was cleared. */
  readonly received: string[] = [];

  order(order: FaultOrder): void {
    this.orders.push({ order, left: order.times ?? 1 });
  }

  clear(): void {
    this.orders = [];
    this.count = 0;
    this.received.length = 0;
  }

  /** The fault of this message. */
  next(operation: string): Fault | undefined {
    this.count += 1;
    this.received.push(operation);
    if (this.received.length > 1000) this.received.shift();
    const found = this.orders.find(
      ({ order, left }) =>
        left > 0 &&
        (order.message === undefined || order.message === this.count) &&
        (order.operation === undefined || order.operation === operation),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.order.fault;
  }

  /** Ends a connection as a cable does. */
  cut(hangUp: () => void): void {
    hangUp();
  }
}
