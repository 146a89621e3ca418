// The guide's policy-based VPN exactly as its tables print it. It is refused: the errors name the tables' mistakes.
import { VpnStack } from "pulumi-vsrx";
import { policyBased } from "../guide-policy-based/policy-based";

const stack = new VpnStack("guide", (scope) => {
  policyBased(scope, {
    nextHop: { initiator: "12.168.99.100", responder: "13.168.11.100" },
    externalInterface: "ge-0/0/1.0",
    untrust: {},
  });
});

export const { endpoints } = stack;
