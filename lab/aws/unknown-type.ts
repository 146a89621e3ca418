// The refusal of resource types that the lab does not play.

import { type AwsError, notInTheLab } from "./errors";
import { RESOURCE_TYPES } from "./types";

/** Says which type is unknown and which ones there are. */
export function unknownType(token: string): AwsError {
  const known = RESOURCE_TYPES.map((type) => type.token.split(":").at(-1) ?? "");
  return notInTheLab(`${token}`, `It has ${known.join(", ")}.`);
}
