// A machine of the lab as other programs see it, whether AWS launched it or a topology file names it.

/** What a machine is for. */
export type NodeKind = "gateway" | "nat" | "host" | "operator";

/** Where a device's management answers, seen from the operator. */
export interface Management {
  readonly address: string;
  readonly port: number;
  readonly user: string;
}

/** A machine of the lab. */
export interface Node {
  readonly name: string;
  readonly kind: NodeKind;
  /** The network namespace it forwards in. */
  readonly netns: string;
  /** Present on devices. */
  readonly management?: Management;
  /** Its addresses, in the order of its interfaces; the first of a launched device is its management. */
  readonly privateAddresses: readonly string[];
  /** The subnets that it forwards between or lives in: those of its interfaces without its management. */
  readonly subnets: readonly string[];
  /** Its process, for measurements. Hosts have none. */
  readonly pid?: number;
}
