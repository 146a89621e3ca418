// Every resource type that the lab's AWS knows, by token.

import { type ResourceType } from "../resourceType";
import { eip } from "./eip";
import { eipAssociation } from "./eipAssociation";
import { instance } from "./instance";
import { internetGateway } from "./internetGateway";
import { keyPair } from "./keyPair";
import { launchTemplate } from "./launchTemplate";
import { natGateway } from "./natGateway";
import { networkInterface } from "./networkInterface";
import { networkInterfaceAttachment } from "./networkInterfaceAttachment";
import { route } from "./route";
import { routeTable } from "./routeTable";
import { routeTableAssociation } from "./routeTableAssociation";
import { securityGroup } from "./securityGroup";
import { securityGroupEgressRule, securityGroupIngressRule } from "./securityGroupRule";
import { subnet } from "./subnet";
import { vpc } from "./vpc";
import { vpcCidr } from "./vpcCidr";

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
