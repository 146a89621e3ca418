// The README's first program, as a reader would copy it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { synthModule } from "../lib/testing";

const text = readFileSync(join(__dirname, "../README.md"), "utf8");
const [, program = ""] = /```ts\n(.*?)```/s.exec(text) ?? [];

/** Runs the program as a module of its own, with this test's `require`. */
function load(): unknown {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  const exports = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it is text, and has to be run as it stands
  new Function("require", "exports", outputText)(require, exports);
  return exports;
}

describe("the README's first program", () => {
  it("stands alone, without a mistake and without a warning", async () => {
    const { devices, diagnostics } = await synthModule(load);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(devices)).toEqual(["srx1", "srx2", "nat"]);
  });

  it("lets the initiator dial the address that the NAT device shows", async () => {
    const { devices } = await synthModule(load);
    expect(devices.srx1).toHaveStatement("security ike gateway vpn1 address 172.16.21.1");
    expect(devices.nat).toHaveStatement(
      "security nat static rule-set static rule srx2 match destination-address 172.16.21.1/32",
    );
    expect(devices.srx2?.commands).toEqual([]);
  });
});
