// The lab's cloud: the account, the kernel's network and the machines, kept in step one request at a time.

import { setTimeout as sleep } from "node:timers/promises";
import {
  bareDevices,
  type BareLab,
  bareNodes,
  type BootDelays,
  Devices,
  Kernel,
  type LaunchDevice,
  type Node,
  planTopology,
  type RunningDevice,
} from "../topology";
import { accountFrom, type AccountSettings, FRESH } from "./account";
import { type Caller, LAB_USER } from "./callers";
import { Ec2 } from "./ec2";
import { AwsError, notInTheLab } from "./errors";
import { FUNCTIONS } from "./functions";
import { Machines, OPERATOR_NODE } from "./machines";
import { NO_CAPACITY, powerCycle, stop } from "./launching";
import { INTERNET, networkOf } from "./network";
import { checkRegion } from "./regions";
import { changedInputs, checkedInputs, type ResourceType, type Wait } from "./resource-type";
import { type PlainMap } from "./schema";
import { resourceTypeOf } from "./types";
import { unknownType } from "./unknown-type";
import { isJunosConfig } from "./user-data";

/** What a provider asks for. */
export interface CloudRequest {
  /** The resource type's or function's token. */
  readonly type: string;
  readonly region: string;
  /** Who asks. @default a person in the lab, who may change everyone's things, and makes those of the lab's own account */
  readonly caller?: Caller;
  readonly id?: string;
  /** Inputs of the resource or arguments of the function; plain values only. */
  readonly inputs?: PlainMap;
}

/** What it gets. */
export interface CloudReply {
  readonly id: string;
  readonly outputs: PlainMap;
  /** What the resource was made from, for an import. */
  readonly inputs?: PlainMap;
  /** What is allowed and yet hardly meant. */
  readonly warnings?: readonly string[];
}

/** How a cloud is made. */
export interface CloudOptions {
  /** Where instances keep what survives their restart. */
  readonly stateDir: string;
  /** @default a second for what takes a real device minutes */
  readonly boot?: BootDelays;
  /** @default as AWS makes it */
  readonly account?: AccountSettings;
  /** How a vSRX is started. @default no vSRX starts; hosts do */
  readonly launch?: LaunchDevice;
  /** Told what goes wrong while nobody waits for it. @default standard error */
  readonly report?: (line: string) => void;
}

/** How often AWS's client tries again what may pass by itself (terraform-provider-aws, max_retries); it waits longer between. */
const CLIENT_RETRIES = 25;
const RETRY_MS = 50;

const launchNothing: LaunchDevice = ({ name }) =>
  Promise.reject(new Error(`this cloud was made without a way to start ${name}`));

/** An AWS that fits on a laptop. Everything but the instances' disks is in memory. */
export class Cloud {
  private readonly ec2: Ec2;
  private readonly kernel = new Kernel();
  private readonly devices: Devices;
  private readonly machines: Machines;
  private bare: BareLab | undefined;
  private readonly bareStarts = new Map<string, number>();
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private closed = false;
  private planned: readonly string[] = [];

  constructor(options: CloudOptions) {
    this.ec2 = new Ec2(options.account);
    this.devices = new Devices(
      options.stateDir,
      options.launch ?? launchNothing,
      options.boot,
      options.report ?? ((line) => console.error(line)),
    );
    this.machines = new Machines(this.devices);
  }

  /** Makes the internet and the operator's place in it. Requests may come before; they wait. */
  open(): Promise<void> {
    return this.sync();
  }

  /** Puts machines of a topology file beside those of AWS, in place of the ones before; none takes them away. */
  place(bare: BareLab | undefined): Promise<void> {
    this.bare = bare;
    this.bareStarts.clear();
    return this.sync();
  }

  /** What the account is like from now on: what is not said is as AWS makes it. What stands already stays. */
  become(account: unknown): AccountSettings {
    this.ec2.account = accountFrom(account ?? FRESH);
    this.ec2.launchesRefused = this.ec2.account.refuses.launches;
    return this.ec2.account;
  }

