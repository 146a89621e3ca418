// The machines behind the instances: their names in the lab, and what each vSRX is told at its start.

import type { DeviceOrder, Devices, Node, NodeKind, WantedDevice } from "../topology";
import { formatCidr, routerAddress } from "./addresses";
import { type Ec2, type Instance } from "./ec2";
import { keyPairKey } from "./ids";
import { imageOf } from "./images";
import { INTERNET, OPERATOR, OPERATOR_ADDRESS, portOf } from "./network";
import { isRunning } from "./standing";

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;

/** Follows the account's instances. */
export class Machines {
  private readonly names = new Map<string, string>();
  private readonly namespaces = new Map<string, string>();

  constructor(private readonly devices: Devices) {}

  /** The name of an instance's machine. */
  nameOf(instanceId: string): string {
    return this.names.get(instanceId) ?? instanceId;
  }

  /** The namespace of an instance's machine: what it was called at first, as what runs can't move. */
  namespaceOf(instanceId: string): string {
    return this.namespaces.get(instanceId) ?? instanceId;
  }

  /** Whether the instance is a vSRX. */
  isDevice(instance: Instance): boolean {
    return imageOf(instance.imageId).kind === "vsrx";
  }

  /** Gives instances their names: what their tag says now, unless another machine has it. */
  follow(ec2: Ec2, taken: readonly string[]): void {
    const instances = ec2.instances.all();
    const alive = new Set(instances.map(({ id }) => id));
    for (const id of this.namespaces.keys()) {
      if (alive.has(id)) continue;
      this.names.delete(id);
      this.namespaces.delete(id);
    }
    for (const { id, name: wish = "" } of instances) {
      if (this.names.get(id) === wish) continue;
      if (isFree(wish, [...this.names.values(), ...taken])) this.names.set(id, wish);
      else if (!this.names.has(id)) this.names.set(id, id);
    }
    for (const id of alive) {
      if (this.namespaces.has(id)) continue;
      const name = this.nameOf(id);
      this.namespaces.set(id, [...this.namespaces.values()].includes(name) ? id : name);
    }
  }

  /** The devices that should run. */
  wanted(ec2: Ec2): WantedDevice[] {
    return ec2.instances
      .all()
      .filter((instance) => this.isDevice(instance) && isRunning(instance))
      .map((instance) => ({
        key: instance.id,
        start: instance.starts,
        order: orderFor(ec2, instance, this.nameOf(instance.id), this.namespaceOf(instance.id)),
      }));
  }

  /** Every machine as others see it. */
  nodes(ec2: Ec2): Node[] {
    const running = ec2.instances.all().filter(isRunning);
    return running.map((instance) => this.nodeOf(ec2, instance));
  }

  private nodeOf(ec2: Ec2, instance: Instance): Node {
    const isDevice = this.isDevice(instance);
    const rows = instance.interfaceIds.map((id) => ec2.interfaces.known(id));
    const name = this.nameOf(instance.id);
    const kind: NodeKind = !isDevice ? "host" : instance.role === "nat" ? "nat" : "gateway";
    const first = rows[0];
    const address = first && (ec2.publicAddressOf(first.id)?.publicIp ?? first.addresses[0]);
    const pid = this.devices.find(instance.id)?.pid;
    return {
      name,
      kind,
      netns: this.namespaceOf(instance.id),
      ...(isDevice && address !== undefined
        ? { management: { address, port: 22, user: loginOf(instance.userData) } }
        : {}),
      privateAddresses: rows.flatMap(({ addresses }) => addresses),
      subnets: rows
        .slice(isDevice ? 1 : 0)
        .map(({ subnetId }) => formatCidr(ec2.subnets.known(subnetId).cidr)),
      ...(pid === undefined ? {} : { pid }),
    };
  }
}

/** Whether a machine may be called so: the lab's own namespaces have names of their own. */
function isFree(wish: string, taken: readonly string[]): boolean {
  const reserved = /^(vpc|nat|segment)-?\d/.test(wish) || /^(vpc|nat)-/.test(wish);
  return NAME.test(wish) && !reserved && ![...taken, INTERNET, OPERATOR].includes(wish);
}

function orderFor(
  ec2: Ec2,
  instance: Instance,
  name: string,
  namespace: string,
): WantedDevice["order"] {
  const rows = instance.interfaceIds
    .map((id) => ec2.interfaces.known(id))
    .filter(({ attachment }) => attachment?.seen === true);
  const dhcp: DeviceOrder["dhcp"] = {};
  const interfaces: string[] = [];
  for (const row of rows) {
    const { cidr } = ec2.subnets.known(row.subnetId);
    const index = row.attachment?.index ?? 0;
    const junosName = index === 0 ? "fxp0" : `ge-0/0/${index - 1}`;
    if (index > 0) interfaces.push(junosName);
    dhcp[junosName] = {
      address: `${row.addresses[0] ?? ""}/${cidr.length}`,
      gateway: routerAddress(cidr),
    };
  }
  const { id, region, keyName = "" } = instance;
  const key = ec2.keyPairs.find(region, keyPairKey(ec2.ownerOf(id) ?? "", region, keyName));
  return {
    name,
    model: "vSRX",
    release: imageOf(instance.imageId).release,
    managementNetns: portOf(instance, namespace, 0).namespace,
    managementAddress: rows[0]?.addresses[0] ?? "",
    dataNetns: namespace,
    interfaces,
    dhcp,
    userData: instance.userData,
    permitsOutward: ec2.account.image.permitsOutward,
    ...(key === undefined ? {} : { publicKey: key.publicKey }),
  };
}

/** Who logs in: the first user of the configuration that the machine boots with, else the image's own. */
function loginOf(userData: string): string {
  return /\buser\s+"?([\w.-]+)"?\s*\{/.exec(userData)?.[1] ?? "ec2-user";
}

/** The operator's own node. */
export const OPERATOR_NODE: Node = {
  name: OPERATOR,
  kind: "operator",
  netns: OPERATOR,
  privateAddresses: [OPERATOR_ADDRESS],
  subnets: [],
};
