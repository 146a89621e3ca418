// Changes the lab's AWS past the program, as a person does in AWS's console or with its command line.
import { readFileSync } from "node:fs";
import type { LabClient } from "./client";
import { LabError } from "./errors";

/** A resource of the stack's, as Pulumi's state has it. */
interface Held {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The last word of a URN. */
const nameOf = ({ urn }: Held): string => urn.slice(urn.lastIndexOf("::") + 2);
const shortType = ({ type }: Held): string => type.slice(type.lastIndexOf(":") + 1);

/** The resources of AWS in a state file. */
function heldIn(stateFile: string): readonly Held[] {
  const { checkpoint } = JSON.parse(readFileSync(stateFile, "utf8")) as {
    checkpoint?: { latest?: { resources?: readonly Partial<Held>[] } };
  };
  return (checkpoint?.latest?.resources ?? []).flatMap((each): readonly Held[] => {
    const { urn, type, id, outputs = {} } = each;
    const isOurs = type?.startsWith("aws:") === true && id !== undefined && urn !== undefined;
    return isOurs ? [{ urn, type, id, outputs }] : [];
  });
}

/** One resource by its id, by its name where no other one has it, or by `TYPE/NAME`. */
function found(all: readonly Held[], wanted: string): Held {
  const own = all.filter((each) =>
    [each.id, nameOf(each), `${shortType(each)}/${nameOf(each)}`].includes(wanted),
  );
  const [first, ...others] = own;
  if (first === undefined)
    throw new LabError(
      `the stack has no AWS resource "${wanted}"; \`npm run lab -- aws\` lists them`,
    );
  if (others.length > 0)
    throw new LabError(
      `several are called "${wanted}": ${own.map((each) => `${shortType(each)} ${each.id}`).join(", ")}; give the id, or TYPE/NAME`,
    );
  return first;
}

const regionOf = ({ outputs }: Held): string =>
  typeof outputs["region"] === "string" ? outputs["region"] : "";

/** The resources that can be changed, one a line. */
export function awsLines(stateFile: string): readonly string[] {
  const rows = heldIn(stateFile).map((each) => [shortType(each), nameOf(each), each.id] as const);
  const widths = [0, 1].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map(
      ([type, name, id]) => `${type.padEnd(widths[0] ?? 0)}  ${name.padEnd(widths[1] ?? 0)}  ${id}`,
    )
    .sort();
}

/** Takes a resource away. */
export async function deleteInAws(
  client: LabClient,
  stateFile: string,
  wanted: string,
): Promise<string> {
  const held = found(heldIn(stateFile), wanted);
  await client.ask("/aws/delete", { type: held.type, region: regionOf(held), id: held.id }, 120);
  return `${shortType(held)} ${nameOf(held)} (${held.id}) is gone from the lab's AWS`;
}

/** Stops or starts an instance. */
export async function powerInAws(
  client: LabClient,
  stateFile: string,
  wanted: string,
  power: "stop" | "start",
): Promise<string> {
  const all = heldIn(stateFile).filter(({ type }) => type === "aws:ec2/instance:Instance");
  const held = found(all, wanted);
  await client.ask(`/aws/${power}`, { type: held.type, region: regionOf(held), id: held.id }, 120);
  return `Instance ${nameOf(held)} (${held.id}): ${power === "stop" ? "stopped" : "started"}`;
}

/** Gives some of a resource's properties other values; what is not named stays as it is. */
export async function changeInAws(
  client: LabClient,
  stateFile: string,
  wanted: string,
  settings: readonly string[],
): Promise<string> {
  const held = found(heldIn(stateFile), wanted);
  const inputs = Object.fromEntries(settings.map(readSetting));
  const request = { type: held.type, region: regionOf(held), id: held.id, inputs };
  await client.ask("/aws/change", request, 120);
  return `${shortType(held)} ${nameOf(held)} (${held.id}): ${settings.join(", ")} in the lab's AWS`;
}

function readSetting(setting: string): readonly [string, unknown] {
  const at = setting.indexOf("=");
  if (at < 1) throw new LabError(`give PROPERTY=VALUE; found "${setting}"`);
  const [name, text] = [setting.slice(0, at), setting.slice(at + 1)];
  try {
    return [name, JSON.parse(text) as unknown];
  } catch {
    return [name, text];
  }
}
