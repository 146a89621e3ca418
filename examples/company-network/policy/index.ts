// The policy pack: what Pulumi asks before it plans a resource. `pulumi preview --policy-pack policy`.
import { PolicyPack } from "@pulumi/policy";
import { RULES } from "./rules";

new PolicyPack("company", {
  policies: RULES.map(({ name, description, faults }) => ({
    name,
    description,
    enforcementLevel: "mandatory" as const,
    validateResource: ({ type, props }, reportViolation) => {
      for (const fault of faults({ type, inputs: props as Record<string, unknown> }))
        reportViolation(fault);
    },
  })),
});
