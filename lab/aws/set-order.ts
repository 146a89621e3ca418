// The order in which the provider under `@pulumi/aws` hands the members of a set to EC2.
import { crc32 } from "node:zlib";

/**
 * Members of a set of texts as the provider lists them: by the text of a checksum of each (terraform-plugin-sdk,
 * helper/schema/set.go and serialize.go), whatever order the program wrote them in.
 */
export function inSetOrder(members: readonly string[]): readonly string[] {
  const keyed = new Map(
    [...new Set(members)].map((member) => [String(crc32(`${member};`)), member]),
  );
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}
