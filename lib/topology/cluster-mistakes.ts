// What is wrong with the description of a chassis cluster.
import type { Mistake } from "../diagnostics";
import type { ClusterProps } from "./cluster";

/** `used` are the names of the device's interfaces that have a network. */
export function clusterMistakes(
  { id = 1, members }: ClusterProps,
  used: readonly string[],
  inAws: boolean,
): readonly Mistake[] {
  const found: Mistake[] = [];
  if (inAws) {
    found.push({
      rule: "cluster-in-aws",
      what: "AWS cannot carry a chassis cluster: it has no layer 2 for control and fabric links",
      found: "cluster on a gateway of an AwsSite",
      allowed:
        "a cluster of SRX devices that exist already; in AWS two hubs, one as the other's backup",
      fix: "remove cluster, and connect the branches to a second DynamicEndpointGateway with a greater preference",
    });
  }
  if (!Number.isInteger(id) || id < 1 || id > 255) {
    found.push({
      rule: "cluster-id",
      what: "the cluster's id is outside Junos's range",
      found: String(id),
      allowed: "1 to 255",
      fix: "choose another id",
    });
  }
  const reths = Object.entries(members);
  return [
    ...found,
    ...reths.flatMap(([reth, own]) => [...nameMistakes(reth), ...nodeMistakes(reth, own)]),
    ...sharedMembers(members),
    ...used.flatMap((name) => emptyMistakes(name, members)),
  ];
}

function nameMistakes(reth: string): readonly Mistake[] {
  if (/^reth\d+$/.test(reth)) return [];
  return [
    {
      rule: "reth-name",
      what: "Junos has no redundant interface of this name",
      found: reth,
      allowed: "reth0, reth1, …",
      fix: "rename it",
    },
  ];
}

function nodeMistakes(reth: string, members: readonly string[]): readonly Mistake[] {
  if (members.length < 2) {
    return [
      {
        rule: "reth-member-missing",
        what: "a redundant interface has no member on one of the nodes",
        found: `${reth} with ${members.length === 0 ? "none" : members.join(", ")}`,
        allowed: "one member or more of each node",
        fix: "add the other node's interface",
      },
    ];
  }
  if (new Set(members.map(slotOf)).size > 1) return [];
  return [
    {
      rule: "reth-members-one-node",
      what: "all members of a redundant interface are on one node",
      found: `${reth} with ${members.join(", ")}`,
      allowed:
        "members of both nodes: the second node's slots have other numbers, such as ge-8/0/1",
      fix: "name the other node's interface by its slot in the cluster",
    },
  ];
}

function sharedMembers(members: ClusterProps["members"]): readonly Mistake[] {
  const found: Mistake[] = [];
  const owners = new Map<string, string>();
  for (const [reth, own] of Object.entries(members)) {
    for (const member of own) {
      const other = owners.get(member);
      if (other !== undefined) {
        found.push({
          rule: "reth-member-twice",
          what: "an interface belongs to two redundant interfaces",
          found: `${member} to ${other} and ${reth}`,
          allowed: "one",
          fix: "remove it from one of them",
        });
      }
      owners.set(member, reth);
    }
  }
  return found;
}

function emptyMistakes(name: string, members: ClusterProps["members"]): readonly Mistake[] {
  if (!name.startsWith("reth") || Object.hasOwn(members, name)) return [];
  return [
    {
      rule: "reth-without-members",
      what: "a redundant interface has no members",
      found: name,
      allowed: Object.keys(members).join(", ") || "none",
      fix: `name its members: cluster: { members: { ${name}: ["ge-0/0/1", "ge-8/0/1"] } }`,
    },
  ];
}

/** The slot of `ge-8/0/1` is 8. */
function slotOf(name: string): string {
  return /^[a-z]+-(\d+)\//.exec(name)?.[1] ?? name;
}
