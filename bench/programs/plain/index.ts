// The same things of AWS that another stack has, declared as they are in a program of plain resources.
import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A resource of the other stack. */
interface Thing {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** What it is made of; `{ of, output }` where that is another one's output. */
  readonly inputs: unknown;
}

type Class = new (name: string, inputs: object) => pulumi.CustomResource;

const things = JSON.parse(
  readFileSync(new pulumi.Config().require("things"), "utf8"),
) as readonly Thing[];
const made = new Map<string, pulumi.CustomResource>();

function inputOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inputOf);
  if (typeof value !== "object" || value === null) return value;
  if ("of" in value && "output" in value) {
    const other = made.get(String(value.of)) as unknown as Record<string, unknown> | undefined;
    return other?.[String(value.output)];
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inputOf(each)]));
}

for (const { urn, type, name, inputs } of things) {
  const [, module = "", kind = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
  const { [kind]: Kind } = (aws as unknown as Record<string, Record<string, Class>>)[module] ?? {};
  if (Kind === undefined) throw new Error(`no ${type}`);
  made.set(urn, new Kind(name, inputOf(inputs) as object));
}
