// The package schema: what tools that write code for imported resources need to know.

const text = (description: string): object => ({ type: "string", description });
const secretText = (description: string): object => ({ type: "string", description, secret: true });

const CONNECTION = {
  type: "object",
  description: "How the provider reaches a device.",
  properties: {
    host: text("Address or name of the management interface."),
    port: { type: "integer", description: "TCP port of SSH; 22 unless given." },
    user: text("Login name."),
    privateKey: secretText("Private key in OpenSSH or PEM form."),
    password: secretText("Password, tried after the keys."),
    hostKey: text(
      "Host key (`ssh-ed25519 AAAA…`), fingerprint (`SHA256:…`) or known_hosts text to expect.",
    ),
    acceptFirstHostKey: { type: "boolean", description: "Record the host key at first contact." },
    instance: text("Which box this is; another value starts a new pin."),
    agent: { type: "boolean", description: "Use the running SSH agent." },
    jump: { $ref: "#/types/vsrx:index:Connection", description: "The host to go through." },
    proxyCommand: {
      type: "array",
      items: { type: "string" },
      description: "A program that carries the connection: words without a shell, with %h, %p, %r.",
    },
    transport: text("Who speaks SSH: `builtin` or `openssh`."),
    sshConfig: text("Path of the configuration file for OpenSSH."),
    legacyAlgorithms: { type: "boolean", description: "Also SHA-1 key exchange and CBC." },
  },
  required: ["host", "user"],
};

/** What a protected tunnel is kept by. */
const TUNNELS_TO_KEEP = {
  protects: {
    type: "array",
    items: { type: "string" },
    description: "Protected tunnels: an update that finds one gone from `tunnels` is refused.",
  },
  tunnels: text("Names, and former ones, of all tunnels of the stack, one a line; not stored."),
};

const CONFIGURATION_INPUTS = {
  name: text("The device's name, for messages."),
  connection: { $ref: "#/types/vsrx:index:Connection" },
  statements: {
    type: "object",
    additionalProperties: { type: "string" },
    description: "Statement without its value, and the value; empty text where there is none.",
  },
  placeholders: { type: "object", additionalProperties: { type: "string" } },
  sequence: { type: "array", items: { type: "string" } },
  raw: { type: "array", items: { type: "string" } },
  ownership: text("`statements` or `device`."),
  settings: { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } },
  login: {
    $ref: "pulumi.json#/Any",
    description:
      "The management key of an instance of ours, and the one it booted with: `publicKey`, `bootPublicKey`, `bootPrivateKey`.",
  },
  mark: {
    type: "boolean",
    description: "Write on the device which statements are ours, as `apply-macro` at the root.",
  },
  claims: {
    type: "object",
    additionalProperties: { type: "string" },
    description: "What the program takes the device for: `daemon`, `release`.",
  },
  ...TUNNELS_TO_KEEP,
};

const BOOT_KEY_INPUTS = {
  publicKey: text("The management key that counts, in OpenSSH form."),
  privateKey: secretText("The private key that belongs to it."),
};

const IMAGE_INPUTS = {
  release: text("A Junos release."),
  license: text("`payg` or `byol`."),
  productCode: text("The licence's product code in AWS Marketplace."),
  choice: text("Any text: another one takes the newest image."),
  newest: text("The newest image there is."),
};

const PLACEMENT_INPUTS = {
  placed: {
    type: "object",
    additionalProperties: { type: "object", additionalProperties: { type: "string" } },
    description: "What was placed by name: place, name, and its number or address.",
  },
  ...TUNNELS_TO_KEEP,
};

const TUNNEL_INPUTS = {
  name: text("The tunnel's name."),
  endpoints: { type: "array", items: { $ref: "pulumi.json#/Any" } },
  expectNat: { type: "boolean" },
  natRules: { type: "array", items: { $ref: "pulumi.json#/Any" } },
  revisions: { type: "array", items: { type: "string" } },
  timeoutSeconds: { type: "integer" },
  carries: { $ref: "pulumi.json#/Any", description: "What goes through it." },
  require: text("`traffic` or `associations`."),
  probe: {
    $ref: "pulumi.json#/Any",
    description: "A host behind one end that pings: `connection` and `target`.",
  },
};

/** The schema as JSON text. */
export function packageSchema(version: string): string {
  return JSON.stringify({
    name: "vsrx",
    version,
    description: "Configurations of Juniper SRX and vSRX gateways, and the tunnels between them.",
    types: { "vsrx:index:Connection": CONNECTION },
    resources: {
      "vsrx:index:BootKey": {
        description:
          "The key that a site's instances boot with: the first management key or, with an agent, a pair of the stack's own.",
        inputProperties: BOOT_KEY_INPUTS,
        requiredInputs: ["publicKey"],
        properties: {
          ...BOOT_KEY_INPUTS,
          bootPublicKey: text("What user data hold."),
          bootPrivateKey: secretText("The private key that belongs to it."),
          firstPublicKey: text("The first management key, which the key pair holds."),
        },
        required: ["publicKey", "bootPublicKey"],
      },
      "vsrx:index:Configuration": {
        description: "The statements that a stack owns on one device.",
        inputProperties: CONFIGURATION_INPUTS,
        requiredInputs: ["name", "connection", "statements"],
        properties: {
          ...CONFIGURATION_INPUTS,
          hostKey: text("The pinned host key."),
          revision: text("Changes with every commit that changed the device."),
          model: text("Model, as the device reports it."),
          release: text("Junos release, as the device reports it."),
        },
        required: ["name", "connection", "statements", "hostKey", "revision", "model", "release"],
      },
      "vsrx:index:Image": {
        description: "A machine image that was looked up: the first answer stays.",
        inputProperties: IMAGE_INPUTS,
        requiredInputs: ["release", "license", "newest"],
        properties: { ...IMAGE_INPUTS, imageId: text("The image that counts.") },
        required: ["release", "license", "newest", "imageId"],
      },
      "vsrx:index:Placement": {
        description:
          "The numbers and addresses that a stack's names have: none moves for a newcomer.",
        inputProperties: PLACEMENT_INPUTS,
        requiredInputs: ["placed"],
        properties: PLACEMENT_INPUTS,
        required: ["placed"],
      },
      "vsrx:index:Tunnel": {
        description: "A tunnel that was seen to be up at both ends.",
        inputProperties: TUNNEL_INPUTS,
        requiredInputs: ["name", "endpoints", "expectNat", "revisions"],
        properties: {
          ...TUNNEL_INPUTS,
          verified: { type: "boolean" },
          natFound: { type: "boolean" },
          associations: { $ref: "pulumi.json#/Any", description: "Whether IKE and IPsec are up." },
          traffic: { $ref: "pulumi.json#/Any", description: "Whether traffic went through." },
        },
        required: ["name", "endpoints", "expectNat", "revisions", "verified", "natFound"],
      },
    },
  });
}
