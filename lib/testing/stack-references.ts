// What other stacks put out, without an engine that could ask them: as a test gives it, else by name.
import { all, type Input, type Output, output, StackReference } from "@pulumi/pulumi";

/** Outputs of other stacks: the stack's name, as the program writes it → output → value. */
export type GivenReferences = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Lookup = (this: StackReference, name: Input<string>) => Output<unknown>;

/**
 * While `body` runs, a stack reference answers with what is given for its stack; another output shows as `⟨STACK.OUTPUT⟩`.
 * With mocks alone it would have no outputs at all, and every program that has one would fail.
 */
export async function referring<T>(
  given: GivenReferences | undefined,
  body: () => Promise<T>,
): Promise<T> {
  const { prototype } = StackReference;
  // They are put back as they were, and are called by nobody here.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { getOutput, requireOutput } = prototype;
  const lookup: Lookup = function (name) {
    return all([this.name, output(name)]).apply(
      ([stack, each]) => given?.[stack]?.[each] ?? `⟨${stack}.${each}⟩`,
    );
  };
  prototype.getOutput = lookup;
  prototype.requireOutput = lookup;
  try {
    return await body();
  } finally {
    prototype.getOutput = getOutput;
    prototype.requireOutput = requireOutput;
  }
}
