// Two branches of one hub that reach two different parts of the network behind it, and nothing else of it.
import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hubUp } from "./hub-up";
import { Program, TestLab } from "./lab";

jest.setTimeout(400_000);

const lab = new TestLab();
const program = new Program("test/e2e/programs/hub");

/** Behind the hub: host-hq, which branch a reaches, and a store, which branch b reaches. */
const [HOST, STORE] = ["10.9.0.9", "10.9.0.129"];

interface World {
  readonly nodes: { readonly name: string }[];
  readonly links: string[][];
}

beforeAll(async () => {
  const file = join(program.folder, "topology.json");
  const { nodes, links } = JSON.parse(readFileSync(file, "utf8")) as World;
  const store = { name: "store", kind: "host", gateway: "10.9.0.1" };
  const [first = [], ...others] = links;
  writeFileSync(
    file,
    JSON.stringify({
      nodes: [...nodes, store],
      links: [[...first, `store eth0 ${STORE}/24`], ...others],
    }),
  );
  program.edit([
    "{ presharedKey: keyOf(each.name), dpd }",
    '{ presharedKey: keyOf(each.name), dpd, reach: each === a ? ["10.9.0.0/28"] : ["10.9.0.128/25"] }',
  ]);
  await hubUp(lab, program);
});

afterAll(async () => {
  await lab.close();
  program.remove();
});

it("each branch's host reaches its own part, both ways", async () => {
  expect(await lab.ping("host-a", HOST)).toBe(true);
  expect(await lab.ping("host-hq", "10.1.1.9")).toBe(true);
  expect(await lab.ping("host-b", STORE)).toBe(true);
  expect(await lab.ping("store", "10.1.2.9")).toBe(true);
});

it("and not the other's", async () => {
  expect(await lab.ping("host-a", STORE)).toBe(false);
  expect(await lab.ping("host-b", HOST)).toBe(false);
  expect(await lab.ping("host-hq", "10.1.2.9")).toBe(false);
  expect(await lab.ping("store", "10.1.1.9")).toBe(false);
});
