// The guide's policy-based VPN with the least changes that let it come up.
import { VpnStack } from "pulumi-vsrx";
import { policyBased } from "./policy-based";

const stack = new VpnStack("guide", (scope) => {
  policyBased(scope, {
    nextHop: { initiator: "12.168.99.1", responder: "13.168.11.1" },
    untrust: { systemServices: ["ike", "ping"] },
  });
});

export const { endpoints } = stack;
