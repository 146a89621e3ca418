// The files of a new project: the program of the README, and what Pulumi, TypeScript and a test runner need beside it.
import { PROVIDER_LINES } from "../../provider-place";
import { type Completion, MANAGER_FILES, type PackageManager, withLines } from "./package-manager";

export const RUNNERS = ["node", "vitest", "jest"] as const;

/** What runs a project's tests. */
export type Runner = (typeof RUNNERS)[number];

const PROGRAM = `import { Config } from "@pulumi/pulumi";
import { AwsSite, Gateway, NatDevice, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new Config();

export const { endpoints } = new VpnStack("natt", (stack) => {
  const site = new AwsSite(stack, "lab", {
    cidr: "10.1.0.0/16",
    availabilityZone: config.require("availabilityZone"),
    ami: config.require("vsrxAmi"),
    management: {
      from: config.require("managementFrom"),
      publicKey: config.require("publicKey"),
      privateKey: config.requireSecret("privateKey"),
    },
  });

  const srx1 = new Gateway(stack, "srx1", {
    site, external: site.subnet("10.1.12.0/24"), internal: site.subnet("10.1.11.0/24"),
  });
  const srx2 = new Gateway(stack, "srx2", {
    site, external: site.subnet("10.1.31.0/24"), internal: site.subnet("10.1.21.0/24"),
  });
  const nat = new NatDevice(stack, "nat", { site, outside: srx1.external, inside: srx2.external });
  nat.translate(srx2, { to: "172.16.21.1" });

  new RouteBasedVpn(stack, "vpn1", {
    initiator: { gateway: srx1, identity: "branch@example.net", tunnelAddress: "10.1.100.1/24" },
    responder: { gateway: srx2, identity: "hq@example.net", tunnelAddress: "10.1.100.2/24" },
    presharedKey: config.requireSecret("presharedKey"),
  });
});
`;

const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2023",
    "module": "nodenext",
    "types": [TYPES],
    "strict": true,
    "skipLibCheck": true,
    "allowImportingTsExtensions": true,
    "noEmit": true
  },
  "include": ["*.ts"]
}
`;

const IMPORTS: Readonly<Record<Runner, string>> = {
  node: `import { before, test } from "node:test";
import { synthModule, type SynthResult } from "pulumi-vsrx/testing";
import { expect } from "pulumi-vsrx/testing/node";
`,
  vitest: `import { beforeAll as before, expect, test } from "vitest";
import { synthModule, type SynthResult } from "pulumi-vsrx/testing";
import "pulumi-vsrx/testing/vitest";
`,
  jest: `import { synthModule, type SynthResult } from "pulumi-vsrx/testing";
`,
};

const TEST = `
let network: SynthResult;

BEFORE(async () => {
  network = await synthModule(() => import("./index.ts"), {
    config: { managementFrom: "198.51.100.0/24" },
  });
});

test("the initiator dials the address that the NAT device shows", () => {
  expect(network.devices.srx1).toHaveStatement("security ike gateway vpn1 address 172.16.21.1");
  expect(network.devices.nat).toTranslate({ device: "srx2", to: "172.16.21.1" });
});

test("there is one tunnel, behind NAT", () => {
  expect(network).toHaveTunnel("vpn1", { initiator: "srx1", port: 4500, nat: true });
});

test("hosts behind both reach each other, and only through the tunnel", () => {
  expect(network).toReach("10.1.11.0/24", "10.1.21.0/24", { port: 443, encrypted: true });
});

test("nothing is to be said of it", () => {
  expect(network).toHaveNoDiagnostics();
});
`;

/** With ES modules jest has to be told that TypeScript's files are some, too. */
const jestConfig = (
  isModule: boolean,
): string => `${isModule ? "export default" : "module.exports ="} {
  testEnvironment: "node",${isModule ? '\n  extensionsToTreatAsEsm: [".ts"],' : ""}
  transform: { "^.+\\\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }] },
};
`;

const STACK = `# Still to set: vsrxAmi, publicKey, and as secrets privateKey and presharedKey (pulumi config set --secret KEY).
config:
  aws:region: eu-central-1
  NAME:availabilityZone: eu-central-1a
  # Where the gateways may be managed from: this network is of documentations only.
  NAME:managementFrom: 198.51.100.0/24
`;

/** What a project is to be. */
export interface ProjectPlan {
  readonly name: string;
  readonly runner: Runner;
  readonly manager: PackageManager;
  /** ES modules, as package.json says by `"type": "module"`. */
  readonly isModule: boolean;
}

/** What must not get into a repository. */
const IGNORED = ["node_modules/", ".lab/"];

/** Each file by its path in the project: what is there of it stays. */
export function projectFiles(plan: ProjectPlan): Readonly<Record<string, Completion>> {
  const texts = Object.entries(newFiles(plan)).map(([file, text]): [string, Completion] => [
    file,
    (found) => found ?? text,
  ]);
  return {
    ...Object.fromEntries(texts),
    ".gitignore": withLines(IGNORED),
    ...MANAGER_FILES[plan.manager],
  };
}

function newFiles({ name, runner, isModule }: ProjectPlan): Readonly<Record<string, string>> {
  const types = runner === "jest" ? '"node", "jest"' : '"node"';
  const before = runner === "jest" ? "beforeAll" : "before";
  return {
    "Pulumi.yaml": `name: ${name}\nruntime: nodejs\ndescription: IPsec VPNs between Juniper gateways\n${PROVIDER_LINES}`,
    "Pulumi.dev.yaml": STACK.replaceAll("NAME", name),
    "index.ts": PROGRAM,
    "index.test.ts": IMPORTS[runner] + TEST.replace("BEFORE", before),
    "tsconfig.json": TSCONFIG.replace("TYPES", types),
    ...(runner === "jest" ? { "jest.config.js": jestConfig(isModule) } : {}),
  };
}
