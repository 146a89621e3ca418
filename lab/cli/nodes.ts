// The lab's nodes as the command line shows them, and which host is behind which gateway.
import { contains } from "../../lib/net";
import { type LabFolder } from "./folder";

/** What a node is; `operator` is where Pulumi runs and devices are managed from. */
export type NodeKind = "gateway" | "nat" | "host" | "operator";

/** One node as the lab tells it. */
export interface LabNode {
  readonly name: string;
  readonly kind: NodeKind;
  readonly netns: string;
  readonly management?: { readonly address: string; readonly port: number; readonly user: string };
  readonly privateAddresses: readonly string[];
  /** Networks that its data interfaces are in, as CIDRs. */
  readonly subnets?: readonly string[];
}

/** One node in `--json`. These names are a contract. */
export interface NodeReport {
  /** As in the program. */
  readonly name: string;
  /** What it is. */
  readonly kind: NodeKind;
  /** Where SSH and NETCONF of a device answer, seen from `operator`. @default none: it is no device */
  readonly management?: {
    /** An IP address. */
    readonly address: string;
    /** A TCP port. */
    readonly port: number;
    /** Whom its key lets in. */
    readonly user: string;
    /** Path of that user's private key. */
    readonly keyFile: string;
  };
}

export function nodeReport(node: LabNode, folder: LabFolder): NodeReport {
  const { name, kind, management } = node;
  return {
    name,
    kind,
    ...(management === undefined
      ? {}
      : {
          management: {
            address: management.address,
            port: management.port,
            user: management.user,
            keyFile: folder.keyFile,
          },
        }),
  };
}

export interface Host {
  readonly name: string;
  readonly address: string;
}

/**
 * Hosts that share a network with a gateway, with their address in it.
 * @param others addresses of hosts that it protects and shares no network with
 */
export function hostsBehind(
  nodes: readonly LabNode[],
  gateway: string,
  others: readonly string[],
): Host[] {
  const networks = nodes.find((node) => node.name === gateway)?.subnets ?? [];
  return nodes
    .filter((node) => node.kind === "host")
    .flatMap((host) => {
      const address = host.privateAddresses.find(
        (one) => others.includes(one) || networks.some((network) => contains(network, one)),
      );
      return address === undefined ? [] : [{ name: host.name, address }];
    });
}
