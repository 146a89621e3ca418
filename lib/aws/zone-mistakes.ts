// Zones: an instance and its interfaces are in one, and those of a VPC are in one region.
import type { Mistake } from "../diagnostics";
import { type Gateway, isLate, type NatDevice, type Network } from "../topology";
import type { SiteView } from "./site-view";

/** What is wrong with the zones of a site. */
export function zoneMistakes(
  site: SiteView,
  devices: readonly (Gateway | NatDevice)[],
): readonly Mistake[] {
  return [...missing(site), ...regions(site), ...devices.flatMap((device) => across(site, device))];
}

/** A subnet that is made needs a zone; one that is there has its own. */
function missing(site: SiteView): readonly Mistake[] {
  return site
    .networks()
    .filter((subnet) => subnet.props.subnetId === undefined && site.zoneOf(subnet) === undefined)
    .map(({ cidr }) => ({
      rule: "subnet-without-zone",
      what: "a subnet that is to be made has no zone",
      found: cidr,
      allowed: "availabilityZone of the site or of the subnet; or subnetId, for one that is there",
      fix: `write site.subnet("${cidr}", { availabilityZone }) or { subnetId }`,
    }));
}

/** `eu-central-1` of `eu-central-1a`; undefined for what is known later, and for local and wavelength zones' longer names. */
function regionOf(zone: unknown): string | undefined {
  return typeof zone === "string" ? /^([a-z]{2}(?:-[a-z]+)+-\d+)[a-z]$/.exec(zone)?.[1] : undefined;
}

function regions(site: SiteView): readonly Mistake[] {
  const { region } = site.props;
  const named = typeof region === "string" && /^[a-z-]+\d$/.test(region) ? [region] : [];
  const zones = site.networks().map((subnet) => regionOf(site.zoneOf(subnet)));
  const all = [...new Set([...named, ...zones.filter((each) => each !== undefined)])];
  if (all.length < 2) return [];
  return [
    {
      rule: "zones-of-regions",
      what: "a VPC and its zones are in one region",
      found: all.join(", "),
      allowed: "one region for each site",
      fix: "use an AwsSite for each region, or change availabilityZone or region",
    },
  ];
}

function across(site: SiteView, device: Gateway | NatDevice): readonly Mistake[] {
  const networks: Network[] = device.attachments().map((port) => port.network);
  const zones = new Map<unknown, Network>();
  for (const network of [...networks, site.managementSubnetOf(device)]) {
    const zone = site.zoneOf(network);
    if (zone !== undefined && !zones.has(zone)) zones.set(zone, network);
  }
  // What is known later may be the same after all.
  if (zones.size < 2 || [...zones.keys()].some((zone) => isLate(zone))) return [];
  return [
    {
      rule: "device-across-zones",
      construct: device.node.path,
      what: "an instance and its interfaces are in one zone, and these are in several",
      found: [...zones].map(([zone, { cidr }]) => `${cidr} in ${String(zone)}`).join(", "),
      allowed: "subnets of one zone, the management subnet among them",
      fix: "use subnets of one zone, and give management.subnet one for each zone",
    },
  ];
}
