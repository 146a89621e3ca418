// Names that AWS does not take: those of groups and launch templates begin with the stack's, and Pulumi puts digits behind them.
import type { Mistake } from "../diagnostics";
import type { Gateway, NatDevice } from "../topology";

/** A hyphen and seven digits. */
const BEHIND = 8;
/** What EC2 takes for a launch template's name (API reference, CreateLaunchTemplate). */
const LONGEST = 128;

export function nameMistakes(
  stack: string,
  devices: readonly (Gateway | NatDevice)[],
): readonly Mistake[] {
  const found: Mistake[] = [];
  if (`${stack}-`.startsWith("sg-") && devices.length > 0) {
    found.push({
      rule: "aws-name",
      what: "security groups are called after the stack, and EC2 keeps names that begin so for their ids",
      found: `stack "${stack}"`,
      allowed: 'a name that does not begin with "sg-"',
      fix: "give the VpnStack another name",
    });
  }
  for (const { node } of devices) {
    const length = node.path.length + BEHIND;
    if (length <= LONGEST) continue;
    found.push({
      rule: "aws-name",
      construct: node.path,
      what: "a launch template's name, which comes from the construct's path, is too long for EC2",
      found: `${length} characters, the ${BEHIND} that Pulumi adds among them`,
      allowed: `${LONGEST} characters`,
      fix: "shorten the construct's name, or those around it",
    });
  }
  return found;
}
