// Makes the kernel's network equal to a plan. One change at a time; those who wait share the next one.

import { command } from "./commands";
import { endDhcp, serveDhcp } from "./dhcp";
import { EMPTY, type Network } from "./network";
import { type Phase, type Step, stepsBetween } from "./steps";

/** The kernel side of a lab. It must run inside the lab's own namespaces, with the right to change them. */
export class Kernel {
  private current: Network = EMPTY;

  /** Brings the kernel from the last network to this one. Callers take turns. */
  async apply(next: Network): Promise<void> {
    const before = this.current;
    // Steps that fail half way leave a state that nobody knows: the next plan starts from what both share.
    this.current = common(before, next);
    for (const phase of stepsBetween(before, next)) await together(phase);
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

/** How many tools run at once: more than a laptop has cores would only wait for each other. */
const AT_ONCE = 4;

async function together(phase: Phase): Promise<void> {
  const left = [...phase];
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) {
      try {
        await perform(step);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failures.length > 0) throw failures[0];
}

async function perform(step: Step): Promise<void> {
  switch (step.do) {
    case "add namespace":
      await command(["ip", "netns", "add", step.name]);
      return;
    case "delete namespace":
      await command(["ip", "netns", "del", step.name], { lenient: true });
      return;
    case "end dhcp":
      return endDhcp(step.namespace, step.link);
    case "serve dhcp":
      return serveDhcp(step.namespace, step.link, step.address);
    case "ip": {
      const where = step.namespace === undefined ? [] : ["-n", step.namespace];
      const force = step.lenient ? ["-force"] : [];
      await command(["ip", ...where, ...force, "-batch", "-"], {
        input: `${step.lines.join("\n")}\n`,
        lenient: step.lenient,
      });
      return;
    }
    case "rules":
      await command(["sh", "-ec", shellFor(step.settings, step.script)], {
        namespace: step.namespace,
        input: `${step.script}\n`,
      });
      return;
  }
}

/** Loads the tables first, because connection tracking's settings exist from then on only. */
function shellFor(settings: ReadonlyMap<string, string>, script: string): string {
  const lines = [...settings].map(([path, value]) => {
    // Connection tracking's are missing where nothing tracks, and IPv6's on a kernel without it.
    const optional = /^(netfilter|ipv6)\//.test(path);
    return optional
      ? `{ echo ${value} > /proc/sys/net/${path}; } 2>/dev/null || true`
      : `echo ${value} > /proc/sys/net/${path}`;
  });
  return [...(script === "" ? [] : ["nft -f -"]), ...lines].join("\n");
}
