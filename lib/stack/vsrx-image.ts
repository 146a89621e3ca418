// `vsrxImage`: the image of a release and a licence, looked up once and kept in the state, so that a newer one is a choice.
import { type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import { chooseImage, findImages, type ImageSearch } from "../aws";
import { Image } from "./resources";

/** Which image of the vSRX. */
export interface VsrxImageArgs extends ImageSearch {
  /**
   * Any text, such as a date. The image that was found first stays, whatever is published later: another text takes the
   * newest one there is, which replaces instances. @default the first one stays
   */
  readonly choice?: string;
  /** The resource's name. @default "vsrx", the release and the licence: give one for each region or account of a stack */
  readonly name?: string;
}

/**
 * The id of a vSRX image, for `ami` of an AwsSite. AWS is asked at every run; the answer to the first counts until release,
 * licence, product code or `choice` change.
 * @throws RunError inside the Output, where there is no such image, or images of several licences and no productCode
 */
export function vsrxImage(args: VsrxImageArgs, opts?: CustomResourceOptions): Output<string> {
  const { release, license, productCode, choice, name = `vsrx-${release}-${license}` } = args;
  const newest = findImages(args).apply((images) =>
    images === undefined ? PLACEHOLDER : chooseImage(images, args).id,
  );
  const image = new Image(
    name,
    {
      release,
      license,
      newest,
      ...(productCode === undefined ? {} : { productCode }),
      ...(choice === undefined ? {} : { choice }),
    },
    opts,
  );
  // Without an engine nobody answers.
  return image.imageId.apply((id: string | undefined) => id ?? PLACEHOLDER);
}

/** What stands for an image where there is no cloud to ask. */
const PLACEHOLDER = "\u27e8vsrxImage\u27e9";
