// A Junos device that translates addresses between an outside and an inside network.
import type { Output } from "@pulumi/pulumi";
import { contains, hostOf, hostPrefix } from "../net";
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import { addressPlan, UNPLACED } from "./address-plan";
import type { Attachment } from "./attachment";
import { Device } from "./device";
import type { Fragment } from "./fragment";
import type { Gateway } from "./gateway";
import { hideMistakes, translateMistakes, translateWithoutAddress } from "./nat-device-mistakes";
import { NAT_DEVICE_SHAPE, type NatDeviceProps } from "./nat-device-props";
import { NAT_KINDS } from "./nat-kinds";
import type { HideOptions, NatRule, SourceRule, StaticRule, TranslateOptions } from "./nat-rules";
import type { MapDevice, MapRule } from "./nat-map";
import {
  ikePoliciesConfig,
  permitAllConfig,
  sourceNatConfig,
  staticNatConfig,
} from "./nat-statements";
import type { Token } from "./node-options";
import { outputOf } from "./outputs";
import { outwardTranslation } from "./outward-nat";
import { StackScope } from "./scope";
import { stackMap } from "./stack-map";

/**
 * A vSRX or SRX that does NAT between two networks.
 *
 * @example
 * ```ts
 * const box = new NatDevice(stack, "box", { site, outside: paris.external, inside: hq.external });
 * box.translate(hq, { to: "172.16.21.1" });
 * box.hide();
 * ```
 */
export class NatDevice extends Device {
  /** @internal */
  readonly token: Token = "vsrx:index:NatDevice";
  /** It translates. */
  readonly role = "nat";
  /** The interface on which it shows translated addresses. */
  readonly outside: Attachment;
  /** The interface towards the devices that it translates. */
  readonly inside: Attachment;
  private readonly statics: StaticRule[] = [];
  private readonly sources: SourceRule[] = [];

  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it. */
    override readonly props: NatDeviceProps,
  ) {
    super(scope, id, props, NAT_DEVICE_SHAPE);
    const hostInbound = { systemServices: ["ping"] };
    this.outside = this.attach(props.outside, { role: "outside", zone: "untrust", hostInbound });
    this.inside = this.attach(props.inside, { role: "inside", zone: "trust", hostInbound });
  }

  /** Show `gateway` under one address of its own, in both directions. */
  translate(gateway: Gateway, options: TranslateOptions = {}): this {
    const { to, nat, ruleSet = "static", rule = gateway.name } = options;
    const { network } = this.outside;
    const plan = this.handsOut(to) ? addressPlan(network.site) : undefined;
    const member = `${this.lastingPath}/outside/${rule}`;
    plan?.join(network, member, to);
    this.statics.push({
      kind: "static",
      target: gateway,
      get to(): string {
        return to ?? plan?.addressOf(network, member) ?? UNPLACED;
      },
      ...(nat === undefined ? {} : { nat }),
      ruleSet,
      rule,
    });
    if (to === undefined && plan === undefined) this.problem(translateWithoutAddress(gateway));
    StackScope.of(this).changed();
    return this;
  }

  /** Whether a translated address is one of the outside interface, which this stack makes in AWS. */
  private handsOut(to: string | undefined): boolean {
    const { network, address } = this.outside;
    const isMade = network.site.kind === "aws" && this.existing === undefined && !this.unmanaged;
    return isMade && (to === undefined || (to !== address && contains(network.cidr, to)));
  }

  /** @internal Static rules whose address is a further one of the outside interface. */
  get furtherAddresses(): readonly StaticRule[] {
    return this.statics.filter(({ to }) => this.handsOut(to));
  }

  /**
   * The elastic IPs of its static rules, by the rules' names: usable from the first, known when the stack's resources are
   * declared.
   */
  get publicIps(): Readonly<Record<string, Output<string>>> {
    return Object.fromEntries(
      this.statics
        .filter(({ nat }) => nat?.kind === "elastic-ip")
        .map(({ rule }) => [rule, outputOf(this, `${rule} publicIp`)]),
    );
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
    StackScope.of(this).changed();
    return this;
  }

  /** @internal Its rules, in the order in which they are tried. */
  get rules(): readonly NatRule[] {
    return [...this.statics, ...this.sources];
  }

  /** @internal */
  override onMap(): MapDevice | undefined {
    const device = super.onMap();
    if (device === undefined) return undefined;
    const [inside, outside] = [this.inside, this.outside].map(({ network, address }) => ({
      network: network.id,
      address,
    }));
    if (inside === undefined || outside === undefined) return device;
    return {
      ...device,
      nat: { inside, outside, rules: this.rules.map((rule) => this.mapRule(rule)) },
    };
  }

  private mapRule(rule: NatRule): MapRule {
    const by = `NAT device ${this.name}`;
    if (rule.kind === "static") {
      const applies = { to: rule.target.node.path };
      const internet = this.internetOf(rule);
      const isFurther = this.handsOut(rule.to);
      const own = { kind: rule.kind, by, applies, address: rule.to, isFurther };
      return { ...NAT_KINDS.translate, ...own, ...internet };
    }
    const isPool = rule.to?.includes("/") === true && !/\/(?:32|128)$/.test(rule.to);
    const address = isPool ? undefined : hostOf(rule.to ?? this.outside.address);
    return { ...NAT_KINDS.hide, kind: rule.kind, by, applies: { from: rule.sources }, address };
  }

  /** AWS translates each address of an interface apart, and no others but those. */
  private internetOf({ nat, to, rule }: StaticRule): Pick<MapRule, "internet"> {
    if (nat !== undefined)
      return { internet: { translation: outwardTranslation(this, nat, rule) } };
    const isShown = to === this.outside.address || this.nat?.kind === "nat-gateway";
    return this.site.kind === "aws" && !isShown ? { internet: { translation: undefined } } : {};
  }

  /** @internal */
  override fragments(): readonly Fragment[] {
    const origin = this.node.path;
    const { inside, outside, statics, sources } = this;
    const mapped = statics.map((rule) => ({ ...rule, inside: this.insideAddress(rule.target) }));
    const configs: Fragment["config"][] = [];
    if (statics.length > 0) configs.push(staticNatConfig(outside, mapped));
    if (sources.length > 0) configs.push(sourceNatConfig(inside, outside, sources));
    if (this.props.permits === "any") {
      configs.push(permitAllConfig());
    } else {
      const translated = mapped.map((rule) => ({
        name: rule.target.name,
        prefix: hostPrefix(rule.inside),
        inbound: NAT_KINDS.translate.inward,
      }));
      const hidden = sources.map((rule) => ({
        name: rule.rule,
        prefix: rule.sources[0] ?? inside.network.cidr,
        inbound: NAT_KINDS.hide.inward,
      }));
      configs.push(ikePoliciesConfig(inside, outside, [...translated, ...hidden]));
    }
    return [
      ...super.fragments(),
      ...configs.map((config): Fragment => ({ device: this, origin, config })),
    ];
  }

  /** @internal The address of `gateway` as it arrives at the inside: its own, or what a nearer device of the chain made of it. */
  insideAddress(gateway: Gateway): string {
    const { solver } = stackMap(StackScope.of(this));
    return solver.addressIn(this.inside.network.id, gateway.node.path);
  }

  /** @internal */
  protected override check(): readonly Mistake[] {
    return [
      ...super.check(),
      ...translateMistakes(this.site, this.statics, new Set(this.furtherAddresses)),
      ...hideMistakes(this.sources, this.site),
    ];
  }
}
