// The machines of a topology file: devices that boot with a way in and nothing else, and hosts.

import { ConfigTree } from "../../lib/junos";
import { hostOf } from "../../lib/net";
import { type WantedDevice } from "./devices";
import { type Topology, type TopologyNode } from "./file";
import { type Node } from "./node";
import { type Starts, subnetsOf } from "./plan";

/** Who may log in to the devices. */
export interface BareLogin {
  /** @default "pulumi" */
  readonly user?: string;
  /** In OpenSSH form. */
  readonly publicKey: string;
}

/** A topology with the people who may use it. */
export interface BareLab {
  readonly topology: Topology;
  readonly login: BareLogin;
}

const KEY_PROPERTIES = { "ssh-ed25519": "sshEd25519", "ssh-rsa": "sshRsa" } as const;

/** What a bare device boots with. */
export function bootstrap(hostName: string, { user = "pulumi", publicKey }: BareLogin): string {
  const kind = publicKey.trim().split(/\s+/)[0] ?? "";
  const property = KEY_PROPERTIES[kind as keyof typeof KEY_PROPERTIES];
  if (property === undefined) {
    throw new RangeError(
      `the public key is of the kind "${kind}"; bare devices take ${Object.keys(KEY_PROPERTIES).join(" and ")}`,
    );
  }
  const key = { [property]: { [publicKey.trim()]: {} } };
  const tree = ConfigTree.fromObject({
    system: {
      hostName,
      rootAuthentication: key,
      login: { user: { [user]: { class: "super-user", authentication: key } } },
      services: { ssh: {}, netconf: { ssh: {} } },
      managementInstance: true,
    },
    interfaces: { fxp0: { unit: { "0": { family: { inet: { dhcp: {} } } } } } },
  });
  return `#junos-config\n${tree.toCurly()}`;
}

function portsOf(topology: Topology, name: string): string[] {
  return topology.links
    .flat()
    .flatMap((end) => (end.node === name && end.interface !== undefined ? [end.interface] : []))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** The devices of a bare lab. */
export function bareDevices(
  { topology, login }: BareLab,
  starts: Starts = new Map(),
): WantedDevice[] {
  return topology.nodes.flatMap(({ name, management, model = "vSRX" }) => {
    if (management === undefined) return [];
    return {
      key: `bare-${name}`,
      start: starts.get(name) ?? 0,
      order: {
        name,
        model,
        release: "24.4R1.9",
        managementNetns: `${name}.mgmt`,
        managementAddress: management,
        dataNetns: name,
        interfaces: portsOf(topology, name),
        dhcp: { fxp0: { address: `${management}/24`, gateway: "192.0.2.1" } },
        userData: bootstrap(name, login),
        publicKey: login.publicKey,
      },
    };
  });
}

/** The nodes of a bare lab. */
export function bareNodes({ topology, login }: BareLab): Node[] {
  return topology.nodes.map((node) => ({
    name: node.name,
    kind: node.kind,
    netns: node.name,
    ...managementOf(node, login),
    privateAddresses: [
      ...(node.management === undefined ? [] : [node.management]),
      ...addressesOf(topology, node.name),
    ],
    subnets: subnetsOf(topology, node.name),
  }));
}

function managementOf({ management }: TopologyNode, login: BareLogin): Pick<Node, "management"> {
  if (management === undefined) return {};
  return { management: { address: management, port: 22, user: login.user ?? "pulumi" } };
}

function addressesOf(topology: Topology, name: string): string[] {
  return topology.links
    .flat()
    .filter((end) => end.node === name)
    .flatMap(({ addresses }) => addresses.map(hostOf));
}
