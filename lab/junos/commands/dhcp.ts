// What DHCP servers have granted to the interfaces that ask for their address.

import { hostOf, netmaskOf } from "../../../lib/net";
import { type DhcpBinding } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { refusal } from "../messages";
import { el } from "../report/markup";
import { line, type Part, section, sectionWith, type Sheet, text } from "../report/sheet";
import { type Column, headings, rowOf } from "../report/table";
import { dateTime } from "../report/times";
import { published } from "../source";
import { type Arguments, BRIEF, type Command, DETAIL, namespace, valued } from "./command";

const NOTHING = "0.0.0.0";

const stateOf = ({ granted }: DhcpBinding): string =>
  granted === undefined ? "SELECTING" : "BOUND";

const addressOf = ({ granted }: DhcpBinding): string =>
  granted === undefined ? NOTHING : hostOf(granted.address);

/** Seconds until the lease ends. */
const secondsLeft = ({ granted }: DhcpBinding): number =>
  granted === undefined
    ? 0
    : Math.max(0, granted.leaseSeconds - Math.floor((Date.now() - granted.since) / 1000));

const COLUMNS: readonly Column<DhcpBinding>[] = [
  { heading: "IP address", width: 18, cell: (own) => el("ip-address", addressOf(own)) },
  {
    heading: "Hardware address",
    width: 19,
    cell: ({ hardwareAddress }) => el("mac-address", hardwareAddress),
  },
  { heading: "Expires", width: 12, cell: (own) => el("lease-expires", String(secondsLeft(own))) },
  { heading: "State", width: 11, cell: (own) => el("lease-state", stateOf(own)) },
  { heading: "Interface", width: 0, cell: ({ logical }) => el("interface-name", logical) },
];

/** `1 day`, `2 minutes`: the largest unit that divides it. */
function spelled(seconds: number): string {
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ] as const;
  const [unit, length] = units.find(([, each]) => seconds >= each && seconds % each === 0) ?? [
    "second",
    1,
  ];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A name that fills its column, and its value. */
const fact = (name: string, element: string, value: string): Part =>
  line`     ${name.padEnd(30)}${el(element, value)}`;

function detail(own: DhcpBinding): Part {
  const { granted, logical, hardwareAddress } = own;
  const state = stateOf(own);
  return section(
    "dhcp-client-binding",
    text("\n"),
    line`Client Interface/Id: ${el("interface-name", logical)}`,
    fact("Hardware Address:", "mac-address", hardwareAddress),
    fact("State:", "lease-state", `${state}(LOCAL_CLIENT_STATE_${state})`),
    granted === undefined
      ? []
      : [
          fact(
            "Lease Expires:",
            "lease-expires-absolute",
            dateTime(granted.since + granted.leaseSeconds * 1000),
          ),
          fact("Lease Expires in:", "lease-expires", `${secondsLeft(own)} seconds`),
          fact("Lease Start:", "lease-start", dateTime(granted.since)),
        ],
    fact("Server Identifier:", "server-identifier", granted?.server ?? NOTHING),
    fact("Client IP Address:", "ip-address", addressOf(own)),
    granted === undefined ? [] : text(...options(granted)),
  );
}

function options(granted: NonNullable<DhcpBinding["granted"]>): readonly string[] {
  const named = [
    ["dhcp-lease-time", spelled(granted.leaseSeconds)],
    ["server-identifier", granted.server],
    ...(granted.gateway === undefined ? [] : [["router", `[ ${granted.gateway} ]`]]),
    ["subnet-mask", netmaskOf(granted.address)],
  ];
  return [
    "\nDHCP options:\n",
    ...named.map(([name = "", value = ""]) => `    Name: ${name}, Value: ${value}\n`),
  ];
}

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { dhcp = [] } = await device.plane.state();
  const wanted = given["interface"];
  const found = dhcp.filter(({ logical }) => wanted === undefined || logical === wanted);
  if (wanted !== undefined && found.length === 0)
    throw refusal(`interface ${wanted} is no DHCP client`);
  const isDetailed = given.detail !== undefined;
  return sectionWith(
    "dhcp-client-binding-information",
    namespace(device, "jdhcpd"),
    isDetailed
      ? found.map(detail)
      : [
          text("\n"),
          headings(COLUMNS),
          ...found.map((own) => section("dhcp-client-binding", rowOf(COLUMNS, own))),
        ],
  );
}

/** Has one interface, or every one that asks, ask its server again. */
function renew(device: DeviceView, given: Arguments): Sheet {
  const wanted = given["interface"];
  if (wanted === undefined) throw refusal("missing argument.");
  device.plane.renew?.(wanted);
  return [];
}

/** The commands of this area. */
export const DHCP: readonly Command[] = [
  {
    words: "show dhcp client binding",
    help: "Show DHCP client binding information",
    rpc: ["get-dhcp-client-binding-information"],
    options: [BRIEF, DETAIL, valued("interface", "interface", "Name of logical interface")],
    source: published(
      "of 2026, an EX switch",
      "outputs in the tests of a Mist switch tool; the root element is jnpr.toby's, the request's name and the elements are by analogy",
    ),
    run: report,
  },
  {
    words: "request dhcp client renew",
    help: "Renew the lease of a DHCP client",
    rpc: ["request-dhcp-client-renew"],
    options: [valued("interface", "interface", "Name of logical interface")],
    source: published(
      "of 2026, an EX switch",
      "the same tool asks for it; the request's name is by analogy",
    ),
    run: renew,
  },
];
