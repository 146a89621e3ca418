// What a device says of the addresses that DHCP servers granted it: held against the published form.

import { answer } from "../../../../lab/junos/commands";
import { parseRequest } from "../../../../lab/junos/netconf/request";
import { runCommand } from "../../../../lab/junos/shell";
import type { DhcpBinding } from "../../../../lab/dataplane";
import { CONFIGURATION, testView } from "../test-view";

const BOUND: DhcpBinding = {
  logical: "ge-0/0/0.0",
  hardwareAddress: "02:00:00:00:00:01",
  granted: {
    address: "198.18.1.77/24",
    gateway: "198.18.1.1",
    server: "198.18.1.5",
    leaseSeconds: 7200,
    since: 0,
  },
};
const ASKING: DhcpBinding = { logical: "ge-0/0/1.0", hardwareAddress: "02:00:00:00:00:02" };

const TEXT = CONFIGURATION.replace(
  "ge-0/0/0 unit 0 family inet address 10.1.12.10/24",
  "ge-0/0/0 unit 0 family inet dhcp",
).replace("ge-0/0/1 unit 0 family inet address 10.1.11.10/24", "ge-0/0/1 unit 0 family inet dhcp");

let now: jest.SpyInstance;
const { view, plane } = testView(TEXT);

beforeAll(() => {
  now = jest.spyOn(Date, "now").mockReturnValue(60_500);
  plane.reported = { ...plane.reported, dhcp: [BOUND, ASKING] };
});
afterAll(() => now.mockRestore());

const said = async (line: string): Promise<string> => (await runCommand(line, view)).text;

test("a line for each interface that asks: address, hardware, seconds left, state", async () => {
  const rows = (await said("show dhcp client binding"))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  expect(rows.map((row) => row.split(/\s{2,}/))).toEqual([
    ["IP address", "Hardware address", "Expires", "State", "Interface"],
    ["198.18.1.77", "02:00:00:00:00:01", "7140", "BOUND", "ge-0/0/0.0"],
    ["0.0.0.0", "02:00:00:00:00:02", "0", "SELECTING", "ge-0/0/1.0"],
  ]);
});

test("in detail: who granted it, from when until when, and what came with it", async () => {
  const text = await said("show dhcp client binding detail");
  for (const line of [
    "Client Interface/Id: ge-0/0/0.0",
    "     State:                        BOUND(LOCAL_CLIENT_STATE_BOUND)",
    "     Lease Expires:                1970-01-01 02:00:00 UTC",
    "     Lease Expires in:             7140 seconds",
    "     Lease Start:                  1970-01-01 00:00:00 UTC",
    "     Server Identifier:            198.18.1.5",
    "     Client IP Address:            198.18.1.77",
    "    Name: dhcp-lease-time, Value: 2 hours",
    "    Name: router, Value: [ 198.18.1.1 ]",
    "    Name: subnet-mask, Value: 255.255.255.0",
  ])
    expect(text.split("\n")).toContain(line);
  const [, asking = ""] = text.split("Client Interface/Id: ge-0/0/1.0");
  expect(asking).toContain("SELECTING(LOCAL_CLIENT_STATE_SELECTING)");
  expect(asking).not.toContain("Lease");
});

test("one interface alone, and none that does not ask", async () => {
  const text = await said("show dhcp client binding interface ge-0/0/1.0");
  expect(text).toContain("ge-0/0/1.0");
  expect(text).not.toContain("ge-0/0/0.0");
  expect(await said("show dhcp client binding interface ge-0/0/9.0")).toContain(
    "ge-0/0/9.0 is no DHCP client",
  );
});

test("the same by its request", async () => {
  const args = parseRequest("<get-dhcp-client-binding-information/>");
  const reply = await answer({ name: args.name, args }, view);
  expect(reply).toContain("<ip-address>198.18.1.77</ip-address>");
});

test("interfaces and routes have what was granted", async () => {
  expect(await said("show interfaces terse ge-0/0/0")).toContain("198.18.1.77/24");
  const routes = await said("show route 0.0.0.0/0 table inet.0");
  expect(routes).toContain("Access-internal/12");
  expect(routes).toContain("to 198.18.1.1 via ge-0/0/0.0");
});

test("the device asks again when it is told to", async () => {
  await said("request dhcp client renew interface ge-0/0/0.0");
  expect(plane.renewed).toEqual(["ge-0/0/0.0"]);
});
