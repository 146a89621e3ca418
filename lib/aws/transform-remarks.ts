// What a transform did to a resource that the tunnel rests on, so far as its plain values show it: warned of when the resource is declared.
import { log, type Resource } from "@pulumi/pulumi";
import { type Mistake, textOf } from "../diagnostics";
import { type Gateway, isAcknowledged, type NatDevice } from "../topology";
import type { PlannedRule } from "./planned";

/** A gateway's interface that AWS lets carry only packets of its own. */
export function sourceDestCheckRemark(name: string): Mistake {
  return {
    rule: "transform-source-check",
    what: "a transform switches the source/destination check on for an interface that forwards: AWS drops what is not addressed to it",
    found: `sourceDestCheck: true on ${name}`,
    allowed: "sourceDestCheck: false on every interface but fxp0",
    fix: "leave sourceDestCheck out of what the transform changes",
  };
}

/** A rule that was planned for a reason. */
export function droppedRuleRemark({
  direction,
  protocol,
  port,
  cidr,
  description,
}: PlannedRule): Mistake {
  const ports = port === undefined ? "" : ` port ${port}`;
  return {
    rule: "transform-dropped-rule",
    what: "a transform leaves out a rule of a security group that the stack rests on",
    found: `${direction} ${protocol}${ports}, ${cidr}: ${description}`,
    allowed: "every rule, unless another group permits the same",
    fix: "return the rule from securityGroupRule",
  };
}

/** Tell it, unless the construct has acknowledged the rule. */
export function remark(
  device: Gateway | NatDevice,
  mistake: Mistake,
  resource: Resource | undefined,
): void {
  if (isAcknowledged(device, mistake.rule)) return;
  const text = textOf({ construct: device.node.path, ...mistake, severity: "warning" });
  void log.warn(text, resource);
}
