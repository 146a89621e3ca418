// What a device says of its BGP neighbours and of the routes they announced, as XML and as text.

import { answer } from "../../../../lab/junos/commands";
import { runCommand } from "../../../../lab/junos/shell";
import { parseRequest } from "../../../../lab/junos/netconf/request";
import type { BgpPeer, BgpRoute, BgpState } from "../../../../lab/dataplane/types";
import { parseXml, type XmlElement } from "../../../../lib/device/xml";
import { bringUp, CONFIGURATION, testView } from "../test-view";

const PEER: BgpPeer = {
  address: "10.1.100.2",
  port: 179,
  localPort: 40001,
  group: "east-hub",
  as: 64512,
  internal: false,
  localAddress: "10.1.100.1",
  localAs: 65115,
  state: "Established",
  peerId: "10.1.1.1",
  localId: "10.1.12.10",
  elapsedSeconds: 150,
  holdSeconds: 30,
  activeHoldSeconds: 30,
  keepaliveSeconds: 10,
  messagesIn: 21,
  messagesOut: 20,
  flaps: 1,
  lastError: "Hold Timer Expired",
  received: 2,
  active: 1,
  advertised: 1,
  importPolicies: ["east-hub-import"],
  exportPolicies: ["east-hub-export"],
};

const ROUTE: BgpRoute = {
  prefix: "10.9.0.0/16",
  active: true,
  nextHop: "10.1.100.2",
  link: "st0.0",
  learnedFrom: "10.1.100.2",
  localPreference: 999,
  metric: 7,
  asPath: "64512 ?",
  ageSeconds: 75,
};

const STATE: BgpState = {
  localAs: 65115,
  routerId: "10.1.12.10",
  peers: [
    PEER,
    {
      ...PEER,
      address: "10.1.101.2",
      group: "west-hub",
      state: "Active",
      received: 0,
      active: 0,
      elapsedSeconds: 4000,
    },
  ],
  routes: [
    ROUTE,
    {
      ...ROUTE,
      active: false,
      learnedFrom: "10.1.101.2",
      nextHop: "10.1.101.2",
      localPreference: 998,
    },
    { ...ROUTE, prefix: "10.1.21.0/24", active: false },
  ],
};

function view(bgp: BgpState | undefined = STATE): ReturnType<typeof testView>["view"] {
  const made = testView(
    `${CONFIGURATION}\nset routing-options static route 10.9.0.0/16 discard\nset routing-options static route 10.9.0.0/16 preference 250`,
  );
  bringUp(made.plane);
  made.plane.reported = { ...made.plane.reported, ...(bgp === undefined ? {} : { bgp }) };
  return made.view;
}

const text = async (line: string, of = view()): Promise<string> =>
  (await runCommand(line, of)).text;

async function ask(source: string, of = view()): Promise<XmlElement> {
  const args = parseRequest(source);
  return parseXml(
    `<rpc-reply xmlns:junos="j">${await answer({ name: args.name, args }, of)}</rpc-reply>`,
  );
}

/** The texts of all elements of a name, wherever they are. */
function all(element: XmlElement, name: string): string[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child.text.trim()] : []),
    ...all(child, name),
  ]);
}

test("the summary counts peers and routes, in both forms", async () => {
  const reply = await ask("<get-bgp-summary-information/>");
  expect(all(reply, "peer-count")).toEqual(["2"]);
  expect(all(reply, "down-peer-count")).toEqual(["1"]);
  expect(all(reply, "peer-address")).toEqual(["10.1.100.2", "10.1.101.2"]);
  expect(all(reply, "peer-state")).toEqual(["Established", "Active"]);
  expect(all(reply, "elapsed-time")).toEqual(["2:30", "1:06:40"]);
  expect(all(reply, "received-prefix-count")).toEqual(["3", "2"]);
  const shown = await text("show bgp summary");
  expect(shown).toMatch(/^Groups: 2 Peers: 2 Down peers: 1$/m);
  expect(shown).toMatch(
    /^10\.1\.100\.2 +64512 +21 +20 +0 +1 +2:30 Establ\n {2}inet\.0: 1\/2\/2\/0$/m,
  );
  expect(shown).toMatch(/^10\.1\.101\.2 .* Active$/m);
});

test("a neighbour's details are those of its session, and one can be asked for alone", async () => {
  const reply = await ask(
    "<get-bgp-neighbor-information><neighbor-address>10.1.100.2</neighbor-address></get-bgp-neighbor-information>",
  );
  expect(all(reply, "peer-address")).toEqual(["10.1.100.2+179"]);
  expect(all(reply, "peer-group")).toEqual(["east-hub"]);
  expect(all(reply, "export-policy")).toEqual(["east-hub-export"]);
  expect(all(reply, "active-holdtime")).toEqual(["30"]);
  const shown = await text("show bgp neighbor");
  expect(shown).toMatch(
    /^Peer: 10\.1\.100\.2\+179 AS 64512 Local: 10\.1\.100\.1\+40001 AS 65115$/m,
  );
  expect(shown).toMatch(/State: Active/);
});

test("routes of neighbours stand beside others, active or not", async () => {
  const shown = await text("show route 10.9.0.0/16");
  expect(shown).toMatch(/^10\.9\.0\.0\/16 +\*\[BGP\/170\] 00:01:15, MED 7, localpref 999$/m);
  expect(shown).toMatch(/^ +>  to 10\.1\.100\.2 via st0\.0$/m);
  expect(shown).toMatch(/^ +\[Static\/250\]$/m);
  expect(shown).toMatch(/3 routes \(1 active/);
  const reply = await ask(
    "<get-route-information><protocol>bgp</protocol></get-route-information>",
  );
  expect(all(reply, "protocol-name")).toEqual(["BGP", "BGP", "BGP"]);
  expect(all(reply, "rt-destination")).toEqual(["10.1.21.0/24", "10.9.0.0/16", "10.9.0.0/16"]);
  expect(all(reply, "active-tag")).toEqual(["", "*", ""]);
  expect(all(reply, "local-preference")).toEqual(["999", "999", "998"]);
  expect(await text("show route protocol static")).not.toMatch(/BGP/);
});

test("a device without sessions says so", async () => {
  const { view: bare } = testView();
  expect(await text("show bgp summary", bare)).toBe("BGP is not running\n");
  expect(await text("show bgp neighbor", bare)).toBe("BGP is not running\n");
});
