// A gateway that protects what is behind a transit gateway: the program makes that, its attachment, and its way back.
import * as aws from "@pulumi/aws";
import { AwsSite, ExistingSite, Gateway, Nat, RouteBasedVpn, VpnStack } from "../../../lib";
import { KEY } from "../../lab-site";

const transit = new aws.ec2transitgateway.TransitGateway("company", {
  description: "offices and data centres",
});

export const stack = new VpnStack("vpn", (scope) => {
  const site = new AwsSite(scope, "here", {
    cidr: "10.1.0.0/16",
    availabilityZone: "us-east-1a",
    ami: "ami-0123456789abcdef0",
    management: { from: "198.51.100.0/24", publicKey: KEY },
  });
  const joints = [
    site.subnet("10.1.101.0/28"),
    site.subnet("10.1.102.0/28", { availabilityZone: "us-east-1b" }),
  ];
  const attachment = new aws.ec2transitgateway.VpcAttachment("here", {
    transitGatewayId: transit.id,
    vpcId: site.outputs.vpcId,
    subnetIds: joints.map(({ outputs }) => outputs.subnetId),
  });
  const left = new Gateway(scope, "left", {
    site,
    external: site.subnet("10.1.12.0/24"),
    internal: site.subnet("10.1.11.0/24"),
    nat: Nat.elasticIp(),
    protects: [
      "10.1.11.0/24",
      {
        prefix: "192.168.50.0/24",
        behind: { transitGatewayId: attachment.transitGatewayId, attachedIn: joints },
      },
    ],
  });
  const office = new ExistingSite(scope, "office");
  const right = new Gateway(scope, "right", {
    site: office,
    existing: { address: "192.0.2.1", user: "net" },
    external: { interface: "ge-0/0/0", address: "203.0.113.1/24" },
    internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
  });
  new RouteBasedVpn(scope, "vpn1", {
    initiator: { gateway: left, identity: "left@example.net" },
    responder: { gateway: right, identity: "right@example.net" },
    presharedKey: "a key of no importance",
  });
  // Its own table knows the VPC's prefix, and not the networks behind the peer.
  new aws.ec2transitgateway.Route("office", {
    destinationCidrBlock: "10.9.0.0/24",
    transitGatewayAttachmentId: attachment.id,
    transitGatewayRouteTableId: transit.associationDefaultRouteTableId,
  });
});
