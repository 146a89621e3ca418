// What the properties of an AWS site have to be.
import {
  either,
  lateSecret,
  lateText,
  list,
  NODE_OPTIONS,
  object,
  optional,
  record,
  text,
} from "../topology";

export const MANAGEMENT = {
  from: either(list(text(), "prefixes"), text("a prefix, or a list of prefixes")),
  // What it holds is judged apart: it may be a private key, which nobody is to see.
  publicKey: lateSecret(),
  privateKey: optional(lateSecret()),
  user: optional(text("a login name", (name) => name !== "")),
  subnet: optional(text("a prefix")),
};

export const SITE = {
  ...NODE_OPTIONS,
  cidr: text("an IPv4 prefix from /16 to /28"),
  ami: lateText("the id of a machine image, such as ami-0123456789abcdef0", (id) =>
    /^(?:ami-|⟨)/.test(id),
  ),
  management: object(MANAGEMENT, "{ from, publicKey, … }"),
  availabilityZone: lateText("an availability zone, such as eu-central-1a", (zone) => zone !== ""),
  instanceType: optional(text()),
  tags: optional(record(text(), "texts")),
};
