// The machine images of the lab: a vSRX and a small Linux, each with the one that came before it: a stack goes from one to the other.

import { AwsError } from "./errors";

/** The vSRX image. */
export const VSRX_AMI = "ami-0vsrx0lab00000001";

/** The small Linux image: it has its addresses and answers pings, no more. */
export const LINUX_AMI = "ami-0linux0lab0000001";

/** The vSRX image before it. */
const EARLIER_VSRX_AMI = "ami-0vsrx0lab00000000";

/** The Linux image before it. */
const EARLIER_LINUX_AMI = "ami-0linux0lab0000000";

/** What the catalogue says of an image. */
export interface Image {
  readonly id: string;
  readonly kind: "vsrx" | "linux";
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly ownerAlias: string;
  readonly creationDate: string;
  readonly release: string;
  readonly rootDeviceName: string;
  /** Of the listing in AWS Marketplace. Those of real vSRX images are not published; these are the lab's. */
  readonly productCode?: string;
}

const VSRX: Image = {
  id: VSRX_AMI,
  kind: "vsrx",
  name: "junos-vsrx3-x86-64-24.4R1.9--lab",
  description: "vSRX of the lab",
  ownerId: "679593333241",
  ownerAlias: "aws-marketplace",
  creationDate: "2025-01-15T00:00:00.000Z",
  release: "24.4R1.9",
  rootDeviceName: "/dev/sda1",
  productCode: "0lab0vsrx0by0the0hour0000",
};

const LINUX: Image = {
  id: LINUX_AMI,
  kind: "linux",
  name: "al2023-ami-2023.9.0-lab-x86_64",
  description: "Linux host of the lab",
  ownerId: "137112412989",
  ownerAlias: "amazon",
  creationDate: "2025-01-20T00:00:00.000Z",
  release: "2023.9",
  rootDeviceName: "/dev/xvda",
};

/** Every image there is. */
export const IMAGES: readonly Image[] = [
  VSRX,
  {
    ...VSRX,
    id: EARLIER_VSRX_AMI,
    name: "junos-vsrx3-x86-64-23.4R2.13--lab",
    creationDate: "2024-07-15T00:00:00.000Z",
    release: "23.4R2.13",
  },
  LINUX,
  {
    ...LINUX,
    id: EARLIER_LINUX_AMI,
    name: "al2023-ami-2023.8.0-lab-x86_64",
    creationDate: "2024-12-20T00:00:00.000Z",
    release: "2023.8",
  },
];

/** The image with this id, or EC2's refusal. */
export function imageOf(id: string): Image {
  const image = IMAGES.find((candidate) => candidate.id === id);
  if (image !== undefined) return image;
  throw new AwsError(
    "InvalidAMIID.NotFound",
    `The image id '[${id}]' does not exist. The lab has ${IMAGES.map(({ id: known, kind }) => `${known} (${kind})`).join(", ")}`,
  );
}
