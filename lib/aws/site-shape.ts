// What the properties of an AWS site have to be.
import {
  either,
  EXISTING_DEVICE,
  flag,
  FUNCTION,
  lateForm,
  lateSecret,
  list,
  NODE_OPTIONS,
  object,
  oneOf,
  optional,
  prefix,
  record,
  PROXY_COMMAND,
  type Shape,
  text,
  TEXT_FORMS,
  thing,
} from "../topology";
import { EXISTING_VPC } from "./existing-vpc";
import { MANAGEMENT_SOURCE } from "./management-from";
import type { AwsSiteProps, Management, VolumeProps } from "./site-props";
import type { SiteTransforms } from "./transforms";

/** A property without a shape, or a shape without a property, does not compile. */
type Table<T> = Readonly<Record<keyof T, Shape>>;

const has = (value: unknown, key: string): boolean =>
  typeof value === "object" && value !== null && key in value;

const WAY: Shape = (value, where) => {
  if (has(value, "jump")) return object({ jump: EXISTING_DEVICE })(value, where);
  if (has(value, "proxyCommand")) return object({ proxyCommand: PROXY_COMMAND })(value, where);
  return oneOf("public", "private")(value, where);
};

/** What is wrong in a list is told of its place there. */
const FROM: Shape = (value, where) =>
  typeof value === "string" ? [] : list(MANAGEMENT_SOURCE, "prefixes")(value, where);

const MANAGEMENT: Table<Management> = {
  from: FROM,
  to: optional(either(list(prefix(), "prefixes"), prefix())),
  via: optional(WAY),
  // What it holds is judged apart: it may be a private key, which nobody is to see.
  publicKey: lateSecret(),
  privateKey: optional(lateSecret(TEXT_FORMS.privateKey)),
  keyName: optional(lateForm(TEXT_FORMS.keyName)),
  user: optional(text("a login name", (name) => name !== "")),
  operators: optional(record(either(list(text(), "public keys"), text()), "public keys")),
  subnet: optional(either(list(text(), "prefixes"), text("a prefix, or a list of prefixes"))),
  securityGroupIds: optional(list(lateForm(TEXT_FORMS.securityGroup), "ids of security groups")),
};

const VOLUMES: Table<VolumeProps> = {
  encrypted: optional(flag),
  kmsKeyId: optional(lateForm({ allowed: "a key of KMS", test: (value) => value !== "" })),
};

const TRANSFORM: Table<SiteTransforms> = {
  vpc: FUNCTION,
  internetGateway: FUNCTION,
  keyPair: FUNCTION,
  subnet: FUNCTION,
  routeTable: FUNCTION,
  routeTableAssociation: FUNCTION,
  route: FUNCTION,
  elasticIp: FUNCTION,
  natGateway: FUNCTION,
};

const SITE: Table<AwsSiteProps> = {
  ...NODE_OPTIONS,
  cidr: text("an IPv4 prefix from /16 to /28"),
  vpc: optional(EXISTING_VPC),
  ami: lateForm(TEXT_FORMS.image),
  management: object(MANAGEMENT, "{ from, publicKey, … }"),
  availabilityZone: lateForm(TEXT_FORMS.zone),
  region: optional(lateForm(TEXT_FORMS.region)),
  provider: optional(
    thing("a provider: new aws.Provider(…)", (value) => has(value, "urn") && has(value, "id")),
  ),
  instanceType: optional(text()),
  metadata: optional(oneOf("optional", "required")),
  volumes: optional(object(VOLUMES, "{ encrypted, kmsKeyId }")),
  tags: optional(record(text(), "texts")),
  transform: optional(object(TRANSFORM, "functions, by the resource they change")),
};

/** The properties of a site. */
export const SITE_SHAPE: Shape = (value, where) =>
  object(
    // Subnets that are there know their zones themselves.
    has(value, "vpc") ? { ...SITE, availabilityZone: optional(SITE.availabilityZone) } : SITE,
    "the site's properties",
  )(value, where);
