// The vSRX images that AWS Marketplace has of a release, and which of them is meant.
import { getAmiOutput } from "@pulumi/aws/ec2/getAmi";
import { getAmiIdsOutput } from "@pulumi/aws/ec2/getAmiIds";
import {
  all,
  type Input,
  type Output,
  output,
  type ProviderResource,
  RunError,
} from "@pulumi/pulumi";
import { type Mistake, textOf } from "../diagnostics";

/** Which images to look for, and where. */
export interface ImageSearch {
  /** A Junos release, such as "24.4R1": what the images' names go on with after `junos-vsrx3-x86-64-`. */
  readonly release: string;
  /**
   * The licence: by the hour with the instance, or a key of your own, which each device then gets as `license`. Names don't
   * tell one from the other: where there are both, {@link productCode} does.
   */
  readonly license: "payg" | "byol";
  /** The product code of that licence's listing in AWS Marketplace. @default that of all images found, if they have one in common */
  readonly productCode?: string;
  /** Who publishes the images: account ids, or aliases. @default ["aws-marketplace"] */
  readonly owners?: readonly string[];
  /** @default the provider's */
  readonly region?: Input<string>;
  /** The provider of `@pulumi/aws`. @default the program's */
  readonly provider?: ProviderResource;
}

/** An image as EC2 describes it. */
export interface FoundImage {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly productCodes: readonly string[];
}

const nameOf = (release: string): string => `junos-vsrx3-x86-64-${release}`;

/** Images of a release, of any licence; undefined where nobody is there to ask, as in a test without a cloud. */
export function findImages({
  release,
  owners = ["aws-marketplace"],
  region,
  provider,
}: ImageSearch): Output<readonly FoundImage[] | undefined> {
  const common = { owners: [...owners], ...(region === undefined ? {} : { region }) };
  const options = provider === undefined ? {} : { provider };
  const filter = (name: string, value: string) => ({ name, values: [value] });
  const ids = getAmiIdsOutput(
    {
      ...common,
      filters: [
        filter("name", `${nameOf(release)}*`),
        filter("architecture", "x86_64"),
        filter("state", "available"),
      ],
    },
    options,
  ).ids as Output<string[] | undefined>;
  return ids.apply((found) => {
    if (found === undefined) return output(undefined);
    return all(
      found.map((id) =>
        getAmiOutput({ ...common, filters: [filter("image-id", id)] }, options).apply(
          ({ name, creationDate, productCodes }): FoundImage => ({
            id,
            name,
            createdAt: creationDate,
            productCodes: productCodes.map(({ productCodeId }) => productCodeId),
          }),
        ),
      ),
    );
  });
}

/**
 * The newest image of the licence that is meant.
 * @throws RunError where there is none, or nobody can tell which licence they are for
 */
export function chooseImage(
  images: readonly FoundImage[],
  { release, license, productCode }: Pick<ImageSearch, "release" | "license" | "productCode">,
): FoundImage {
  const isOfRelease = ({ name }: FoundImage): boolean =>
    !/^\d/.test(name.slice(nameOf(release).length));
  const all = images.filter(isOfRelease);
  const refuse = (mistake: Omit<Mistake, "rule">): RunError =>
    new RunError(textOf({ severity: "error", rule: "vsrx-image", ...mistake }));
  const listed = all.map(
    ({ id, name, productCodes }) => `${id} ${name} (${productCodes.join(", ")})`,
  );
  const codes = [...new Set(all.flatMap(({ productCodes }) => productCodes))];
  if (productCode === undefined && codes.length > 1) {
    throw refuse({
      what: `images of several licences are there, and none says that it is the one for "${license}"`,
      found: listed.join("; "),
      allowed:
        "productCode of the licence that you have, as your subscription in AWS Marketplace shows it",
      fix: `give productCode: one of ${codes.join(", ")}`,
    });
  }
  const meant = all.filter(
    ({ productCodes }) => productCode === undefined || productCodes.includes(productCode),
  );
  const [newest] = [...meant].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  if (newest === undefined) {
    throw refuse({
      what: `there is no image of vSRX ${release}${productCode === undefined ? "" : ` with the product code ${productCode}`}`,
      found: listed.length === 0 ? "none" : listed.join("; "),
      allowed: `an image of this region whose name begins with ${nameOf(release)}`,
      fix: "name another release or product code, or give the site's ami by its id",
    });
  }
  return newest;
}
