// One device during one run of the program: a session that is used again, and the host key it has shown.

import { type Connection, describeConnection } from "./connection";
import { type ConnectOptions } from "./deadline";
import { HostKeyError } from "./errors";
import { parseHostKey } from "./host-key";
import { Session, type Traffic } from "./session";

/** A device and an open session with it, for a while two. Callers take turns; see {@link DevicePool}. */
export class Device {
  private current: Session | undefined;
  private second: Session | undefined;
  /** The host key of the sessions so far. */
  private seen: string | undefined;
  private closedTraffic: Traffic = { messages: 0, exchanges: 0 };

  constructor(
    readonly connection: Connection,
    private readonly options: ConnectOptions = {},
  ) {}

  /** `user@host:port`, for messages. */
  get where(): string {
    return describeConnection(this.connection);
  }

  /** The host key: as given, or as recorded at first contact; undefined before that. */
  get hostKey(): string | undefined {
    return this.seen ?? this.connection.hostKey;
  }

  get signal(): AbortSignal | undefined {
    return this.options.signal;
  }

  /** What all sessions so far have cost. */
  get traffic(): Traffic {
    return [this.current?.traffic, this.second?.traffic].reduce<Traffic>(
      (sum, one) => (one === undefined ? sum : added(sum, one)),
      this.closedTraffic,
    );
  }

  /** The open session, or a new one. */
  async session(): Promise<Session> {
    return this.current?.alive === true ? this.current : await this.renew();
  }

  /** A new session over a new connection; the old one is closed. */
  async renew(): Promise<Session> {
    this.drop();
    this.current = await this.open();
    return this.current;
  }

  /** A second session over a connection of its own, beside the first one, which stays. */
  async another(): Promise<Session> {
    if (this.second?.alive === true) return this.second;
    this.dismiss();
    this.second = await this.open();
    return this.second;
  }

  /** Forgets the second session without a word to the device. */
  dismiss(): void {
    if (this.second === undefined) return;
    this.closedTraffic = added(this.closedTraffic, this.second.traffic);
    this.second.destroy();
    this.second = undefined;
  }

  /** Forgets the sessions without a word to the device. */
  drop(): void {
    this.dismiss();
    if (this.current === undefined) return;
    this.closedTraffic = this.traffic;
    this.current.destroy();
    this.current = undefined;
  }

  /** Says goodbye and closes. */
  async close(): Promise<void> {
    await this.current?.close();
    this.drop();
  }

  private async open(): Promise<Session> {
    // From first contact on, only the key seen then: acceptFirstHostKey never means "any".
    const connection =
      this.seen === undefined ? this.connection : { ...this.connection, hostKey: this.seen };
    const session = await Session.open(connection, this.options);
    this.pin(session.hostKey);
    return session;
  }

  private pin(shown: string): void {
    const before = this.seen;
    this.seen = shown;
    if (before === undefined) return;
    const print = parseHostKey(shown).fingerprint;
    if (parseHostKey(before).fingerprint !== print)
      throw new HostKeyError(`${this.where} shows another host key than before: ${print}.`);
  }
}

const added = (one: Traffic, other: Traffic): Traffic => ({
  messages: one.messages + other.messages,
  exchanges: one.exchanges + other.exchanges,
});
