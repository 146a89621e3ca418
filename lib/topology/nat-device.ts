// A Junos device that translates addresses between an outside and an inside network.
import { contains, hostOf, hostPrefix, isHost, parsePrefix } from "../net";
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import { type Attachment, Device, type DeviceProps, type Fragment, type Port } from "./device";
import type { Gateway, GatewayTransforms } from "./gateway";
import { NAT_DEVICE_SHAPE } from "./device-shape";
import type { Token } from "./node";
import { StackScope } from "./scope";
import { ikePoliciesConfig, permitAllConfig, sourceNatConfig, staticNatConfig } from "./statements";

export interface NatDeviceProps extends DeviceProps {
  /** The network on which it shows translated addresses. */
  readonly outside: Port;
  /** The network of the devices it hides. */
  readonly inside: Port;
  /**
   * What it forwards: `ike` only IKE and ESP in UDP between the gateways it translates and their peers, `any` everything.
   * @default "ike"
   */
  readonly permits?: "ike" | "any";
  readonly transform?: GatewayTransforms;
  /** EC2 instance type. @default the site's */
  readonly instanceType?: string;
}

export interface TranslateOptions {
  /** The address that others see. It must not lie in the gateway's own subnet, nor, in AWS, in the VPC. */
  readonly to: string;
  /** Name of the rule. @default the gateway's name */
  readonly rule?: string;
  /** Name of the rule set; all static rules of one device share it. @default "static" */
  readonly ruleSet?: string;
}

export interface HideOptions {
  /** Hide behind the outside interface's address, or behind this address or prefix. @default the interface's */
  readonly to?: string;
  /**
   * Keep one translated address for each hidden device, where there are several. Without it, IKE on port 500 and on port
   * 4500 may leave under two addresses, and the negotiation fails. @default true
   */
  readonly persistent?: boolean;
  /** Prefixes to hide. @default the inside network */
  readonly sources?: readonly string[];
  /** @default "source" */
  readonly ruleSet?: string;
  /** @default "hide" */
  readonly rule?: string;
}

/** 1:1, open in both directions. */
export interface StaticRule {
  readonly kind: "static";
  readonly target: Gateway;
  readonly to: string;
  readonly ruleSet: string;
  readonly rule: string;
}

/** Many-to-one, outward only. */
export interface SourceRule {
  readonly kind: "source";
  readonly to: string | undefined;
  readonly persistent: boolean;
  readonly sources: readonly string[];
  readonly ruleSet: string;
  readonly rule: string;
}

/** What becomes of a gateway's address at a NAT device. */
export interface Shown {
  /** The address at the outside; undefined for one of a pool, which nobody can tell beforehand. */
  readonly address: string | undefined;
  readonly rule: StaticRule | SourceRule;
}

/** A vSRX or SRX that does NAT between two networks. */
export class NatDevice extends Device {
  readonly token: Token = "vsrx:index:NatDevice";
  readonly role = "nat";
  readonly outside: Attachment;
  readonly inside: Attachment;
  readonly statics: StaticRule[] = [];
  readonly sources: SourceRule[] = [];

  constructor(
    scope: Construct,
    id: string,
    override readonly props: NatDeviceProps,
  ) {
    super(scope, id, props, NAT_DEVICE_SHAPE);
    this.outside = this.attach("outside", props.outside, {
      zone: "untrust",
      hostInbound: { systemServices: ["ping"] },
    });
    this.inside = this.attach("inside", props.inside, {
      zone: "trust",
      hostInbound: { systemServices: ["ping"] },
    });
  }

  /** Show `gateway` under one address of its own, in both directions. */
  translate(gateway: Gateway, options: TranslateOptions): this {
    this.statics.push({
      kind: "static",
      target: gateway,
      to: options.to,
      ruleSet: options.ruleSet ?? "static",
      rule: options.rule ?? gateway.name,
    });
    return this;
  }

  /** Hide the inside behind one address: its devices reach out, nobody reaches in. */
  hide(options: HideOptions = {}): this {
    this.sources.push({
      kind: "source",
      to: options.to,
      persistent: options.persistent ?? true,
      sources: options.sources ?? [this.inside.network.cidr],
      ruleSet: options.ruleSet ?? "source",
      rule: options.rule ?? "hide",
    });
    return this;
  }

  /** The address under which `gateway` comes out at the outside, if one can be told beforehand, and by which rule. */
  shows(gateway: Gateway, seen: string): Shown | undefined {
    const fixed = this.statics.find((rule) => rule.target === gateway);
    if (fixed !== undefined) return { address: fixed.to, rule: fixed };
    const hidden = this.sources.find((rule) =>
      rule.sources.some((prefix) => contains(prefix, seen) || !isHost(seen)),
    );
    if (hidden === undefined) return undefined;
    const pool =
      hidden.to !== undefined && hidden.to.includes("/") && !/\/(?:32|128)$/.test(hidden.to);
    return {
      address: pool ? undefined : hostOf(hidden.to ?? this.outside.address),
      rule: hidden,
    };
  }