  /** Cuts a machine's power and gives it back: its disk, interfaces and addresses stay, its memory does not. */
  restart(name: string): Promise<void> {
    const instance = this.ec2.instances.all().find(({ id }) => this.machines.nameOf(id) === name);
    if (instance !== undefined) powerCycle(this.ec2, instance);
    else if (this.bare?.topology.nodes.some((node) => node.name === name) === true) {
      this.bareStarts.set(name, (this.bareStarts.get(name) ?? 0) + 1);
    } else {
      const names = this.nodes().map((node) => node.name);
      return Promise.reject(
        new Error(`there is no machine "${name}"; machines: ${names.join(", ")}`),
      );
    }
    return this.sync();
  }

  /** Answers one request of a provider; a refusal is an {@link AwsError}. */
  async handle(action: string, body: unknown): Promise<CloudReply | PlainMap | null> {
    if (this.closed) throw new AwsError("ServiceUnavailable", "the lab is going down");
    const request = body as CloudRequest;
    checkRegion(request.region);
    if (action === "invoke") return this.invoke(request);
    const type = resourceTypeOf(request.type);
    if (type === undefined) throw unknownType(request.type);
    switch (action) {
      case "create":
        return this.create(type, request);
      case "read": {
        const id = request.id ?? "";
        const outputs = type.read(this.seenBy(request), request.region, id);
        return outputs === undefined ? null : { id, outputs };
      }
      case "update":
      case "change":
        return this.change(action, type, request);
      case "stop":
      case "start":
        return this.power(action, request);
      case "delete":
        return this.remove(type, request);
      default:
        throw new AwsError("InvalidAction", `the lab's AWS has no action "${action}"`);
    }
  }

  /** Everything in the account, whoever made it. */
  describe(): Record<string, readonly unknown[]> {
    return this.ec2.describe();
  }

  /** Every machine, and the operator. */
  nodes(): Node[] {
    const bare = this.bare === undefined ? [] : bareNodes(this.bare);
    return [OPERATOR_NODE, ...bare, ...this.machines.nodes(this.ec2)];
  }

  /** Every network namespace there is: machines, their parts, routers. */
  namespaces(): string[] {
    return [...this.planned];
  }

  /** The process of a device, or an error that names those there are. */
  device(name: string): RunningDevice {
    return this.devices.named(name);
  }

  /** Ends every machine and takes the network away. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running.catch(() => undefined);
    await this.devices.stopAll();
    await this.kernel.clear();
    this.planned = [];
  }

  private async change(
    action: "update" | "change",
    type: ResourceType,
    request: CloudRequest,
  ): Promise<CloudReply> {
    const { region, id = "", inputs: asked = {} } = request;
    const ec2 = this.seenBy(request);
    const now = type.read(ec2, region, id);
    if (now === undefined) throw gone(type, id);
    const inputs =
      action === "update" ? checkedInputs(type, asked) : changedInputs(type, now, asked);
    type.update(ec2, region, id, inputs);
    await this.sync();
    return this.reply(ec2, type, region, id, inputs);
  }

  /** The account of who asks; a person's, that of the thing. */
  private seenBy({ caller, id }: CloudRequest): Ec2 {
    if (caller !== undefined) return this.ec2.seenBy(caller.accountId);
    const ownerId = id === undefined ? undefined : this.ec2.ownerOf(id);
    return ownerId === undefined ? this.ec2 : this.ec2.seenBy(ownerId);
  }

  private async remove(type: ResourceType, request: CloudRequest): Promise<null> {
    const { region, id = "" } = request;
    const ec2 = this.seenBy(request);
    // Gone already is as good as deleted.
    if (type.read(ec2, region, id) === undefined) return null;
    await this.wait(type.leaving?.(ec2, region, id));
    type.remove(ec2, region, id);
    await this.sync();
    return null;
  }

  /** Lets the time pass in which something is neither there nor gone, with the network as it is meanwhile. */
  private async wait(stage: Wait | undefined): Promise<void> {
    if (stage === undefined) return;
    if (stage.seconds > 0) {
      await this.sync();
      await sleep(stage.seconds * 1000);
    }
    stage.then?.();
  }

