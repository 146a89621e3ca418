// Makes the kernel's network equal to a plan. One change at a time; those who wait share the next one.

import { command } from "./commands";
import { EMPTY, type Network } from "./network";
import { type Step, stepsBetween } from "./steps";

/** The kernel side of a lab. It must run inside the lab's own namespaces, with the right to change them. */
export class Kernel {
  private current: Network = EMPTY;

  /** Brings the kernel from the last network to this one. Callers take turns. */
  async apply(next: Network): Promise<void> {
    const before = this.current;
    // Steps that fail half way leave a state that nobody knows: the next plan starts from what both share.
    this.current = common(before, next);
    for (const step of stepsBetween(before, next)) await perform(step);
    this.current = next;
  }

  /** Takes everything away. */
  clear(): Promise<void> {
    return this.apply(EMPTY);
  }
}

/** What is in both networks, without anything said about it. */
function common(a: Network, b: Network): Network {
  const namespaces = [...a.namespaces]
    .filter(([name, { generation }]) => b.namespaces.get(name)?.generation === generation)
    .map(([name, each]) => [name, { ...each, statements: [], rulesets: new Map() }] as const);
  return {
    namespaces: new Map(namespaces),
    cables: new Map([...a.cables].filter(([key]) => b.cables.has(key))),
    uncertain: true,
  };
}

async function perform(step: Step): Promise<void> {
  switch (step.do) {
    case "add namespace":
      await command(["ip", "netns", "add", step.name]);
      await command(["ip", "-n", step.name, "link", "set", "lo", "up"]);
      return;
    case "delete namespace":
      await command(["ip", "netns", "del", step.name], { lenient: true });
      return;
    case "ip": {
      const where = step.namespace === undefined ? [] : ["-n", step.namespace];
      const force = step.lenient ? ["-force"] : [];
      await command(["ip", ...where, ...force, "-batch", "-"], {
        input: `${step.lines.join("\n")}\n`,
        lenient: step.lenient,
      });
      return;
    }
    case "set": {
      const lines = [...step.values].map(([path, value]) => {
        // Connection tracking's settings are missing where nothing tracks, and IPv6's on a kernel without it.
        const optional = /^(netfilter|ipv6)\//.test(path);
        return `echo ${value} > /proc/sys/net/${path}${optional ? " 2>/dev/null || true" : ""}`;
      });
      await command(["sh", "-ec"].concat(lines.join("\n")), { namespace: step.namespace });
      return;
    }
    case "nft":
      await command(["nft", "-f", "-"], { namespace: step.namespace, input: `${step.script}\n` });
      return;
  }
}
