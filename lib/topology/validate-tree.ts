// Judges the finished tree as a whole: every construct's own mistakes, names that clash, and an order to create things in.
import { alg, Graph } from "@dagrejs/graphlib";
import type { IConstruct } from "constructs";
import { type Diagnostic, hasErrors, type Mistake } from "../diagnostics";
import { Device } from "./device";
import { Host } from "./host";
import { VpnNode } from "./node";

/** One construct, in the order of creation. */
export interface Step {
  readonly node: VpnNode;
  /** Name in the Pulumi tree: the path, joined by hyphens. */
  readonly name: string;
  /** The nearest enclosing construct of ours. */
  readonly owner: VpnNode | undefined;
  /** Constructs that must exist first, by `addDependency`. */
  readonly needs: readonly VpnNode[];
}

export interface Examination {
  readonly diagnostics: readonly Diagnostic[];
  /** None where there are errors. */
  readonly steps: readonly Step[];
}

/** `natt/lab/srx1` becomes `natt-lab-srx1`. */
function flatName(node: IConstruct): string {
  return node.node.path.replaceAll("/", "-");
}

function ownerOf(node: VpnNode): VpnNode | undefined {
  for (let scope = node.node.scope; scope !== undefined; scope = scope.node.scope) {
    if (VpnNode.is(scope)) return scope;
  }
  return undefined;
}

export function validateTree(root: IConstruct): Examination {
  const nodes = root.node.findAll().filter((node) => VpnNode.is(node));
  const diagnostics: Diagnostic[] = root.node.findAll().flatMap((node) => ownDiagnostics(node));
  const problem = (construct: string, mistake: Mistake): void => {
    diagnostics.push({ construct, ...mistake, severity: "error" });
  };

  const names = new Map<string, VpnNode>();
  for (const node of nodes) {
    const name = flatName(node);
    const twin = names.get(name);
    if (twin !== undefined) {
      problem(node.node.path, {
        rule: "pulumi-name-twice",
        what: "two constructs get one name in Pulumi",
        found: `"${name}" for ${twin.node.path} too`,
        allowed: "one construct per name",
        fix: "rename one of them",
        related: [{ construct: twin.node.path, what: "has the same name" }],
      });
    }
    names.set(name, node);
  }

  for (const [one, other] of namesakes(nodes)) {
    problem(other.node.path, {
      rule: "device-name-twice",
      what: "two machines of a stack have one name",
      found: `"${other.name}" for ${one.node.path} too`,
      allowed: "a name of its own for each: the default comes from the construct's path",
      fix: "give one of them another name, or leave name out",
    });
  }

  const order = new Graph();
  for (const node of nodes) {
    order.setNode(node.node.path);
    const owner = ownerOf(node);
    if (owner !== undefined) order.setEdge(owner.node.path, node.node.path);
  }
  const needs = new Map<VpnNode, VpnNode[]>();
  for (const node of nodes) {
    const wanted = node.node.dependencies.flatMap((dependency) =>
      dependency.node.findAll().filter((inner) => VpnNode.is(inner)),
    );
    for (const other of wanted) {
      if (node.node.scopes.includes(other)) {
        problem(node.node.path, {
          rule: "dependency-on-owner",
          what: "a construct depends on one that encloses it",
          found: other.node.path,
          allowed: "constructs beside it",
          fix: "remove the dependency",
        });
      } else {
        order.setEdge(other.node.path, node.node.path);
      }
    }
    needs.set(node, wanted);
  }
  for (const cycle of alg.findCycles(order)) {
    problem(String(cycle[0]), {
      rule: "dependency-circle",
      what: "constructs depend on each other in a circle",
      found: [...cycle, cycle[0]].join(" → "),
      fix: "remove one of these dependencies",
    });
  }
  if (hasErrors(diagnostics)) return { diagnostics, steps: [] };

  const byPath = new Map(nodes.map((node) => [node.node.path, node]));
  const steps = alg.topsort(order).flatMap((path) => {
    const node = byPath.get(path);
    if (node === undefined) return [];
    return [{ node, name: flatName(node), owner: ownerOf(node), needs: needs.get(node) ?? [] }];
  });
  return { diagnostics, steps };
}

/** Devices and hosts that are called the same, in pairs. */
function namesakes(nodes: readonly VpnNode[]): readonly (readonly [VpnNode, VpnNode])[] {
  const first = new Map<string, VpnNode>();
  return nodes
    .filter((node) => Device.isDevice(node) || Host.is(node))
    .flatMap((node) => {
      const one = first.get(node.name) ?? node;
      first.set(node.name, one);
      return one === node ? [] : [[one, node] as const];
    });
}

/** What a construct says of itself, ours or another's; those of `constructs` speak in plain text. */
function ownDiagnostics(node: IConstruct): readonly Diagnostic[] {
  const construct = node.node.path;
  return [
    ...(VpnNode.is(node) ? node.diagnostics() : []),
    ...node.node
      .validate()
      .map((what): Diagnostic => ({ rule: "validation", severity: "error", construct, what })),
  ];
}