  /** Makes one, as AWS's client does: where there is no room for a machine it tries again. */
  private async made(
    ec2: Ec2,
    type: ResourceType,
    region: string,
    inputs: PlainMap,
  ): Promise<string> {
    for (let left = CLIENT_RETRIES; ; left -= 1) {
      try {
        return type.create(ec2, region, inputs);
      } catch (error) {
        if (!(error instanceof AwsError) || error.code !== NO_CAPACITY || left === 0) throw error;
        await sleep(RETRY_MS);
      }
    }
  }

  private async power(action: "stop" | "start", { region, id = "" }: CloudRequest): Promise<null> {
    const row = this.ec2.instances.get(region, id);
    if (action === "stop") stop(row);
    else if (row.state === "stopped") powerCycle(this.ec2, row);
    await this.sync();
    return null;
  }

  private async create(type: ResourceType, request: CloudRequest): Promise<CloudReply> {
    const inputs = checkedInputs(type, request.inputs ?? {});
    const ec2 = this.seenBy(request);
    const id = await this.made(ec2, type, request.region, inputs);
    await this.wait(type.settling?.(ec2, request.region, id));
    try {
      await this.sync();
    } catch (error) {
      // Nobody would know of it: better that it never was.
      type.remove(ec2, request.region, id);
      throw error;
    }
    return this.reply(ec2, type, request.region, id, inputs);
  }

  private reply(
    ec2: Ec2,
    type: ResourceType,
    region: string,
    id: string,
    inputs: PlainMap,
  ): CloudReply {
    const outputs = type.read(ec2, region, id);
    if (outputs === undefined) throw gone(type, id);
    const warnings = [...this.warningsFor(id), ...this.unseen(outputs)];
    return { id, outputs, inputs, ...(warnings.length === 0 ? {} : { warnings }) };
  }

  private warningsFor(id: string): string[] {
    const instance = this.ec2.instances.all().find((row) => row.id === id);
    if (instance === undefined || !this.machines.isDevice(instance)) return [];
    if (instance.userData === "" || isJunosConfig(instance.userData)) return [];
    return [
      `the user data of ${this.machines.nameOf(id)} does not begin with a line "#junos-config": a vSRX ignores it and boots with its factory configuration`,
    ];
  }

  /** No vSRX takes notice of an interface that comes while it runs. */
  private unseen({ attachmentId, networkInterfaceId }: PlainMap): string[] {
    if (attachmentId === undefined) return [];
    const row = this.ec2.interfaces.all().find(({ id }) => id === networkInterfaceId);
    return row?.attachment?.seen === false
      ? [
          `${row.id} was attached to a vSRX that runs: it does not see the interface until it is stopped and started. Attach it at launch, through a launch template`,
        ]
      : [];
  }

  private invoke(request: CloudRequest): PlainMap {
    const answer = FUNCTIONS.get(request.type);
    if (answer === undefined) {
      throw notInTheLab(
        `the function ${request.type}`,
        `It has ${[...FUNCTIONS.keys()].join(", ")}.`,
      );
    }
    return answer(request.region, request.inputs ?? {}, request.caller ?? LAB_USER);
  }

  /** Brings kernel and machines in step with the account. Whoever comes while one runs shares the next one. */
  private sync(): Promise<void> {
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.running = this.next ?? Promise.resolve();
        this.next = undefined;
        return this.step();
      });
    return this.next;
  }

  private async step(): Promise<void> {
    const { ec2, bare } = this;
    this.machines.follow(ec2, bare?.topology.nodes.map(({ name }) => name) ?? []);
    const wanted = [
      ...this.machines.wanted(ec2),
      ...(bare === undefined ? [] : bareDevices(bare, this.bareStarts)),
    ];
    const plan = networkOf(ec2, (id) => this.machines.namespaceOf(id));
    if (bare !== undefined) planTopology(plan, bare.topology, INTERNET, this.bareStarts);
    // From here on the account may change again; that is for the next step.
    await this.devices.stopStale(wanted);
    await this.kernel.apply(plan);
    this.planned = [...plan.namespaces.keys()];
    await this.devices.startMissing(wanted);
  }
}

function gone(type: ResourceType, id: string): AwsError {
  return new AwsError("NotFound", `the ${type.title} '${id}' does not exist`);
}
