// One AWS resource type: its inputs with what their change means, and what the account does for it.

import { type PropertyMap } from "../../lib/rpc";
import { type Ec2 } from "./ec2";
import { AwsError, invalid } from "./errors";
import { type PlainMap, problemsOf, type Properties, type Values } from "./schema";

/** How names are chosen for a resource that the program gave none. */
export interface Autoname {
  readonly property: string;
  readonly prefixProperty: string;
}

/** A resource type, ready to be looked up by its token. */
export interface ResourceType {
  /** Pulumi's token, such as `aws:ec2/vpc:Vpc`. */
  readonly token: string;
  /** What messages call it, such as `EC2 Subnet`. */
  readonly title: string;
  readonly inputs: Properties;
  /** Outputs that AWS decides; unknown while a preview creates one. */
  readonly computed: readonly string[];
  /** Those of the computed ones that an update may change; unknown while a preview updates one. */
  readonly volatile: readonly string[];
  readonly autoname?: Autoname;
  /** The properties that replace when they differ from the last deployment, beside those that always do. */
  readonly replacedBy?: (
    olds: PropertyMap,
    news: PropertyMap,
    /** Outputs of the one that is there. */
    state: PropertyMap,
  ) => readonly string[];
  /** What is wrong with several inputs taken together; called only when each is known and right by itself. */
  readonly together?: (inputs: PlainMap) => readonly string[];
  /** Makes one and answers its id. */
  readonly create: (ec2: Ec2, region: string, inputs: PlainMap) => string;
  /** Every output, or undefined when it is gone. */
  readonly read: (ec2: Ec2, region: string, id: string) => PlainMap | undefined;
  /** Changes one. */
  readonly update: (ec2: Ec2, region: string, id: string, inputs: PlainMap) => void;
  readonly remove: (ec2: Ec2, region: string, id: string) => void;
  /** What happens between the call that makes one and the moment when it is there. @default nothing */
  readonly settling?: Stage;
  /** What happens between the call that ends one and the moment when it is gone. @default nothing */
  readonly leaving?: Stage;
}

/** A time in which something is neither there nor gone. */
export interface Wait {
  readonly seconds: number;
  /** What is so afterwards. */
  readonly then?: () => void;
}

/** Begins such a time. */
export type Stage = (ec2: Ec2, region: string, id: string) => Wait;

interface Definition<P extends Properties> {
  readonly token: string;
  readonly title: string;
  readonly inputs: P;
  readonly computed: readonly string[];
  readonly volatile?: readonly string[];
  readonly autoname?: Autoname;
  readonly replacedBy?: ResourceType["replacedBy"];
  readonly together?: (inputs: Partial<Values<P>>) => readonly string[];
  readonly create: (ec2: Ec2, region: string, inputs: Values<P>, asked: PlainMap) => string;
  readonly read: ResourceType["read"];
  /** @default the type has no input that can be updated */
  readonly update?: (
    ec2: Ec2,
    region: string,
    id: string,
    inputs: Values<P>,
    asked: PlainMap,
  ) => void;
  readonly remove: ResourceType["remove"];
  readonly settling?: Stage;
  readonly leaving?: Stage;
}

/** Turns a typed definition into one that can be looked up. Callers check inputs before they hand them over. */
export function resourceType<P extends Properties>(definition: Definition<P>): ResourceType {
  const { together, create, update } = definition;
  return {
    ...definition,
    volatile: definition.volatile ?? [],
    together: together && ((inputs) => together(inputs as Partial<Values<P>>)),
    create: (ec2, region, inputs) => create(ec2, region, inputs as Values<P>, inputs),
    update: (ec2, region, id, inputs) => update?.(ec2, region, id, inputs as Values<P>, inputs),
  };
}

/** The outputs that every tagged type shares: what was asked, the tags with the provider's, the region. */
export function commonOutputs(row: {
  readonly inputs: PlainMap;
  readonly region: string;
}): PlainMap {
  return { ...row.inputs, region: row.region, tagsAll: row.inputs.tags ?? {} };
}

/** The inputs, refused when one of them or several together are wrong. */
export function checkedInputs(type: ResourceType, inputs: PlainMap): PlainMap {
  const problems = problemsOf(type.inputs, inputs);
  const found = problems.length > 0 ? problems : (type.together?.(inputs) ?? []);
  if (found.length > 0) throw new AwsError("ValidationError", `${type.title}: ${found.join("; ")}`);
  return inputs;
}

/** What a person changes past any program: the properties named, where AWS lets them change at all; the rest stays as it is. */
export function changedInputs(type: ResourceType, now: PlainMap, wanted: PlainMap): PlainMap {
  const known = Object.entries(type.inputs).flatMap(([name, property]) => {
    const value = now[name];
    // Some outputs have the name of an input that the lab does not take; no text is AWS's word for nothing.
    const isInput =
      value !== undefined && value !== "" && property.problems(value, name).length === 0;
    return isInput ? [[name, value] as const] : [];
  });
  for (const name of Object.keys(wanted)) {
    if (type.inputs[name]?.change === "replace")
      throw invalid(`${name} of an ${type.title} stays what it was made with`);
  }
  return checkedInputs(type, { ...Object.fromEntries(known), ...wanted });
}
