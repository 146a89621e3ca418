// The properties of a site and of a host that may be known only later, each judged when it is.
import { type Input, secret } from "@pulumi/pulumi";
import { type Host, type Network, TEXT_FORMS } from "../topology";
import { judged } from "./late-input";
import { publicKeyMistake } from "./public-key";
import type { AwsSite } from "./site";

/** What the site's resources are made of. */
export interface LateSiteProps {
  readonly ami: Input<string>;
  readonly publicKey: Input<string>;
  readonly privateKey: Input<string> | undefined;
}

export function lateSiteProps(site: AwsSite): LateSiteProps {
  const { ami, management } = site.props;
  const { publicKey, privateKey } = management;
  const at = site.node.path;
  return {
    ami: judged(ami, at, "ami", TEXT_FORMS.image),
    publicKey: judged(publicKey, at, "management.publicKey", (key) =>
      publicKeyMistake(key, { forEc2: management.keyName === undefined }),
    ),
    privateKey:
      privateKey === undefined
        ? undefined
        : judged(secret(privateKey), at, "management.privateKey", TEXT_FORMS.privateKey),
  };
}

/** The zone of a subnet. */
export function zoneOf(site: AwsSite, network: Network): Input<string> | undefined {
  const zone = site.zoneOf(network);
  return zone && judged(zone, site.node.path, "availabilityZone", TEXT_FORMS.zone);
}

/** A host's machine image. */
export const imageOf = (host: Host): Input<string> =>
  judged(host.props.ami, host.node.path, "ami", TEXT_FORMS.image);
