// What a NETCONF session runs over: bytes both ways.

/** A login on which NETCONF was started. */
export interface Transport {
  /** The host key that the device showed, as in a known_hosts file, or its fingerprint. */
  readonly hostKey: string;
  write(text: string): void;
  onBytes(listener: (bytes: Buffer) => void): void;
  /** Hears that no more bytes will come. */
  onLost(listener: () => void): void;
  /** Ends the connection and those to the jump hosts. */
  close(): void;
}