  override speak(): readonly Fragment[] {
    const origin = this.node.path;
    const say = (config: Fragment["config"]): Fragment => ({ device: this, origin, config });
    const fragments = [...super.speak()];
    if (this.statics.length > 0) {
      fragments.push(
        say(
          staticNatConfig(
            this.outside,
            this.statics.map((rule) => ({ ...rule, inside: this.insideAddress(rule.target) })),
          ),
        ),
      );
    }
    if (this.sources.length > 0) {
      fragments.push(say(sourceNatConfig(this.inside, this.outside, this.sources)));
    }
    fragments.push(
      say(
        this.props.permits === "any"
          ? permitAllConfig()
          : ikePoliciesConfig(this.inside, this.outside, [
              ...this.statics.map((rule) => ({
                name: rule.target.name,
                prefix: hostPrefix(this.insideAddress(rule.target)),
                inbound: true,
              })),
              ...this.sources.map((rule) => ({
                name: rule.rule,
                prefix: rule.sources[0] ?? this.inside.network.cidr,
                inbound: false,
              })),
            ]),
      ),
    );
    return fragments;
  }

  /** The address of `gateway` as it arrives at the inside: its own, or what a nearer device of the chain made of it. */
  insideAddress(gateway: Gateway): string {
    return nearerAddress(this, gateway);
  }

  protected override check(): readonly Mistake[] {
    const problems = [...super.check()];
    for (const rule of this.statics) {
      const own = rule.target.external.network.cidr;
      if (!isHost(rule.to)) {
        problems.push({
          rule: "nat-address",
          what: `the address that ${rule.target.name} is translated to is none`,
          found: `"${rule.to}"`,
          allowed: "one IP address, without a length",
          fix: "write an address such as 172.16.21.1",
        });
      } else if (contains(own, rule.to)) {
        problems.push({
          rule: "nat-address-own-subnet",
          what: `the NAT address of ${rule.target.name} lies in the gateway's own subnet`,
          found: rule.to,
          allowed: `an address outside ${own}`,
          fix: "translate to an address that only the outside knows",
        });
      } else if (
        this.site.kind === "aws" &&
        this.site.networks().some((network) => contains(vpcOf(network.site, own), rule.to))
      ) {
        problems.push({
          rule: "nat-address-in-vpc",
          what: `the NAT address of ${rule.target.name} lies in the VPC, whose local route would carry it past the NAT device`,
          found: rule.to,
          allowed: `an address outside ${vpcOf(this.site, own)}`,
          fix: "translate to an address outside the VPC, such as 172.16.21.1 here",
        });
      }
    }
    for (const rule of this.sources) {
      const pool = rule.to === undefined ? undefined : parsePrefix(rule.to);
      if (rule.to !== undefined && pool === undefined) {
        problems.push({
          rule: "hide-address",
          what: "the address to hide behind is none",
          found: `"${rule.to}"`,
          allowed: "one IP address, or a prefix",
          fix: "write an address such as 203.0.113.9",
        });
      } else if (pool !== undefined && pool.first !== pool.last && !rule.persistent) {
        problems.push({
          rule: "hide-not-persistent",
          what: "IKE on port 500 and on port 4500 may leave under two addresses",
          found: `a pool of several addresses, ${rule.to}, without persistence`,
          allowed: "one address, or persistent: true",
          fix: "leave persistent out",
        });
      }
    }
    const shown = new Map<string, Gateway>();
    for (const rule of this.statics) {
      const twin = shown.get(rule.to);
      if (twin !== undefined) {
        problems.push({
          rule: "nat-address-twice",
          what: "two gateways are translated to one address",
          found: `${twin.name} and ${rule.target.name} both to ${rule.to}`,
          allowed: "an address of its own for each (static NAT is one to one)",
          fix: "choose another address, or hide() them behind one",
          related: [twin, rule.target].map(({ node }) => ({
            construct: node.path,
            what: `is translated to ${rule.to}`,
          })),
        });
      }
      shown.set(rule.to, rule.target);
    }
    return problems;
  }
}

function vpcOf(site: Device["site"], otherwise: string): string {
  return "cidr" in site && typeof site.cidr === "string" ? site.cidr : otherwise;
}

/** In a chain, the outer device sees what the inner one shows. */
function nearerAddress(device: NatDevice, gateway: Gateway): string {
  const siblings = StackScope.of(device).devices.filter(
    (other): other is NatDevice => other.role === "nat",
  );
  let network = gateway.external.network;
  let address = gateway.external.address;
  const passed = new Set<NatDevice>();
  while (network !== device.inside.network) {
    const next = siblings.find((nat) => nat.inside.network === network && !passed.has(nat));
    if (next === undefined) break;
    passed.add(next);
    address = next.shows(gateway, address)?.address ?? address;
    network = next.outside.network;
  }
  return address;
}
