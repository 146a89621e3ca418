// EC2 instance types with x86-64 processors under the Nitro hypervisor: size, virtual CPUs, network interfaces, IPv4 addresses of each.
// Figures of EC2's DescribeInstanceTypes as moto 5.2.5 (PyPI) publishes them: what came to EC2 later is not here.

/** Limits of one instance type. */
export interface TypeLimits {
  readonly vcpus: number;
  /** Network interfaces. */
  readonly interfaces: number;
  /** IPv4 addresses of each. */
  readonly addresses: number;
}

/** The sizes of a family of {@link X86_TYPES}, the smallest first; undefined where there is no such family. */
export function sizesOf(family: string): ReadonlyMap<string, TypeLimits> | undefined {
  const row = X86_TYPES[family];
  if (row === undefined) return undefined;
  return new Map(
    row.split(" ").map((entry) => {
      const [size = "", ...numbers] = entry.split(":");
      const [vcpus = 0, interfaces = 0, addresses = 0] = numbers.map(Number);
      return [size, { vcpus, interfaces, addresses }];
    }),
  );
}

/** Sizes of each family: `SIZE:VCPUS:INTERFACES:ADDRESSES`. */
const X86_TYPES: Readonly<Record<string, string>> = {
  c5: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 9xlarge:36:8:30 12xlarge:48:8:30 18xlarge:72:15:50 24xlarge:96:15:50",
  c5a: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  c5ad: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  c5d: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 9xlarge:36:8:30 12xlarge:48:8:30 18xlarge:72:15:50 24xlarge:96:15:50",
  c5n: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 9xlarge:36:8:30 18xlarge:72:15:50",
  c6a: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50 48xlarge:192:15:50",
  c6i: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50",
  c6id: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50",
  c6in: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:16:50",
  c7a: "medium:1:2:4 large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50 48xlarge:192:15:50",
  c7i: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 48xlarge:192:15:50",
  "c7i-flex":
    "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50",
  c8a: "medium:1:2:4 large:2:3:20 xlarge:4:4:20 2xlarge:8:4:40 4xlarge:16:8:40 8xlarge:32:10:40 12xlarge:48:12:64 16xlarge:64:16:64 24xlarge:96:16:64 48xlarge:192:24:64",
  c8i: "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:24:64 48xlarge:192:24:64 96xlarge:384:24:64",
  "c8i-flex":
    "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64",
  c8ib: "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  c8id: "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:24:64 48xlarge:192:24:64 96xlarge:384:24:64",
  c8in: "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  c8ine:
    "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50",
  d3: "xlarge:4:4:3 2xlarge:8:4:5 4xlarge:16:4:10 8xlarge:32:3:20",
  d3en: "xlarge:4:4:3 2xlarge:8:4:5 4xlarge:16:4:10 6xlarge:24:4:15 8xlarge:32:4:20 12xlarge:48:3:30",
  dl2q: "24xlarge:96:15:50",
  f2: "6xlarge:24:8:30 12xlarge:48:8:30 48xlarge:192:15:50",
  g4dn: "xlarge:4:3:10 2xlarge:8:3:10 4xlarge:16:3:10 8xlarge:32:4:15 12xlarge:48:8:30 16xlarge:64:4:15",
  g5: "xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:15:50 16xlarge:64:8:30 24xlarge:96:15:50 48xlarge:192:7:50",
  g6: "xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 48xlarge:192:15:50",
  g6e: "xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:10:30 16xlarge:64:15:50 24xlarge:96:20:50 48xlarge:192:40:50",
  g6f: "large:2:2:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30",
  g7: "2xlarge:8:4:64 4xlarge:16:8:64 8xlarge:32:10:64 12xlarge:48:12:64 24xlarge:96:24:64 48xlarge:192:24:64",
  g7e: "2xlarge:8:4:64 4xlarge:16:8:64 8xlarge:32:8:64 12xlarge:48:10:64 24xlarge:96:20:64 48xlarge:192:40:64",
  gr6: "4xlarge:16:8:30 8xlarge:32:8:30",
  gr6f: "4xlarge:16:8:30",
  hpc6a: "48xlarge:96:2:50",
  hpc6id: "32xlarge:64:2:50",
  hpc7a: "12xlarge:24:4:50 24xlarge:48:4:50 48xlarge:96:4:50 96xlarge:192:4:50",
  hpc8a: "96xlarge:192:4:50",
  i3en: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 3xlarge:12:4:15 6xlarge:24:8:30 12xlarge:48:8:30 24xlarge:96:15:50",
  i4i: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:30 32xlarge:128:15:50",
  i7i: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 48xlarge:192:15:50",
  i7ie: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 3xlarge:12:4:15 6xlarge:24:8:30 12xlarge:48:8:50 18xlarge:72:15:50 24xlarge:96:15:50 48xlarge:192:15:50",
  inf1: "xlarge:4:4:10 2xlarge:8:4:10 6xlarge:24:8:30 24xlarge:96:11:30",
  inf2: "xlarge:4:4:15 8xlarge:32:8:30 24xlarge:96:15:50 48xlarge:192:15:50",
  m5: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  m5a: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  m5ad: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  m5d: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  m5dn: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  m5n: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  m5zn: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 3xlarge:12:8:30 6xlarge:24:8:30 12xlarge:48:15:50",
  m6a: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50 48xlarge:192:15:50",
  m6i: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50",
  m6id: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50",
  m6idn:
    "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:16:50",
  m6in: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:16:50",
  m7a: "medium:1:2:4 large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50 48xlarge:192:15:50",
  m7i: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 48xlarge:192:15:50",
  "m7i-flex":
    "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50",
  m8a: "medium:1:2:4 large:2:3:20 xlarge:4:4:20 2xlarge:8:4:40 4xlarge:16:8:40 8xlarge:32:10:40 12xlarge:48:12:64 16xlarge:64:16:64 24xlarge:96:16:64 48xlarge:192:24:64",
  m8azn:
    "medium:1:3:4 large:2:4:20 xlarge:4:4:20 3xlarge:12:8:40 6xlarge:24:8:40 12xlarge:48:16:64 24xlarge:96:16:64",
  m8i: "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:24:64 48xlarge:192:24:64 96xlarge:384:24:64",
  "m8i-flex":
    "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64",
  m8ib: "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  m8id: "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:24:64 48xlarge:192:24:64 96xlarge:384:24:64",
  m8idb:
    "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  m8idn:
    "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  m8in: "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  m8ine:
    "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50",
  p3dn: "24xlarge:96:15:50",
  p4d: "24xlarge:96:60:50",
  p4de: "24xlarge:96:60:50",
  p5: "4xlarge:16:4:30 48xlarge:192:64:50",
  p5e: "48xlarge:192:64:50",
  p5en: "48xlarge:192:64:50",
  "p6-b200": "48xlarge:192:32:50",
  "p6-b300": "48xlarge:192:68:50",
  r5: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  r5a: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  r5ad: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  r5b: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  r5d: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  r5dn: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  r5n: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50",
  r6a: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50 48xlarge:192:15:50",
  r6i: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50",
  r6id: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50",
  r6idn:
    "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:16:50",
  r6in: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:16:50",
  r7a: "medium:1:2:4 large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50 48xlarge:192:15:50",
  r7i: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 24xlarge:96:15:50 48xlarge:192:15:50",
  r7iz: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 12xlarge:48:8:30 16xlarge:64:15:50 32xlarge:128:15:50",
  r8a: "medium:1:2:4 large:2:3:20 xlarge:4:4:20 2xlarge:8:4:40 4xlarge:16:8:40 8xlarge:32:10:40 12xlarge:48:12:64 16xlarge:64:16:64 24xlarge:96:16:64 48xlarge:192:24:64",
  r8i: "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:24:64 48xlarge:192:24:64 96xlarge:384:24:64",
  "r8i-flex":
    "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64",
  r8ib: "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  r8id: "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:24:64 48xlarge:192:24:64 96xlarge:384:24:64",
  r8idb:
    "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  r8idn:
    "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  r8in: "large:2:4:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:8:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:16:64 48xlarge:192:24:64 96xlarge:384:24:64",
  t3: "nano:2:2:2 micro:2:2:2 small:2:3:4 medium:2:3:6 large:2:3:12 xlarge:4:4:15 2xlarge:8:4:15",
  t3a: "nano:2:2:2 micro:2:2:2 small:2:2:4 medium:2:3:6 large:2:3:12 xlarge:4:4:15 2xlarge:8:4:15",
  t8i: "nano:2:2:2 micro:2:2:2 small:2:3:4 medium:2:3:6",
  trn1: "2xlarge:8:4:15 32xlarge:128:40:50",
  trn1n: "32xlarge:128:80:50",
  trn2: "3xlarge:12:2:15 48xlarge:192:32:50",
  trn2u: "48xlarge:192:32:50",
  "u-3tb1": "56xlarge:224:8:30",
  "u-6tb1": "56xlarge:224:15:50 112xlarge:448:15:50",
  "u7i-12tb": "224xlarge:896:15:50",
  "u7i-6tb": "112xlarge:448:15:50",
  "u7i-8tb": "112xlarge:448:15:50",
  "u7in-16tb": "224xlarge:896:16:50",
  "u7in-24tb": "224xlarge:896:16:50",
  "u7in-32tb": "224xlarge:896:16:50",
  vt1: "3xlarge:12:4:15 6xlarge:24:8:30 24xlarge:96:15:50",
  x2idn: "16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50",
  x2iedn:
    "xlarge:4:4:15 2xlarge:8:4:15 4xlarge:16:8:30 8xlarge:32:8:30 16xlarge:64:15:50 24xlarge:96:15:50 32xlarge:128:15:50",
  x2iezn: "2xlarge:8:4:15 4xlarge:16:8:30 6xlarge:24:8:30 8xlarge:32:8:30 12xlarge:48:15:50",
  x8aedz:
    "large:2:4:20 xlarge:4:4:20 3xlarge:12:8:40 6xlarge:24:8:40 12xlarge:48:16:64 24xlarge:96:16:64",
  x8i: "large:2:3:20 xlarge:4:4:30 2xlarge:8:4:30 4xlarge:16:8:50 8xlarge:32:10:50 12xlarge:48:12:50 16xlarge:64:16:64 24xlarge:96:16:64 32xlarge:128:24:64 48xlarge:192:24:64 64xlarge:256:24:64 96xlarge:384:24:64",
  z1d: "large:2:3:10 xlarge:4:4:15 2xlarge:8:4:15 3xlarge:12:8:30 6xlarge:24:8:30 12xlarge:48:15:50",
};

