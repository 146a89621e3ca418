// Judges a configuration as the device's daemons would, and hands it to the forwarding plane.

import { check, type ConfigTree, type Finding } from "../../lib/junos/index";
import { type Engine } from "./configuration/database";
import { type ForwardingPlane } from "./dataplane";
import { type Message } from "./messages";
import { type DeviceSpec } from "./spec";

/** Between the configuration database and the forwarding plane. */
export class PlaneEngine implements Engine {
  /** What the plane has to carry out once it runs. */
  private wanted: ConfigTree | undefined;
  private running = false;
  private stopped = false;

  constructor(
    private readonly spec: DeviceSpec,
    private readonly plane: ForwardingPlane,
  ) {}

  /** Whether the forwarding plane runs. */
  get isRunning(): boolean {
    return this.running;
  }

  judge(tree: ConfigTree): readonly Message[] {
    const { release, ikeDaemon } = this.spec;
    const findings = check(tree, { release, ...(ikeDaemon === undefined ? {} : { ikeDaemon }) });
    // What is merely unwise a device carries out without a word.
    const errors = findings.filter(({ severity }) => severity === "error");
    return errors.length === 0 ? this.warningsOf(tree) : errors.map(messageOf);
  }

  async activate(tree: ConfigTree): Promise<void> {
    this.wanted = tree;
    if (this.running) await this.carryOut(tree);
    if (this.stopped) throw new Error("the device is switched off");
  }

  /** The forwarding plane has started: from now on it follows. */
  async start(active: ConfigTree): Promise<void> {
    await this.carryOut(this.wanted ?? active);
    this.running = !this.stopped;
    // Whatever was committed while it started.
    if (this.running && this.wanted !== undefined) await this.carryOut(this.wanted);
  }

  /** The power goes: a commit under way comes to nothing. */
  stop(): void {
    this.running = false;
    this.stopped = true;
  }

  private async carryOut(tree: ConfigTree): Promise<void> {
    const { plan } = this.plane.compile(tree);
    await this.plane.apply(plan);
  }

  private warningsOf(tree: ConfigTree): Message[] {
    return this.plane.compile(tree).warnings.map(({ path, message }) => ({
      severity: "warning",
      text: message,
      path: `[edit ${path}]`,
    }));
  }
}

function messageOf({ severity, path, message }: Finding): Message {
  const words = path.split(" ");
  return {
    severity,
    text: `mgd: ${message}`,
    type: "application",
    tag: "invalid-value",
    path: words.length < 2 ? "[edit]" : `[edit ${words.slice(0, -1).join(" ")}]`,
    element: words.at(-1) ?? path,
  };
}
