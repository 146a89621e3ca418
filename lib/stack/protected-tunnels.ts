// Protected tunnels, and all that there are: a device keeps the statements of a protected one until its protection was taken away.
import { type Alias, type ComponentResourceOptions, output, type Output } from "@pulumi/pulumi";
import type { Device, Step, Tunnel, VpnNode } from "../topology";
import { tunnelNames } from "./pulumi-names";
import type { TunnelsToKeep } from "./resources";
import type { Synthesis } from "./synthesize";

/** What the stack's Placement and each device's Configuration are told of its tunnels. */
export class ProtectedTunnels {
  private readonly stepOf: ReadonlyMap<VpnNode, Step>;
  private readonly formerRoots: Output<readonly string[]>;
  private readonly present: Output<string>;

  constructor(
    private readonly synthesis: Synthesis,
    private readonly root: ComponentResourceOptions,
  ) {
    this.stepOf = new Map(synthesis.steps.map((step) => [step.node, step]));
    this.formerRoots = output(root.aliases ?? []).apply((aliases) =>
      aliases.flatMap((alias) => nameIn(alias) ?? []),
    );
    this.present = this.formerRoots.apply((roots) => this.allNames(roots).join("\n"));
  }

  /** The arguments of a device's Configuration. */
  argsFor(device: Device): TunnelsToKeep {
    return this.argsWhere(({ ends, path }) =>
      [...ends.map(({ view }) => view.gateway), ...path.devices].some((each) => each === device),
    );
  }

  /** The arguments of what is judged before anything is registered. */
  argsForAll(): TunnelsToKeep {
    return this.argsWhere(() => true);
  }

  private argsWhere(counts: (tunnel: Tunnel) => boolean): TunnelsToKeep {
    const protects = this.synthesis.tunnels.flatMap(({ source, tunnel }) =>
      counts(tunnel) && this.isProtected(source)
        ? [tunnelNames(this.nameOf(source), tunnel, this.synthesis.tunnels).name]
        : [],
    );
    return { ...(protects.length === 0 ? {} : { protects }), tunnels: this.present };
  }

  private nameOf(node: VpnNode): string {
    return this.stepOf.get(node)?.name ?? node.node.id;
  }

  /** As Pulumi hands it on from a component to those below it. */
  private isProtected(node: VpnNode | undefined): boolean {
    if (node === undefined) return this.root.protect === true;
    return node.options.protect ?? this.isProtected(this.stepOf.get(node)?.owner);
  }

  /** Every name that a tunnel of the program has or had. */
  private allNames(formerRoots: readonly string[]): readonly string[] {
    const { tunnels } = this.synthesis;
    return tunnels.flatMap(({ source, tunnel }) =>
      this.namesOf(source, formerRoots).flatMap((each) => {
        const { name, aliases } = tunnelNames(each, tunnel, tunnels);
        return [name, ...aliases];
      }),
    );
  }

  /** A construct's name and its former ones; the part that comes from its owner's name follows the owner's former ones, as in Pulumi. */
  private namesOf(node: VpnNode, formerRoots: readonly string[]): readonly string[] {
    const owner = this.stepOf.get(node)?.owner;
    const [above = "", ...formerAbove] =
      owner === undefined
        ? [this.synthesis.scope.node.id, ...formerRoots]
        : this.namesOf(owner, formerRoots);
    const own = [this.nameOf(node), ...(node.options.aliases ?? [])];
    const inherited = formerAbove.flatMap((former) =>
      own.map((name) => (name.startsWith(above) ? former + name.slice(above.length) : name)),
    );
    return [...new Set([...own, ...inherited])];
  }
}

/** The name that an alias gives; undefined where it tells another parent or type alone. */
function nameIn(alias: string | Alias): string | undefined {
  if (typeof alias === "string") return alias.slice(alias.lastIndexOf("::") + 2);
  return typeof alias.name === "string" ? alias.name : undefined;
}
