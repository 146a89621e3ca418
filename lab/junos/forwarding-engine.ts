// Judges a configuration as the device's daemons would, and hands it to the forwarding plane.

import type { Diagnostic } from "../../lib/diagnostics";
import { check, type ConfigTree } from "../../lib/junos";
import { Cluster } from "./cluster/cluster";
import { type ClusterControl, clusterControl } from "./cluster/control";
import { clusterSettings, type NodeNumber } from "./cluster/settings";
import { type Engine } from "./configuration/database";
import { type ForwardingPlane } from "./dataplane";
import { type Message } from "./messages";
import { type DeviceSpec } from "./spec";
import { thrownText } from "../../lib/thrown-text";

/** Between the configuration database and the forwarding plane. */
export class PlaneEngine implements Engine {
  /** What the plane has to carry out once it runs. */
  private wanted: ConfigTree | undefined;
  private running = false;
  private stopped = false;
  private nodes: { readonly cluster: Cluster; readonly control: ClusterControl } | undefined;
  private watch: NodeJS.Timeout | undefined;
  private ikeReadyAt = 0;
  private busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly spec: DeviceSpec,
    private readonly plane: ForwardingPlane,
  ) {
    plane.watch?.(() => void this.exclusively(() => this.carryOutAgain()).catch(() => undefined));
  }

  /** Whether the forwarding plane runs. */
  get isRunning(): boolean {
    return this.running;
  }

  /** Whether the IKE daemon answers: it starts with the first VPN. */
  get isIkeReady(): boolean {
    return Date.now() >= this.ikeReadyAt;
  }

  /** The two nodes; none on a device that is no cluster. */
  get cluster(): ClusterControl | undefined {
    return this.nodes?.control;
  }

  judge(tree: ConfigTree): readonly Message[] {
    const { release, ikeDaemon } = this.spec;
    const findings = check(tree, { release, ...(ikeDaemon === undefined ? {} : { ikeDaemon }) });
    // What is merely unwise a device carries out without a word.
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length > 0) return errors.map(messageOf);
    const warnings = this.warningsOf(tree);
    const refusals = warnings.filter(({ severity }) => severity === "error");
    return refusals.length > 0 ? refusals : warnings;
  }

  async activate(tree: ConfigTree): Promise<void> {
    if (hasVpns(tree) && (this.wanted === undefined || !hasVpns(this.wanted)))
      this.ikeReadyAt = Date.now() + (this.spec.boot?.ikeSeconds ?? 0) * 1000;
    this.wanted = tree;
    if (this.running) await this.exclusively(() => this.follow(tree));
    if (this.stopped) throw new Error("the device is switched off");
  }

  /** The forwarding plane has started: from now on it follows. */
  async start(active: ConfigTree): Promise<void> {
    await this.exclusively(async () => {
      await this.follow(this.wanted ?? active);
      this.running = !this.stopped;
      // Whatever was committed while it started.
      if (this.running && this.wanted !== undefined) await this.follow(this.wanted);
      this.wanted ??= active;
    });
    if (!this.running) return;
    this.watch = setInterval(
      () => void this.exclusively(() => this.observe()).catch(() => undefined),
      (this.spec.linkSeconds ?? 1) * 1000,
    );
    this.watch.unref();
  }

  /** The power goes: a commit under way comes to nothing. */
  stop(): void {
    clearInterval(this.watch);
    this.running = false;
    this.stopped = true;
  }

  private async follow(tree: ConfigTree): Promise<void> {
    this.formCluster(tree);
    await this.execute(tree);
  }

  /**
   * A daemon that ends while it starts is started again, as a device's own init does; so is everything else that
   * this machine refused once. What it refuses twice refuses the commit.
   */
  private async execute(tree: ConfigTree): Promise<void> {
    const { plan } = this.plane.compile(tree, this.activeNode);
    try {
      await this.plane.apply(plan);
    } catch (error) {
      if (this.stopped) throw error;
      console.error(`${this.spec.name} tries its configuration again: ${thrownText(error)}`);
      await this.plane.apply(plan);
    }
  }

  /** An interface has another address than a moment ago. */
  private async carryOutAgain(): Promise<void> {
    if (this.running && this.wanted !== undefined) await this.execute(this.wanted);
  }

  private readonly activeNode = (group: number): NodeNumber =>
    this.nodes?.cluster.activeNode(group) ?? 0;

  private formCluster(tree: ConfigTree): void {
    const settings = clusterSettings(tree.effective());
    if (settings === undefined) this.nodes = undefined;
    else if (this.nodes !== undefined) this.nodes.cluster.follow(settings);
    else {
      const cluster = new Cluster(settings, this.spec.interfaces);
      const control = clusterControl(cluster, (change) =>
        this.exclusively(async () => {
          const result = change();
          if (this.running) await this.execute(this.wanted ?? tree);
          return result;
        }),
      );
      this.nodes = { cluster, control };
    }
  }

  /** A cluster follows its links. */
  private async observe(): Promise<void> {
    const cluster = this.nodes?.cluster;
    if (cluster === undefined || !this.running) return;
    const links = await this.plane.links();
    if (cluster.observe(links) && this.wanted !== undefined) await this.execute(this.wanted);
    // Plugged in again on the node that isn't active: known now, and quiet as before.
    const loud = [...links].flatMap(([name, up]) => (up && !cluster.isInUse(name) ? [name] : []));
    if (loud.length > 0) await this.plane.silence(loud);
  }

  /** One change at a time. */
  private exclusively<T>(task: () => Promise<T>): Promise<T> {
    const next = this.busy.then(task);
    this.busy = next.catch(() => undefined);
    return next;
  }

  private warningsOf(tree: ConfigTree): Message[] {
    return this.plane.compile(tree, this.activeNode).warnings.map(({ path, message, refuses }) => ({
      severity: refuses === true ? "error" : "warning",
      text: message,
      path: `[edit ${path}]`,
    }));
  }
}

const hasVpns = (tree: ConfigTree): boolean => tree.get("security ipsec vpn") !== undefined;

function messageOf({ severity, statement = "", what }: Diagnostic): Message {
  const words = statement.split(" ");
  return {
    severity,
    text: `mgd: ${what}`,
    type: "application",
    tag: "invalid-value",
    path: words.length < 2 ? "[edit]" : `[edit ${words.slice(0, -1).join(" ")}]`,
    element: words.at(-1) ?? statement,
  };
}
