// A company's network: its own pair of SRX as hubs, and twenty branches in two regions that keep a tunnel to both.
import * as pulumi from "@pulumi/pulumi";
import { VpnStack, vsrxImage } from "pulumi-vsrx";
import { Branch } from "./branch";
import { BRANCHES, type Region } from "./branches";
import { companyRules } from "./company-rules";
import { headquarters } from "./headquarters";

const config = new pulumi.Config();
const management = {
  from: config.require("managementFrom"),
  publicKey: config.require("publicKey"),
  privateKey: config.requireSecret("privateKey"),
};
/** Names of branches, where a part of the network is enough: in the lab, or for a first roll-out. */
const only = config.get("branches")?.split(",");

const stack = new VpnStack("company", (scope) => {
  companyRules(scope);
  const hubs = headquarters(scope, config);
  // Looked up once in each region and kept: a newer image is taken when `choice` says so.
  const image = (region: Region): pulumi.Output<string> =>
    vsrxImage({
      name: `vsrx-${region}`,
      release: config.get("release") ?? "24.4R1",
      license: "payg",
      productCode: config.get("productCode"),
      region,
    });
  const images = { "eu-central-1": image("eu-central-1"), "us-east-2": image("us-east-2") };
  for (const place of BRANCHES.filter(({ name }) => only?.includes(name) ?? true))
    new Branch(scope, place.name, {
      ...place,
      hubs,
      management,
      image: images[place.region],
      hostAmi: config.get(`hostAmi-${place.region}`) ?? config.require("hostAmi"),
      presharedKeys: config.requireSecret("presharedKey"),
    });
});

export const { endpoints } = stack;
