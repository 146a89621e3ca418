// Which texts a property takes, said once for texts that are plain and for those that are known only later.
import type { Mistake } from "../diagnostics";
import { isHost } from "../net";

/** What a text has to be. */
export interface TextForm {
  readonly allowed: string;
  readonly test: (value: string) => boolean;
}

/** Printable ASCII without blanks at its ends, as one line holds it. */
const isLine = (value: string, longest: number): boolean =>
  value.length <= longest && /^[!-~](?:[ -~]*[!-~])?$/.test(value);

/** What a program was supplied with for want of its configuration, when nobody knows the value. */
const isSupplied = (value: string): boolean => /^⟨[^⟨⟩]*⟩$/.test(value);

/** A comment, or hosts, the kind of a key and the key. */
const KNOWN_HOST = /^\s*(?:#|(?:@\S+\s+)?\S+\s+(?:ssh-|ecdsa-|sk-)\S+\s+\S)/;

/** The id of something in AWS: what it is, and 8 or 17 hexadecimal digits; other clouds of this kind give others. */
const awsId = (what: string, kind: string): TextForm => ({
  allowed: `the id of ${what}, such as ${kind}-0123456789abcdef0`,
  test: (value) => new RegExp(`^${kind}-[\\w-]{1,60}$`).test(value),
});

export const TEXT_FORMS = {
  host: {
    allowed: "an IP address or a host's name",
    test: (value) =>
      isHost(value) ||
      /^[A-Za-z0-9_][\w.-]{0,252}$/.test(value) ||
      /^[0-9a-fA-F:]+%[\w.-]+$/.test(value),
  },
  address: { allowed: "one IP address, without a length", test: isHost },
  hostKey: {
    allowed: "a line of ssh-keyscan, SHA256:…, or the text of a known_hosts file",
    // RFC 4253 and Junos know no key whose line is longer.
    test: (value) => {
      const lines = value.split(/\r?\n/).filter((line) => line.trim() !== "");
      if (lines.length < 2) return isLine(value.trim(), 8192);
      // Of several lines each is one of a known_hosts file.
      return lines.every((line) => isLine(line.trim(), 8192) && KNOWN_HOST.test(line));
    },
  },
  privateKey: {
    allowed: "a private key in OpenSSH or PEM form",
    test: (value) =>
      /^\s*(?:-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|PuTTY-User-Key-File-)/.test(value),
  },
  password: {
    allowed: "1 to 255 characters of printable ASCII, without blanks at the ends",
    test: (value) => isLine(value, 255),
  },
  // A key's groups stand on several lines in the file that Juniper sends; the statement has them in one.
  licenseKey: {
    allowed: "a licence key in one line, its groups separated by blanks",
    test: (value) => isLine(value, 8192) && !/["\\]/.test(value),
  },
  image: {
    allowed: "the id of a machine image, such as ami-0123456789abcdef0",
    test: (value) => /^ami-[\w-]{1,60}$/.test(value),
  },
  vpc: awsId("a VPC", "vpc"),
  subnet: awsId("a subnet", "subnet"),
  routeTable: awsId("a route table", "rtb"),
  internetGateway: awsId("an internet gateway", "igw"),
  awsNatGateway: awsId("a NAT gateway of AWS", "nat"),
  securityGroup: awsId("a security group", "sg"),
  prefixList: awsId("a prefix list", "pl"),
  transitGateway: awsId("a transit gateway", "tgw"),
  networkInterface: awsId("a network interface", "eni"),
  allocation: awsId("the allocation of an elastic IP", "eipalloc"),
  keyName: { allowed: "the name of a key pair in EC2", test: (value) => isLine(value, 255) },
  region: {
    allowed: "a region, such as eu-central-1",
    test: (value) => /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(value),
  },
  zone: {
    allowed: "an availability zone, such as eu-central-1a",
    test: (value) => /^[a-z0-9-]{1,60}$/.test(value),
  },
} as const satisfies Readonly<Record<string, TextForm>>;

/** Whether a text is what it has to be. */
export const fits = ({ test }: TextForm, value: string): boolean =>
  isSupplied(value) || test(value);

/** What is wrong with the value of a property that has become known. The value itself is not told: it may be secret. */
export function textMistake(form: TextForm, where: string, value: unknown): Mistake | undefined {
  if (typeof value !== "string") {
    return {
      rule: "property-type",
      what: `${where} is of another kind than its property`,
      found: Array.isArray(value) ? "a list" : `a value of type ${typeof value}`,
      allowed: form.allowed,
      fix: `give ${where} as text`,
    };
  }
  if (fits(form, value)) return undefined;
  return {
    rule: "property-value",
    what: `${where} is not one that its property accepts, now that it is known`,
    found: described(value),
    allowed: form.allowed,
    fix: `change what ${where} comes from`,
  };
}

/** A text by what can be said of it without showing it. */
export function described(value: string): string {
  if (value === "") return "an empty text";
  if (value.trim() === "") return "blanks alone";
  if (/[\r\n]/.test(value)) return "a text with a line's end";
  if (/\p{Cc}/u.test(value)) return "a text with a control character";
  if (value !== value.trim()) return "a text with a blank at one of its ends";
  return `a text of ${value.length} characters`;
}
