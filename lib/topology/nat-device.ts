// A Junos device that translates addresses between an outside and an inside network.
import { hostOf, hostPrefix } from "../net";
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import type { Attachment } from "./attachment";
import { Device } from "./device";
import type { Fragment } from "./fragment";
import type { Gateway } from "./gateway";
import { hideMistakes, translateMistakes } from "./nat-device-mistakes";
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
import { StackScope } from "./scope";
import { stackMap } from "./stack-map";

/** A vSRX or SRX that does NAT between two networks. */
export class NatDevice extends Device {
  /** @internal */
  readonly token: Token = "vsrx:index:NatDevice";
  readonly role = "nat";
  readonly outside: Attachment;
  readonly inside: Attachment;
  private readonly statics: StaticRule[] = [];
  private readonly sources: SourceRule[] = [];

  constructor(
    scope: Construct,
    id: string,
    override readonly props: NatDeviceProps,
  ) {
    super(scope, id, props, NAT_DEVICE_SHAPE);
    const hostInbound = { systemServices: ["ping"] };
    this.outside = this.attach(props.outside, { role: "outside", zone: "untrust", hostInbound });
    this.inside = this.attach(props.inside, { role: "inside", zone: "trust", hostInbound });
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
    StackScope.of(this).changed();
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
      return { ...NAT_KINDS.translate, kind: rule.kind, by, applies, address: rule.to };
    }
    const isPool = rule.to?.includes("/") === true && !/\/(?:32|128)$/.test(rule.to);
    const address = isPool ? undefined : hostOf(rule.to ?? this.outside.address);
    return { ...NAT_KINDS.hide, kind: rule.kind, by, applies: { from: rule.sources }, address };
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
      ...translateMistakes(this.site, this.statics),
      ...hideMistakes(this.sources),
    ];
  }
}
