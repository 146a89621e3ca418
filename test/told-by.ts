// What a synth tells beside the configurations, as a person reads it.
import type { Diagnostic } from "../lib/diagnostics";
import { textOf } from "../lib/diagnostics";

export const toldBy = ({
  diagnostics,
}: {
  readonly diagnostics: readonly Diagnostic[];
}): readonly string[] => diagnostics.map((each) => textOf(each));
