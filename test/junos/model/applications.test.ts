// What a name for a kind of traffic means, and which kind holds which.
import { Applications, ConfigTree, holdsTraffic, type MeantTraffic } from "../../../lib/junos";

const applications = (...lines: readonly string[]): Applications =>
  new Applications(
    ConfigTree.fromSet(lines.map((line) => `set applications ${line}`).join("\n")).root,
  );

function only(known: Applications, name: string): MeantTraffic {
  const meaning = known.meaning(name) ?? [];
  expect(meaning).toHaveLength(1);
  return meaning[0]!;
}

test("any is every protocol, a predefined name what Junos says of it", () => {
  const known = applications();
  expect(only(known, "any").protocol).toBeUndefined();
  expect(only(known, "junos-ssh")).toMatchObject({
    protocol: 6,
    destinationPort: { first: 22, last: 22 },
  });
  expect(only(known, "junos-icmp-ping")).toMatchObject({ family: "inet", icmpType: 8 });
  expect(only(known, "junos-pingv6")).toMatchObject({ family: "inet6", protocol: 58 });
  expect(known.meaning("junos-cifs")).toHaveLength(2);
  expect(known.meaning("junos-of-tomorrow")).toBeUndefined();
});

test("an application says protocol and ports by number or name, as one or as terms", () => {
  const known = applications(
    "application web protocol tcp",
    "application web destination-port 8080-8090",
    "application web source-port 1024-65535",
    "application odd protocol 132",
    "application odd destination-port ftp-data",
    "application both term one protocol tcp",
    "application both term one destination-port ssh",
    "application both term two protocol udp",
  );
  expect(only(known, "web")).toMatchObject({
    protocol: 6,
    destinationPort: { first: 8080, last: 8090 },
    sourcePort: { first: 1024, last: 65535 },
  });
  expect(only(known, "odd")).toMatchObject({
    protocol: 132,
    destinationPort: { first: 20, last: 20 },
  });
  expect(known.meaning("both")?.map(({ protocol }) => protocol)).toEqual([6, 17]);
});

test.each([
  ["application x protocol nothing", 'the protocol "nothing"'],
  ["application x application-protocol ftp", "no protocol"],
  ["application x destination-port 80", "no protocol"],
])("%s can't be told by a packet's header, and says why", (line, beyond) => {
  expect(only(applications(line), "x").beyond).toBe(beyond);
});

test("an RPC program lies beyond the header", () => {
  const known = applications(
    "application x protocol tcp",
    "application x rpc-program-number 100003",
  );
  expect(only(known, "x").beyond).toBe("rpc-program-number 100003");
});

test("a set is all of its members; one that holds itself ends; a member that nobody knows is kept", () => {
  const known = applications(
    "application-set all application junos-ssh",
    "application-set all application-set more",
    "application-set more application junos-http",
    "application-set more application-set all",
    "application-set odd application nobody",
  );
  expect(known.meaning("all")?.map(({ destinationPort }) => destinationPort?.first)).toEqual([
    22, 80,
  ]);
  expect(only(known, "odd").beyond).toBe('the application "nobody"');
});

describe("one kind of traffic holds another", () => {
  const tcp: MeantTraffic = { statement: "tcp", protocol: 6 };
  const high: MeantTraffic = {
    ...tcp,
    statement: "high",
    destinationPort: { first: 1024, last: 65535 },
  };
  const web: MeantTraffic = {
    ...tcp,
    statement: "web",
    destinationPort: { first: 8080, last: 8080 },
  };
  const anything: MeantTraffic = { statement: "any" };
  const late: MeantTraffic = { ...tcp, statement: "late", beyond: 'the port "⟨port⟩"' };

  test.each([
    [anything, tcp, true],
    [tcp, high, true],
    [high, web, true],
    [web, high, false],
    [high, tcp, false],
    [tcp, anything, false],
    [tcp, { ...tcp, protocol: 17 }, false],
    [tcp, late, true],
    [late, web, false],
  ])("%j ⊇ %j: %s", (wide, narrow, expected) => {
    expect(holdsTraffic(wide, narrow)).toBe(expected);
  });
});
