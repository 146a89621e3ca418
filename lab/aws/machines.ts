// The machines behind the instances: their names in the lab, and a device process for each vSRX.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Node, type NodeKind, type RunningDevice } from "../topology/node";
import { formatCidr, routerAddress } from "./addresses";
import { type Ec2, type Instance } from "./ec2";
import { AwsError } from "./errors";
import { imageOf } from "./images";
import { INTERNET, OPERATOR, OPERATOR_ADDRESS, portOf } from "./network";

/** How long a device takes: to answer at all, and to forward. */
export interface BootDelays {
  readonly sshSeconds: number;
  readonly forwardingSeconds: number;
}

/** What a device process is told. */
export interface DeviceOrder {
  readonly name: string;
  readonly model: string;
  readonly release: string;
  readonly managementNetns: string;
  readonly managementAddress: string;
  readonly dataNetns: string;
  readonly interfaces: string[];
  readonly dhcp: Record<string, { address: string; gateway: string }>;
  readonly userData: string;
  readonly publicKey?: string;
  readonly stateDir: string;
  readonly boot?: BootDelays;
}

/** Starts a device process. */
export type LaunchDevice = (order: DeviceOrder) => Promise<RunningDevice>;

interface Machine {
  readonly instanceId: string;
  readonly name: string;
  starts: number;
  device?: RunningDevice;
  /** Why its process is not there. */
  failure?: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;

/** Follows the account's instances. */
export class Machines {
  private readonly machines = new Map<string, Machine>();

  constructor(
    private readonly stateDir: string,
    private readonly launch: LaunchDevice,
    private readonly boot?: BootDelays,
  ) {}

  /** The name of an instance's machine. */
  nameOf(instanceId: string): string {
    return this.machines.get(instanceId)?.name ?? instanceId;
  }

  /** Ends the processes of instances that are gone or have to start again. */
  async stopStale(ec2: Ec2): Promise<void> {
    const stale = [...this.machines.values()].filter((machine) => {
      const instance = ec2.instances.all().find(({ id }) => id === machine.instanceId);
      return instance?.starts !== machine.starts;
    });
    await Promise.all(
      stale.map(async (machine) => {
        await machine.device?.stop();
        machine.device = undefined;
        machine.failure = undefined;
        const known = ec2.instances.all().find(({ id }) => id === machine.instanceId);
        if (known !== undefined) {
          machine.starts = known.starts;
          return;
        }
        this.machines.delete(machine.instanceId);
        // A terminated instance's disk goes with it.
        rmSync(this.diskOf(machine.instanceId), { recursive: true, force: true });
      }),
    );
  }

  /** Gives new instances their names: what their tag says, unless another machine has it. */
  nameNew(ec2: Ec2): void {
    for (const instance of ec2.instances.all()) {
      if (this.machines.has(instance.id)) continue;
      const taken = [...this.machines.values()].map(({ name }) => name);
      const wish = instance.name ?? "";
      const free = NAME.test(wish) && ![...taken, INTERNET, OPERATOR].includes(wish);
      const reserved = /^(vpc|nat)-/.test(wish);
      const name = free && !reserved ? wish : instance.id;
      this.machines.set(instance.id, { instanceId: instance.id, name, starts: instance.starts });
    }
  }

  /** Starts the processes that are missing. A device that fails to start is reported when it is asked for. */
  async startMissing(ec2: Ec2): Promise<void> {
    await Promise.all(
      ec2.instances.all().map(async (instance) => {
        const machine = this.machines.get(instance.id);
        if (machine === undefined || machine.device !== undefined) return;
        if (!this.isDevice(instance) || machine.failure !== undefined) return;
        try {
          machine.device = await this.launch(this.orderFor(ec2, instance, machine.name));
          // Rejections belong to whoever waits for the device; nobody waiting is no reason to crash.
          machine.device.ready.catch(() => undefined);
          machine.device.exited.catch(() => undefined);
        } catch (error) {
          machine.failure = error instanceof Error ? error.message : String(error);
        }
      }),
    );
  }

  /** Whether the instance is a vSRX. */
  isDevice(instance: Instance): boolean {
    return imageOf(instance.imageId).kind === "vsrx";
  }

  /** The device process of a node, or why there is none. */
  device(name: string): RunningDevice {
    const machine = [...this.machines.values()].find((each) => each.name === name);
    if (machine?.device !== undefined) return machine.device;
    const devices = [...this.machines.values()].filter((each) => each.device !== undefined);
    throw new AwsError(
      "InvalidInstanceID",
      machine?.failure === undefined
        ? `there is no device "${name}" in the lab; devices: ${devices.map((each) => each.name).join(", ") || "none"}`
        : `the device "${name}" did not start: ${machine.failure}`,
    );
  }

  /** Every machine as others see it. */
  nodes(ec2: Ec2): Node[] {
    return ec2.instances.all().map((instance) => this.nodeOf(ec2, instance));
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.machines.values()].map(({ device }) => device?.stop()));
    this.machines.clear();
  }

  private diskOf(instanceId: string): string {
    return join(this.stateDir, "instances", instanceId);
  }

  private nodeOf(ec2: Ec2, instance: Instance): Node {
    const isDevice = this.isDevice(instance);
    const rows = instance.interfaceIds.map((id) => ec2.interfaces.known(id));
    const name = this.nameOf(instance.id);
    const kind: NodeKind = !isDevice ? "host" : instance.role === "nat" ? "nat" : "gateway";
    const first = rows[0];
    const address = first && (ec2.publicAddressOf(first.id)?.publicIp ?? first.addresses[0]);
    const pid = this.machines.get(instance.id)?.device?.pid;
    return {
      name,
      kind,
      netns: name,
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

  private orderFor(ec2: Ec2, instance: Instance, name: string): DeviceOrder {
    const rows = instance.interfaceIds
      .map((id) => ec2.interfaces.known(id))
      .filter(({ attachment }) => attachment?.seen === true);
    const [management] = rows;
    const stateDir = this.diskOf(instance.id);
    mkdirSync(stateDir, { recursive: true });
    const dhcp: DeviceOrder["dhcp"] = {};
    const interfaces: string[] = [];
    for (const row of rows) {
      const { cidr } = ec2.subnets.known(row.subnetId);
      const index = row.attachment?.index ?? 0;
      const junosName = index === 0 ? "fxp0" : `ge-0/0/${index - 1}`;
      if (index > 0) interfaces.push(junosName);
      dhcp[junosName] = {
        address: `${row.addresses[0] ?? ""}/${cidr.bits}`,
        gateway: routerAddress(cidr),
      };
    }
    const key = ec2.keyPairs.find(instance.region, `${instance.region}/${instance.keyName ?? ""}`);
    return {
      name,
      model: "vSRX",
      release: imageOf(instance.imageId).release,
      managementNetns: portOf(instance, name, 0).namespace,
      managementAddress: management?.addresses[0] ?? "",
      dataNetns: name,
      interfaces,
      dhcp,
      userData: instance.userData,
      ...(key === undefined ? {} : { publicKey: key.publicKey }),
      stateDir,
      ...(this.boot === undefined ? {} : { boot: this.boot }),
    };
  }
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
