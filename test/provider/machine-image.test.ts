// A machine image that was looked up: it stays until something else is asked for.
import { MachineImageHandler } from "../../lib/provider/machine-image";
import type { PropertyMap } from "../../lib/rpc";
import { context } from "./harness";

const handler = new MachineImageHandler();
const common = { ...context("vsrx:index:Image", "vsrx"), timeoutSeconds: 0, preview: false };
const inputs = { release: "24.4R1", license: "payg", newest: "ami-1" };

const after = async (newInputs: PropertyMap): Promise<unknown> => {
  const { state } = await handler.create({ ...common, inputs });
  const request = { ...common, id: "vsrx", oldInputs: inputs, oldState: state, newInputs };
  const { changes } = await handler.diff(request);
  return changes.length === 0 ? "stays" : (await handler.update(request)).imageId;
};

it.each<readonly [string, PropertyMap, string]>([
  ["a newer image", { newest: "ami-2" }, "stays"],
  ["another choice", { newest: "ami-2", choice: "2026-11" }, "ami-2"],
  ["another release", { newest: "ami-9", release: "25.2R1" }, "ami-9"],
  ["another licence", { newest: "ami-7", license: "byol" }, "ami-7"],
  ["another product code", { newest: "ami-7", productCode: "c" }, "ami-7"],
])("%s: %j", async (_, change, expected) => {
  expect(await after({ ...inputs, ...change })).toBe(expected);
});
