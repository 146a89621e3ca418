// The finished tree: an order in which everything comes after what it needs, and no order where there is none.

import { Construct } from "constructs";
import { Gateway, Host, StackScope } from "../../lib";
import { validateTree } from "../../lib/topology/validate-tree";
import { awsSite } from "../lab-site";

function gatewayIn(scope: Construct, id: string, name?: string): Gateway {
  return new Gateway(scope, id, {
    existing: { address: "192.0.2.1", user: "lab" },
    external: { address: "198.51.100.1/24" },
    internal: { address: "10.7.1.1/24" },
    ...(name === undefined ? {} : { name }),
  });
}

/** Rules of a tree's errors, each with whom it blames. */
const blamed = (root: StackScope) =>
  validateTree(root)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ rule, construct }) => [rule, construct]);

const order = (root: StackScope) => validateTree(root).steps.map(({ name }) => name);

test("a construct comes after those that it depends on, and its name is its path", () => {
  const root = new StackScope("s");
  const [first, second] = [gatewayIn(root, "a", "one"), gatewayIn(root, "b", "two")];
  const gateways = (): readonly string[] => order(root).filter((name) => /^s-[ab]$/.test(name));
  expect(gateways()).toEqual(["s-a", "s-b"]);
  first.node.addDependency(second);
  expect(gateways()).toEqual(["s-b", "s-a"]);
  const step = validateTree(root).steps.find(({ name }) => name === "s-a");
  expect(step?.needs.map(({ node }) => node.path)).toContain(second.node.path);
});

test("the owner is the nearest construct of ours, past those of a user", () => {
  const root = new StackScope("s");
  const office = new Construct(root, "office");
  const site = awsSite(root);
  gatewayIn(office, "gw");
  const host = new Host(site, "host", { network: site.subnet("10.1.11.0/24"), ami: "ami-2" });
  const { steps } = validateTree(root);
  const ownerOf = (name: string) => steps.find((step) => step.name === name)?.owner?.node.path;
  expect(ownerOf("s-office-gw")).toBeUndefined();
  expect(steps.map(({ name }) => name)).toContain("s-office-gw");
  expect(ownerOf(host.node.path.replaceAll("/", "-"))).toBe(site.node.path);
  const names = steps.map(({ name }) => name);
  expect(names.indexOf("s-lab")).toBeLessThan(names.indexOf("s-lab-host"));
});

test("a user's construct that is depended on stands for all of ours inside it", () => {
  const root = new StackScope("s");
  const last = gatewayIn(root, "a", "one");
  const office = new Construct(root, "office");
  const inside = gatewayIn(office, "gw");
  last.node.addDependency(office);
  const step = validateTree(root).steps.find(({ node }) => node === last);
  expect(step?.needs.map(({ node }) => node.path)).toContain(inside.node.path);
  expect(order(root).indexOf("s-office-gw")).toBeLessThan(order(root).indexOf("s-a"));
});

test("what depends on its own owner, or in a circle, has no order", () => {
  const root = new StackScope("s");
  const site = awsSite(root);
  const host = new Host(site, "host", { network: site.subnet("10.1.11.0/24"), ami: "ami-2" });
  host.node.addDependency(site);
  expect(blamed(root)).toContainEqual(["dependency-on-owner", "s/lab/host"]);
  expect(order(root)).toEqual([]);

  const round = new StackScope("s");
  const [first, second] = [gatewayIn(round, "a", "one"), gatewayIn(round, "b", "two")];
  first.node.addDependency(second);
  second.node.addDependency(first);
  expect(blamed(round).map(([rule]) => rule)).toEqual(["dependency-circle"]);
  expect(JSON.stringify(validateTree(round).diagnostics)).toMatch(
    /"found":"(s\/\S+) → .*s\/a.* → \1"/,
  );
});

test("two machines of one name, and two paths that are one name in Pulumi, name each other", () => {
  const root = new StackScope("s");
  gatewayIn(root, "a", "same");
  gatewayIn(root, "b", "same");
  gatewayIn(root, "c", "other");
  expect(blamed(root)).toEqual([["device-name-twice", "s/b"]]);

  const flat = new StackScope("s");
  gatewayIn(new Construct(flat, "x"), "y", "one");
  gatewayIn(flat, "x-y", "two");
  const [told] = validateTree(flat).diagnostics.filter(({ rule }) => rule === "pulumi-name-twice");
  expect(told).toMatchObject({ construct: "s/x-y", related: [{ construct: "s/x/y" }] });
});

test("what any construct refuses by itself is told with its path", () => {
  const root = new StackScope("s");
  const own = new Construct(root, "own");
  own.node.addValidation({ validate: () => ["it has no roof"] });
  expect(validateTree(root).diagnostics).toContainEqual({
    rule: "validation",
    severity: "error",
    construct: "s/own",
    what: "it has no roof",
  });
});
