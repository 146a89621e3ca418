// What the properties of an AWS site have to be.
import {
  either,
  lateForm,
  lateSecret,
  list,
  NODE_OPTIONS,
  object,
  optional,
  record,
  text,
  TEXT_FORMS,
} from "../topology";

export const MANAGEMENT = {
  from: either(list(text(), "prefixes"), text("a prefix, or a list of prefixes")),
  // What it holds is judged apart: it may be a private key, which nobody is to see.
  publicKey: lateSecret(),
  privateKey: optional(lateSecret(TEXT_FORMS.privateKey)),
  user: optional(text("a login name", (name) => name !== "")),
  subnet: optional(text("a prefix")),
};

export const SITE = {
  ...NODE_OPTIONS,
  cidr: text("an IPv4 prefix from /16 to /28"),
  ami: lateForm(TEXT_FORMS.image),
  management: object(MANAGEMENT, "{ from, publicKey, … }"),
  availabilityZone: lateForm(TEXT_FORMS.zone),
  instanceType: optional(text()),
  tags: optional(record(text(), "texts")),
};
