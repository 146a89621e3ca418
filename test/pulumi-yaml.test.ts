// Project files: what plain `pulumi up` would load at the root and in each example is that example, with its provider.
import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openProject } from "../lib/program";
import { synthModule } from "../lib/testing";

const root = resolve(__dirname, "..");
const yaml = readFileSync(join(root, "Pulumi.yaml"), "utf8");

/** The value of a key, wherever it stands. */
function value(key: string): string {
  return new RegExp(`^[\\s-]*${key}: *(.+)$`, "m").exec(yaml)?.[1]?.trim() ?? "";
}

it("names a folder whose own package.json leads to a program with three devices", async () => {
  // Without a package.json there the nearest one above would be taken, and its `main` run instead.
  const folder = join(root, value("main"));
  const { main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    main: string;
  };
  const { devices } = await synthModule(() => import(join(folder, main)), {
    project: /^name: (.+)$/m.exec(yaml)?.[1] ?? "",
    config: { managementFrom: "198.51.100.0/24" },
  });
  expect(Object.keys(devices).sort()).toEqual(["nat", "srx1", "srx2"]);
});

it("names a folder with the provider vsrx, ready to run", () => {
  expect(yaml).toMatch(/- name: vsrx\n\s+path: lib\/provider\/bin\n/);
  accessSync(join(root, "lib/provider/bin/pulumi-resource-vsrx"), constants.X_OK);
});

const examples = readdirSync(join(root, "examples")).filter((name) =>
  existsSync(join(root, "examples", name, "index.ts")),
);

it.each(examples)("%s has a project of its own, with the provider vsrx", (example) => {
  const folder = join(root, "examples", example);
  const { name, main } = openProject(folder, { name: "none of its own" });
  expect({ name, main }).toEqual({ name: `vsrx-${example}`, main: join(folder, "index.ts") });
  const [, path = ""] =
    /- name: vsrx\n\s+path: (\S+)\n/.exec(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) ?? [];
  accessSync(join(folder, path, "pulumi-resource-vsrx"), constants.X_OK);
});
