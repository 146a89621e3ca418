// A stack of one hub and branches that somebody else runs: its state, and the hub's answers about its tunnels.
import type { Connection } from "../../../lib/device";
import type { StackState, StackTunnel } from "../../../lib/cli/stack-devices";
import { ConfigTree } from "../../../lib/junos";
import type { FakeDevice, FakeOptions } from "../../device/fake-device";
import { type Branch, ikeTable, ipsecTable, NO_INACTIVE } from "../../device/published";

export const PASSWORD = "lab123";

export const branchesOf = (count: number): readonly Branch[] =>
  Array.from({ length: count }, (_, number) => ({
    address: `198.51.${100 + Math.floor(number / 250)}.${1 + (number % 250)}`,
    identity: `branch${number}.example.net`,
    index: 500_000 + number,
  }));

export const connectionTo = (port: number, more: Partial<Connection> = {}): Connection => ({
  host: "127.0.0.1",
  port,
  user: "lab",
  password: PASSWORD,
  acceptFirstHostKey: true,
  ...more,
});

/** What a hub answers whose branches are these. */
export const answersOf = (hub: string, branches: readonly Branch[]): FakeOptions => ({
  operational: {
    "get-ike-security-associations-information": ikeTable(hub, branches),
    "get-security-associations-information": ipsecTable(hub, branches),
    "get-inactive-tunnels": NO_INACTIVE,
  },
});

/** Counters that tell tunnels apart: index 500003 has sent 1003 bytes. */
const statisticsOf = (index: number, packets: number): string => {
  const value = 1000 + (index - 500_000);
  return (
    `<usp-ipsec-total-statistics-information><esp-statistics><esp-encrypted-bytes>${value}</esp-encrypted-bytes>` +
    `<esp-decrypted-bytes>${2 * value}</esp-decrypted-bytes><esp-encrypted-packets>${10 + packets}</esp-encrypted-packets>` +
    `<esp-decrypted-packets>${20 + packets}</esp-decrypted-packets></esp-statistics></usp-ipsec-total-statistics-information>`
  );
};

/** Answers for counters by the index that is asked for, with so many packets more each time. */
export function countFor(device: FakeDevice, packets = () => 0): void {
  device.answerOf = (operation, message) => {
    if (operation !== "get-ipsec-statistics-information") return undefined;
    const index = /<show-index-ipsec-statistics>(\d+)</.exec(message)?.[1];
    return index === undefined ? undefined : statisticsOf(Number(index), packets());
  };
}

/** The tunnels of one hub. */
export function tunnelsOf(
  hub: string,
  connection: Connection,
  branches: readonly Branch[],
): readonly StackTunnel[] {
  return branches.map(({ identity }) => ({
    name: `${hub}-${identity.split(".")[0]}`,
    outputs: {},
    inputs: {
      name: `${hub}-${identity.split(".")[0]}`,
      endpoints: [
        {
          gateway: hub,
          connection,
          vpn: hub,
          ikeGateway: hub,
          role: "responder",
          peerIdentity: { type: "hostname", value: identity },
        },
        { gateway: identity, vpn: hub, ikeGateway: hub, role: "initiator" },
      ],
      expectNat: false,
      natRules: [],
      timeoutSeconds: 60,
    },
  }));
}

/** The state of a stack of these tunnels. */
export const stateOf = (
  devices: readonly (readonly [string, Connection])[],
  tunnels: readonly StackTunnel[],
): StackState => ({
  devices: devices.map(([name, connection]) => ({
    name,
    connection,
    planned: ConfigTree.fromDevice(""),
  })),
  tunnels,
  networks: [],
  secrets: [PASSWORD],
});
