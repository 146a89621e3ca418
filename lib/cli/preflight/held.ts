// What a stack that is up has in AWS, by its state: what the program wants of it is there already, and counts once.
import { type ProgramResource, providerWords } from "../../program";
import { PulumiStack } from "../pulumi-stack";
import { plansOf, type RegionPlan } from "./plan";

/** A resource of an exported state, as far as this needs it. */
interface StateResource {
  readonly urn?: string;
  readonly type?: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly provider?: string;
  /** Only looked up. */
  readonly external?: boolean;
  /** Replaced, and still to be taken away: beside its successor it counts. */
  readonly delete?: boolean;
}

interface Exported {
  readonly deployment?: { readonly resources?: readonly StateResource[] };
}

const nameIn = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** `urn:…::NAME::ID` → the provider's URN. */
const urnOf = (provider: string): string => provider.slice(0, provider.lastIndexOf("::"));

/** The program's own provider, which the engine makes: its region stands at each resource. */
const isDefault = (provider: string): boolean => /^default(?:_|$)/.test(nameIn(urnOf(provider)));

/** AWS's ids, and no names that a person chose. */
const isId = (text: string): boolean => /^[a-z]+-[0-9a-f]{8,17}$/.test(text);

/** Ids in place of which a program has a reference to what it makes. */
function referring(value: unknown, references: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return references.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => referring(each, references));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, referring(each, references)]),
  );
}

/** The AWS resources of a state, as a program asks for them. */
function resourcesOf(exported: unknown): readonly ProgramResource[] {
  const all = (exported as Exported).deployment?.resources ?? [];
  const standing = all.filter((each) => each.delete !== true);
  const words = new Map(
    standing
      .filter(({ type }) => type === "pulumi:providers:aws")
      .map(({ urn = "", inputs = {} }) => [urn, providerWords(inputs)]),
  );
  const references = new Map(
    standing.flatMap(({ type = "", urn = "", id = "" }) =>
      isId(id) ? [[id, `⟨${type}::${nameIn(urn)}.id⟩`] as const] : [],
    ),
  );
  return standing.flatMap((each): ProgramResource[] => {
    const { type = "", urn = "", inputs = {}, outputs = {}, provider, external } = each;
    if (!type.startsWith("aws:")) return [];
    const own = provider === undefined || isDefault(provider);
    const { region, otherCredentials = [] } = own ? {} : (words.get(urnOf(provider)) ?? {});
    // Another account's things are not among those that this one has.
    if (otherCredentials.length > 0) return [];
    const asked = referring(inputs, references) as ProgramResource["inputs"];
    const known = {
      region: outputs["region"] ?? asked["region"] ?? region,
      ...("availabilityZone" in outputs ? { availabilityZone: outputs["availabilityZone"] } : {}),
    };
    return [{ type, name: nameIn(urn), inputs: { ...asked, ...known }, isRead: external === true }];
  });
}

/**
 * What an exported stack has, region by region.
 * @param own the region of the program's own provider, where it is known
 */
export const heldIn = (exported: unknown, own: string | undefined): readonly RegionPlan[] =>
  plansOf(resourcesOf(exported), own);

/**
 * What a stack has: nothing where there is none of that name yet.
 * @throws Error in Pulumi's words where it can't be read
 */
export async function heldByStack(
  name: string,
  folder: string,
  own: string | undefined,
): Promise<readonly RegionPlan[]> {
  const stack = await PulumiStack.open(name, folder);
  try {
    return heldIn(await stack.exported(), own);
  } catch (error) {
    if (error instanceof Error && /\bno stack named\b/.test(error.message)) return [];
    throw error;
  }
}
