// What a stack plans beside its configurations, as plain data: translations of its NAT devices, subnets, routes and rules in AWS.
import { fillKnown } from "../junos";
import type { Synthesis } from "../stack";
import type { Attachment, Device, NatDevice, NatRule } from "../topology";

/** A translation that a NAT device does. */
export interface SynthTranslation {
  /** `static`: one to one, both ways. `source`: many to one, outward. */
  readonly kind: "static" | "source";
  /** The gateway that a static one is for. */
  readonly device: string | undefined;
  /** The prefixes that a source translation hides. */
  readonly sources: readonly string[];
  /** The address that others see; undefined for that of the outside interface. */
  readonly to: string | undefined;
  /** Name of the rule set. */
  readonly ruleSet: string;
  /** Name of the rule. */
  readonly rule: string;
}

/** A subnet in AWS, and its way out. */
export interface SynthSubnet {
  /** Id of its site. */
  readonly site: string;
  /** Its prefix. */
  readonly cidr: string;
  /** Where its default route leads. */
  readonly outward: "internet" | "nat-gateway" | "none";
}

/** A route in AWS. */
export interface SynthRoute {
  /** Id of its site. */
  readonly site: string;
  /** The subnet in whose table it stands. */
  readonly subnet: string;
  /** The prefix that it leads. */
  readonly destination: string;
  /** The device that it leads to. */
  readonly via: string;
  /** That device's interface. */
  readonly interface: string;
}

/** A rule of a security group in AWS. */
export interface SynthRule {
  /** Id of its site. */
  readonly site: string;
  /** The gateway, NAT device or host that it protects. */
  readonly device: string;
  /** Its interface; undefined for a host. */
  readonly interface: string | undefined;
  /** Whether it lets packets in or out. */
  readonly direction: "ingress" | "egress";
  /** `udp`, `tcp`, `50` for ESP, `-1` for everything. */
  readonly protocol: string;
  /** Port that packets go to; undefined for all, and for protocols without ports. */
  readonly port: number | undefined;
  /** The other side. */
  readonly cidr: string;
}

/** What AWS is to have, of all sites. Instances, interfaces and elastic IPs follow from the devices. */
export interface SynthAws {
  /** Subnets, those that are there among them. */
  readonly subnets: readonly SynthSubnet[];
  /** Routes that lead to a device of the stack. */
  readonly routes: readonly SynthRoute[];
  /** Rules of the groups that are made. */
  readonly rules: readonly SynthRule[];
}

type Known = Readonly<Record<string, string>>;

export function awsOf(syntheses: readonly (readonly [Synthesis, Known])[]): SynthAws {
  const plans = syntheses.flatMap(([synthesis, known]) =>
    [...synthesis.plans].map(([site, plan]) => ({ site: site.node.id, plan, known })),
  );
  return {
    subnets: plans.flatMap(({ site, plan }) =>
      plan.subnets.map(({ network, outward }) => ({ site, cidr: network.cidr, outward })),
    ),
    routes: plans.flatMap(({ site, plan, known }) =>
      plan.routes.map(({ network, destination, via }) => ({
        site,
        subnet: network.cidr,
        destination: fillKnown(destination, known),
        via: nameOf(via),
        interface: via.logical,
      })),
    ),
    rules: plans.flatMap(({ site, plan, known }) =>
      [...plan.rules, ...plan.hostRules].flatMap(([owner, rules]) =>
        rules.map(({ direction, protocol, port, cidr }): SynthRule => ({
          site,
          device: "node" in owner ? owner.node.id : nameOf(owner),
          interface: "node" in owner ? undefined : owner.logical,
          direction,
          protocol,
          port,
          cidr: fillKnown(cidr, known),
        })),
      ),
    ),
  };
}

const nameOf = ({ device }: Attachment): string => device.name;

const isNatDevice = (device: Device): device is NatDevice => device.role === "nat";

export const translationsOf = (device: Device): readonly SynthTranslation[] =>
  isNatDevice(device) ? device.rules.map(translationOf) : [];

function translationOf(rule: NatRule): SynthTranslation {
  const { kind, ruleSet, rule: name, to } = rule;
  switch (kind) {
    case "static":
      return { kind, device: rule.target.name, sources: [], to, ruleSet, rule: name };
    case "source":
      return { kind, device: undefined, sources: rule.sources, to, ruleSet, rule: name };
  }
}
