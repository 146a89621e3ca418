// Places and the networks in them. A network knows whose it is, never what else hangs on it.
import { networkOf, parsePrefix } from "../net";
import type { Construct } from "constructs";
import { VpnNode } from "./node";
import type { NodeOptions, Token } from "./node-options";
import { show } from "./shape";

/** An IP network that devices and hosts are attached to. Two networks are the same only if they are the same object. */
export interface Network {
  /** The site whose network it is. */
  readonly site: Site;
  /** Its prefix, with the host part cleared: `10.1.12.0/24`. */
  readonly cidr: string;
  /** Unique in the stack: the site's path and the prefix. */
  readonly id: string;
}

/** A place with networks of its own: a VPC, or a building. The same prefix may exist in two sites. */
export abstract class Site extends VpnNode {
  /** `aws`: devices in it are made. `existing`: they are there. */
  abstract readonly kind: "aws" | "existing";
  private readonly known = new Map<string, Network>();

  /** The network with this prefix; the same object whenever it is asked for. */
  network(given: string): Network {
    // A program in plain JavaScript may give anything.
    const cidr = typeof given === "string" ? given : show(given);
    const key = networkOf(cidr);
    let network = this.known.get(key);
    if (network === undefined) {
      if (parsePrefix(cidr) === undefined || !cidr.includes("/")) {
        this.problem({
          rule: "network-prefix",
          what: "a network is not an address prefix",
          found: `"${cidr}"`,
          allowed: "an address and a length, such as 10.1.12.0/24",
          fix: "write the network with its length",
        });
      } else if (key !== cidr) {
        this.problem({
          rule: "network-host-bits",
          what: "a network's prefix has host bits set",
          found: cidr,
          allowed: key,
          fix: `write ${key}`,
        });
      }
      network = this.newNetwork(key, `${this.node.path}:${key}`);
      this.known.set(key, network);
    }
    return network;
  }

  /** @internal */
  protected newNetwork(cidr: string, id: string): Network {
    return { site: this, cidr, id };
  }

  /** The networks of it that the program has named, in that order. */
  networks(): readonly Network[] {
    return [...this.known.values()];
  }
}

/** A place whose devices and wires exist already. Nothing is created for it. */
export class ExistingSite extends Site {
  /** @internal */
  readonly token: Token = "vsrx:index:ExistingSite";
  /** Told from `aws`: devices here exist already. */
  readonly kind = "existing";

  constructor(scope: Construct, id: string, options: NodeOptions = {}) {
    super(scope, id, options);
  }
}
