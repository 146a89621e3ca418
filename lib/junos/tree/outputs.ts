// The outputs of one device in a text that may hold those of several.
import { JunosSyntaxError } from "../errors";
import { detectFormat, type Format } from "../text/detect";
import { transcriptOf, type Output, type Transcript } from "../text/transcript";

/** The names of devices whose configuration a text holds, by its prompts and labels; none for a plain configuration. */
export function devicesIn(text: string): string[] {
  const found = transcriptOf(text);
  return found === undefined ? [] : namesOf(found);
}

const namesOf = ({ outputs }: Transcript): string[] => [
  ...new Set(outputs.map(({ device }) => device).filter((name) => name !== undefined)),
];

/**
 * What a text holds of a device.
 * @param device its name, needed when there are several
 * @throws JunosSyntaxError when the text holds no configuration, none of that device, or those of several devices
 */
export function outputsOf(
  text: string,
  device?: string,
  format?: Format,
  at: readonly string[] = [],
): Transcript {
  const found = format === undefined ? transcriptOf(text) : undefined;
  if (found === undefined)
    return { outputs: [{ at, format: format ?? detectFormat(text), text }], left: [] };
  const { left } = found;
  const refuse = (reason: string): never => {
    throw new JunosSyntaxError(reason, { line: left[0]?.line ?? 1, column: 1 });
  };
  if (found.outputs.length === 0)
    refuse("a terminal session without configuration: show it with `show configuration`");
  const names = namesOf(found);
  const outputs = found.outputs.filter(
    (output) => device === undefined || output.device === device,
  );
  if (outputs.length === 0) refuse(`nothing of device "${device ?? ""}": ${listed(names)}`);
  if (device === undefined && names.length > 1)
    refuse(`several devices in one text: ${listed(names)}`);
  return { outputs: outputs.map((output) => below(output, at)), left };
}

/** An output at a level of its own stays there; the others are where a person said. */
const below = (output: Output, at: readonly string[]): Output =>
  output.at.length > 0 ? output : { ...output, at };

const listed = (names: readonly string[]): string => `it has ${names.join(", ")}; say which one`;
