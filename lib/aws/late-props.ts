// The properties of a site and of a host that may be known only later, each judged when it is.
import { type Input, secret } from "@pulumi/pulumi";
import { type Host, TEXT_FORMS } from "../topology";
import { judged } from "./late-input";
import { publicKeyMistake } from "./public-key";
import type { AwsSite } from "./site";

/** What the site's resources are made of. */
export interface LateSiteProps {
  readonly ami: Input<string>;
  readonly availabilityZone: Input<string>;
  readonly publicKey: Input<string>;
  readonly privateKey: Input<string> | undefined;
}

export function lateSiteProps(site: AwsSite): LateSiteProps {
  const { ami, availabilityZone, management } = site.props;
  const { publicKey, privateKey } = management;
  const at = site.node.path;
  return {
    ami: judged(ami, at, "ami", TEXT_FORMS.image),
    availabilityZone: judged(availabilityZone, at, "availabilityZone", TEXT_FORMS.zone),
    publicKey: judged(publicKey, at, "management.publicKey", publicKeyMistake),
    privateKey:
      privateKey === undefined
        ? undefined
        : judged(secret(privateKey), at, "management.privateKey", TEXT_FORMS.privateKey),
  };
}

/** A host's machine image. */
export const imageOf = (host: Host): Input<string> =>
  judged(host.props.ami, host.node.path, "ami", TEXT_FORMS.image);
