// Writes lib/junos/layer/layer.generated.ts from a folder with Juniper's published models: `npx tsx scripts/junos-layer/main.ts FOLDER`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { constantText, schemaFacts } from "./schema";
import { shapesOf } from "./shapes";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write(
    "which folder holds the models? npx tsx scripts/junos-layer/main.ts FOLDER\n",
  );
  process.exit(2);
}
const data = shapesOf(folder);
const text = brotliCompressSync(JSON.stringify(data), {
  params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
}).toString("base64");
const file = (name: string, lines: string): void =>
  writeFileSync(join(__dirname, "../../lib/junos/layer", name), lines);
file(
  "layer.generated.ts",
  `// Shapes of the statements of Junos ${data.release}, made by scripts/junos-layer from Juniper's published models; data.ts says how to read them.
export const LAYER =
  "${text}";
`,
);
const { forms, beside } = schemaFacts(data);
file(
  "schema.generated.ts",
  `// What Juniper's models say about the schema's own hierarchies; made by scripts/junos-layer.

/** Forms in curly text other than a block. */
${constantText("FORMS", forms)}
/** Words that the schema lacks beside names and values without keyword. */
${constantText("BESIDE", beside)}`,
);