/** Families with other processors: no x86-64 image runs on them. */
export const OTHER_FAMILIES: readonly string[] = [
  "a1",
  "c6g",
  "c6gd",
  "c6gn",
  "c7g",
  "c7gd",
  "c7gn",
  "c8g",
  "c8gb",
  "c8gd",
  "c8gn",
  "c9g",
  "c9gd",
  "g5g",
  "hpc7g",
  "i4g",
  "i8g",
  "i8ge",
  "im4gn",
  "is4gen",
  "m6g",
  "m6gd",
  "m7g",
  "m7gd",
  "m8g",
  "m8gb",
  "m8gd",
  "m8gn",
  "m9g",
  "m9gd",
  "mac-m3ultra",
  "mac-m4",
  "mac-m4max",
  "mac-m4pro",
  "mac1",
  "mac2",
  "mac2-m1ultra",
  "mac2-m2",
  "mac2-m2pro",
  "r6g",
  "r6gd",
  "r7g",
  "r7gd",
  "r8g",
  "r8gb",
  "r8gd",
  "r8gn",
  "r9g",
  "r9gd",
  "t4g",
  "x2gd",
  "x8g",
];

/** Families under the Xen hypervisor. */
export const XEN_FAMILIES: readonly string[] = [
  "c1",
  "c3",
  "c4",
  "d2",
  "h1",
  "i2",
  "i3",
  "m1",
  "m2",
  "m3",
  "m4",
  "r3",
  "r4",
  "t1",
  "t2",
  "x1",
  "x1e",
];
