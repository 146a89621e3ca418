// A VPC that is there, and what of it the stack uses: nothing of it is changed but routes and rules that are the stack's own.
import type { Input } from "@pulumi/pulumi";
import { lateForm, object, optional, type Shape, TEXT_FORMS } from "../topology";

/** A NAT gateway of AWS that is there. */
export interface ExistingNatGateway {
  /** Its id: `nat-…`. Subnets that the stack makes are led to it where gateways in them have `Nat.gateway()`. */
  readonly natGatewayId: Input<string>;
  /** Its elastic IP: what the peers see of gateways behind it. */
  readonly publicIp: Input<string>;
}

/** A VPC that is there. */
export interface ExistingVpc {
  /** Its id: `vpc-…`. */
  readonly vpcId: Input<string>;
  /** Its internet gateway: where subnets that the stack makes are led. @default none of them is led to the internet */
  readonly internetGatewayId?: Input<string>;
  /** For gateways with `Nat.gateway()`. @default one is made, where subnets that the stack makes need it */
  readonly natGateway?: ExistingNatGateway;
}

const NAT_GATEWAY: Readonly<Record<keyof ExistingNatGateway, Shape>> = {
  natGatewayId: lateForm(TEXT_FORMS.awsNatGateway),
  publicIp: lateForm(TEXT_FORMS.address),
};

const VPC: Readonly<Record<keyof ExistingVpc, Shape>> = {
  vpcId: lateForm(TEXT_FORMS.vpc),
  internetGatewayId: optional(lateForm(TEXT_FORMS.internetGateway)),
  natGateway: optional(object(NAT_GATEWAY, "{ natGatewayId, publicIp }")),
};

export const EXISTING_VPC = object(VPC, "{ vpcId, … }");
