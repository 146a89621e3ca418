// An account that answers as a test says; where it says nothing, as one that has everything.
import type { Account } from "../../../lib/cli/preflight/account";

export const IMAGE = {
  id: "ami-1",
  name: "junos-vsrx3-x86-64-24.4R1.9",
  state: "available",
  architecture: "x86_64",
  productCodes: ["abc"],
  disk: { device: "/dev/sda1", gigabytes: 20, kind: "gp2" },
} as const;

export const EMPTY = {
  vpcs: 0,
  internetGateways: 0,
  elasticIps: 0,
  interfaces: 0,
  groups: 0,
  natGateways: {},
  vcpus: 0,
} as const;

export function accountOf(answers: Partial<Account> = {}): Account {
  const say =
    <T>(value: T) =>
    (): Promise<T> =>
      Promise.resolve(value);
  return {
    image: (id) => Promise.resolve({ ...IMAGE, id }),
    offeredZones: say(["eu-central-1a", "eu-central-1b"]),
    vcpusOf: say(2),
    quota: say(100),
    used: say(EMPTY),
    encryptsByDefault: say(true),
    metadataDefaults: say({}),
    someSubnet: say("subnet-1"),
    dryRun: say({ code: "DryRunOperation", message: "Request would have succeeded" }),
    hasMachineOf: say(true),
    price: say(undefined),
    ...answers,
  };
}
