// Tunnel events in the system log: the statements, as Juniper and others publish them, and what is refused.
import { Gateway, type GatewayProps, type Syslog } from "../../lib";
import { synth } from "../../lib/testing";

async function statementsOf(
  syslog: Syslog | undefined,
  more: Partial<GatewayProps> = {},
): Promise<readonly string[]> {
  const { devices } = await synth((stack) => {
    new Gateway(stack, "srx1", {
      existing: {
        address: "192.0.2.10",
        user: "lab",
        password: "lab123",
        acceptFirstHostKey: true,
      },
      external: { interface: "ge-0/0/0", address: "192.0.2.1/24" },
      internal: { interface: "ge-0/0/1", address: "10.1.0.1/24" },
      ...(syslog === undefined ? {} : { syslog }),
      ...more,
    });
  });
  const lines = devices["srx1"]?.statements ?? [];
  return lines.filter((line) => line.includes("system syslog")).sort();
}

test("an empty object keeps tunnel events in a file, in the words that KB10097, IBM and Microsoft publish", async () => {
  expect(await statementsOf({})).toEqual([
    "set system syslog file kmd-logs daemon info",
    "set system syslog file kmd-logs match KMD",
  ]);
});

test("the newer daemon's events begin otherwise", async () => {
  expect(await statementsOf({}, { daemon: "iked" })).toEqual([
    "set system syslog file iked-logs daemon info",
    "set system syslog file iked-logs match IKE",
  ]);
});

test("log servers get the same events, as Datadog's and Vector's pages write them", async () => {
  const hosts = [
    "10.9.0.5",
    { address: "log.example.net", port: 5514, sourceAddress: "10.1.0.1", structured: true },
  ];
  expect(await statementsOf({ hosts, file: false })).toEqual([
    "set system syslog host 10.9.0.5 daemon info",
    "set system syslog host 10.9.0.5 match KMD",
    "set system syslog host log.example.net daemon info",
    "set system syslog host log.example.net match KMD",
    "set system syslog host log.example.net port 5514",
    "set system syslog host log.example.net source-address 10.1.0.1",
    "set system syslog host log.example.net structured-data",
  ]);
});

test("without it nothing is written", async () => {
  expect(await statementsOf(undefined)).toEqual([]);
});

test.each([
  [{ file: "../etc/passwd" }, /syslog\.file/],
  [{ file: true }, /syslog\.file/],
  [{ hosts: ["10.9.0.5 any any"] }, /syslog\.hosts/],
  [{ hosts: ["other-routing-engine"] }, /syslog\.hosts/],
  [{ hosts: [{ address: "10.9.0.5", port: 0 }] }, /syslog\.hosts\[0\]\.port/],
] as const)("%j is refused where it stands", async (syslog, where) => {
  await expect(statementsOf(syslog as unknown as Syslog)).rejects.toThrow(where);
});
