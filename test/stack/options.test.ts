// What Pulumi's options do to a stack's resources, construct by construct: what the table in docs/life.md says.
import {
  ComponentResource,
  type ResourceOptions,
  type ResourceTransformation,
} from "@pulumi/pulumi";
import { Gateway, Host, NatDevice, type NodeOptions, RouteBasedVpn, VpnStack } from "../../lib";
import { awsSite, ends } from "../lab-site";
import { recorded } from "./mocks";

recorded();

type Of = "site" | "left" | "right" | "nat" | "host" | "vpn" | "office";

interface Seen {
  readonly type: string;
  readonly name: string;
  readonly options: ResourceOptions;
}

/** One of every kind of construct; options for one of them, and what the resources then were registered with. */
async function registered(
  of: Of | undefined,
  more: NodeOptions,
  transformation: ResourceTransformation = () => undefined,
): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const own = (name: Of): NodeOptions => (name === of ? more : {});
  const stack = new VpnStack(
    "shop",
    (scope) => {
      const site = awsSite(scope, own("site"));
      const inner = site.subnet("10.1.11.0/24");
      const gateway = (id: "left" | "right", external: string, internal = inner): Gateway =>
        new Gateway(scope, id, { site, external: site.subnet(external), internal, ...own(id) });
      const left = gateway("left", "10.1.12.0/24");
      const right = gateway("right", "10.1.31.0/24", site.subnet("10.1.21.0/24"));
      new NatDevice(scope, "nat", {
        site,
        outside: left.external,
        inside: right.external,
        ...own("nat"),
      }).translate(right, { to: "172.16.21.1" });
      new Host(scope, "host", { network: inner, ami: "ami-2", ...own("host") });
      new RouteBasedVpn(scope, "vpn", {
        ...ends({ left, right }),
        presharedKey: "k",
        ...own("vpn"),
      });
      const office = new Gateway(scope, "office", {
        existing: { address: "192.0.2.1", user: "net" },
        external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
        internal: { interface: "ge-0/0/1", address: "10.9.1.1/24" },
        ...own("office"),
      });
      office.node.addDependency(left);
    },
    {
      transformations: [
        (args) => {
          const changed = transformation(args);
          const options = changed?.opts ?? args.opts;
          seen.push({ type: args.type, name: args.name, options });
          return changed;
        },
      ],
    },
  );
  await new Promise((resolve) => stack.endpoints.apply(resolve));
  return seen;
}

const isOf = (construct: Of, { name }: Seen): boolean =>
  new RegExp(`^shop-${construct === "site" ? "lab" : construct}(-|$)`).test(name);

test.each<Of>(["site", "left", "right", "nat", "host", "vpn"])(
  "protect on %s protects all that it makes, and nothing else",
  async (construct) => {
    const seen = await registered(construct, { protect: true });
    const isProtected = ({ options: { parent, protect } }: Seen): boolean =>
      (protect ?? (parent as unknown as { __protect?: boolean } | undefined)?.__protect) === true;
    const mine = seen.filter((each) => isOf(construct, each));
    expect(mine).not.toEqual([]);
    expect(mine.filter((each) => !isProtected(each)).map(({ name }) => name)).toEqual([]);
    expect(seen.filter((each) => !isOf(construct, each) && isProtected(each))).toEqual([]);
  },
);

test("protect on a device that exists protects its configuration, which hangs below the stack", async () => {
  const seen = await registered("office", { protect: true });
  const box = seen.find(({ name }) => name === "192.0.2.1");
  expect(box?.options.protect).toBe(true);
  expect(box?.options.parent).toBeInstanceOf(VpnStack);
});

test.each<Of>(["site", "left", "nat", "host", "vpn"])(
  "aliases on %s are those of the component that all it makes hangs below",
  async (construct) => {
    const seen = await registered(construct, { aliases: ["shop-former"] });
    const [component, ...others] = seen.filter(({ options }) =>
      JSON.stringify(options.aliases ?? []).includes("shop-former"),
    );
    expect(component && isOf(construct, component)).toBe(true);
    expect(component?.type).toMatch(/^vsrx:index:/);
    expect(others).toEqual([]);
  },
);

test("addDependency on a construct is dependsOn of all that it makes", async () => {
  const seen = await registered(undefined, {});
  const box = seen.find(({ name }) => name === "192.0.2.1");
  const needs = (box?.options.dependsOn ?? []) as readonly unknown[];
  const left = needs.filter((each) => each instanceof ComponentResource);
  expect(left.map((each) => (each as unknown as { __name: string }).__name)).toEqual(["shop-left"]);
});

test("what no construct takes reaches every resource by the stack's own transforms", async () => {
  const seen = await registered(undefined, {}, ({ type, props, opts }) => ({
    props,
    opts: { ...opts, ignoreChanges: ["tags"], retainOnDelete: type.startsWith("aws:") },
  }));
  const made = seen.filter(
    ({ type }) => type.startsWith("aws:") || type.endsWith(":Configuration"),
  );
  expect(new Set(made.map(({ options }) => JSON.stringify(options.ignoreChanges)))).toEqual(
    new Set(['["tags"]']),
  );
  for (const { type, options } of made)
    expect(options.retainOnDelete).toBe(type.startsWith("aws:"));
});

test("options that would do nothing on a construct are refused by type", async () => {
  // @ts-expect-error -- a component's ignoreChanges doesn't reach its children
  const wrong: NodeOptions = { ignoreChanges: ["tags"] };
  await expect(registered("host", wrong)).resolves.not.toEqual([]);
});
