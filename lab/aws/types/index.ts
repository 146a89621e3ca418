// Every resource type that the lab's AWS knows, by token.

import { type ResourceType } from "../resource-type";
import { eip } from "./eip";
import { eipAssociation } from "./eip-association";
import { instance } from "./instance";
import { internetGateway } from "./internet-gateway";
import { keyPair } from "./key-pair";
import { launchTemplate } from "./launch-template";
import { natGateway } from "./nat-gateway";
import { networkInterface } from "./network-interface";
import { networkInterfaceAttachment } from "./network-interface-attachment";
import { route } from "./route";
import { routeTable } from "./route-table";
import { routeTableAssociation } from "./route-table-association";
import { securityGroup } from "./security-group";
import { securityGroupEgressRule, securityGroupIngressRule } from "./security-group-rule";
import { subnet } from "./subnet";
import { vpc } from "./vpc";
import { vpcCidr } from "./vpc-cidr";

/** The types, in no particular order. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  vpc,
  vpcCidr,
  subnet,
  internetGateway,
  routeTable,
  route,
  routeTableAssociation,
  securityGroup,
  securityGroupIngressRule,
  securityGroupEgressRule,
  networkInterface,
  networkInterfaceAttachment,
  keyPair,
  launchTemplate,
  instance,
  eip,
  eipAssociation,
  natGateway,
];

/** The type with this token, or undefined. */
export function resourceTypeOf(token: string): ResourceType | undefined {
  return RESOURCE_TYPES.find((type) => type.token === token);
}
