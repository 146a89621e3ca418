// Everything that the lab's device says and does, each with where that is known from.

import { COMMANDS } from "./commands";
import { RESCUE } from "./commands/rescue";
import { type ConfigurationRequest } from "./netconf/configuration";
import { type Quirks } from "./netconf/quirks";
import { assumed, documented, modelled, published, type Source } from "./source";

/** One thing that the device does. */
export interface Entry {
  readonly area: "Commands" | "Requests" | "Command line" | "Behaviour";
  readonly name: string;
  readonly source: Source;
}

const NETCONF_GUIDE = documented("Juniper, NETCONF XML Management Protocol Developer Guide");
const CLI_GUIDE = documented("Juniper, CLI User Guide for Junos OS");
const CAPTURES = published("24.4R1.9", "fastrevmd-lab/rustjunosmcp, captures and tests on vSRX");
const EZNC = documented("Juniper/py-junos-eznc, replies in its tests");
const GO_NETCONF = documented("jeremmfr/go-netconf, replies in its tests");

/** Requests about the configuration, and those about the session itself. */
const REQUESTS: Readonly<Record<ConfigurationRequest | SessionRequest, Source>> = {
  lock: NETCONF_GUIDE,
  unlock: NETCONF_GUIDE,
  "lock-configuration": NETCONF_GUIDE,
  "unlock-configuration": NETCONF_GUIDE,
  "open-configuration": EZNC,
  "close-configuration": NETCONF_GUIDE,
  "discard-changes": NETCONF_GUIDE,
  "load-configuration": NETCONF_GUIDE,
  "edit-config": NETCONF_GUIDE,
  "get-configuration": NETCONF_GUIDE,
  "get-config": NETCONF_GUIDE,
  "get-rollback-information": NETCONF_GUIDE,
  "commit-configuration": GO_NETCONF,
  commit: NETCONF_GUIDE,
  "cancel-commit": assumed("the device doesn't offer it in its hello; RFC 6241 describes it"),
  validate: NETCONF_GUIDE,
  "close-session": NETCONF_GUIDE,
  "request-end-session": NETCONF_GUIDE,
  "kill-session": NETCONF_GUIDE,
  command: NETCONF_GUIDE,
};

type SessionRequest = "close-session" | "request-end-session" | "kill-session" | "command";

const QUIRKS: Readonly<Record<keyof Quirks, Source>> = {
  chunks: NETCONF_GUIDE,
  lineBreaks: EZNC,
  unclosedRoutingEngine: documented("ncclient/ncclient, which repairs such replies"),
};

/** What is understood in words beside commands that report: by mode. */
export const COMMAND_LINE: Readonly<Record<string, Source>> = {
  configure: CLI_GUIDE,
  exit: CLI_GUIDE,
  quit: CLI_GUIDE,
  "set cli": assumed("taken and without effect, but for completion on space"),
  "show configuration": CLI_GUIDE,
  "show system rollback": CLI_GUIDE,
  "show |": CLI_GUIDE,
  "# activate": CLI_GUIDE,
  "# annotate": CLI_GUIDE,
  "# commit": CLI_GUIDE,
  "# copy": CLI_GUIDE,
  "# deactivate": CLI_GUIDE,
  "# delete": CLI_GUIDE,
  "# edit": CLI_GUIDE,
  "# exit": CLI_GUIDE,
  "# insert": CLI_GUIDE,
  "# load": CLI_GUIDE,
  "# protect": CLI_GUIDE,
  "# quit": CLI_GUIDE,
  "# rename": CLI_GUIDE,
  "# rollback": CLI_GUIDE,
  "# run": CLI_GUIDE,
  "# set": CLI_GUIDE,
  "# show": CLI_GUIDE,
  "# status": CLI_GUIDE,
  "# top": CLI_GUIDE,
  "# unprotect": CLI_GUIDE,
  "# up": CLI_GUIDE,
};

/** What belongs to no single request. */
const BEHAVIOUR: Readonly<Record<string, Source>> = {
  "hello, its capabilities and the comments before it": published(
    "18.4R3 and others",
    "hellos in scrapli/scrapli_netconf and others",
  ),
  "base 1.0 framing, and 1.1 only where it is asked for": NETCONF_GUIDE,
  "NETCONF on ports 22 and 830": NETCONF_GUIDE,
  "a lock that is held names its holder and how long": documented(
    "internap/fake-switches, whose tests also ran on devices",
  ),
  "a load that fails has its errors inside the results, with their number": EZNC,
  "deleting what isn't there is a warning": EZNC,
  "a commit names each violated constraint, then one closing error": GO_NETCONF,
  "warnings of a commit stand beside its success": GO_NETCONF,
  "a native confirmed commit outlives its session and is undone at its time": CAPTURES,
  "a confirmed commit that waits is undone by kill-session": documented("RFC 6241, 7.9"),
  "a confirmed commit of the RFC's form ends with its session": CAPTURES,
  "a plain commit of another session confirms": CAPTURES,
  "namespaces of replies carry the release": EZNC,
  "reports of a cluster come node by node": published("18.4R3", "czerwonk/junos_exporter"),
  "both daemons' looks: numbers, identities, names of events": published(
    "18.2 to 24.4",
    "jnpr.toby and rustjunosmcp",
  ),
  "commits of a cluster: one part for each node": EZNC,
  "no security association: the element without children": published(
    "24.4R1.9",
    "rustjunosmcp, captures of vSRX",
  ),
  "both nodes of a cluster count, the passive one nothing": documented(
    "tools that ask `node primary` for statistics because both nodes answer",
  ),
  "associations are listed for one family of addresses, IPv4 unless asked": modelled(
    "18.4 to 24.4",
    "Juniper/yang, junos-es RPC models",
  ),
  "an entry of the commit log is marked while it waits": published(
    "24.4R2.21",
    "test of commit confirmed in a fork of junos-mcp-server",
  ),
  "the note of a confirmed commit stays in the log, however it was confirmed": published(
    "24.4R2.21",
    "test of commit confirmed in a fork of junos-mcp-server",
  ),
  "a device older than 24.4 marks nothing in its log": assumed("no such log was found"),
  "a commit check confirms what waits, and makes no entry": documented(
    "terraform-provider-junos and Ansible's junos_config, which confirm by it",
  ),
  "a commit check is refused while another holds the lock": assumed("as every commit is"),
  "while somebody edits privately, nobody edits what is shared": published(
    "before 2018",
    "Juniper/py-junos-eznc, issue 784",
  ),
  "reports out of a capture, where one is given": documented(
    "the capture itself, which vsrx doctor wrote of a device",
  ),
  "a device with iked lists the package junos-ike": documented(
    "Juniper, IPsec VPN User Guide for Security Devices",
  ),
  "the identity of an IPv6 tunnel on iked": assumed("by analogy with IPv4's range"),
  "text, JSON and XML of one report": NETCONF_GUIDE,
  "a commit of another pre-shared key leaves the SAs that are there": assumed(
    "RFC 7296, 2.15 uses the key while an IKE SA is made, and strongSwan does no other; what a device does at the commit was not found",
  ),
  "a commit of another IKE proposal ends the VPN's SAs": documented(
    "Juniper CLI Reference, proposal and policy (Security IKE): updates of authentication-algorithm and of mode delete existing SAs",
  ),
  "a commit that changes something else of a VPN ends its SAs": assumed(
    "by analogy with proposals; of identities and dead peer detection nothing was found",
  ),
  "wording of refusals by the IKE daemon": assumed("only that a daemon may refuse is published"),
  "the candidate of a private session": assumed("merging of what others committed was not found"),
  "logins are refused while the device boots, also with the right key": documented(
    "Juniper/vSRX-AWS, success_logs.txt: thirteen minutes from launch to the first NETCONF session",
  ),
  "the IKE daemon starts with the first VPN, and its commands are refused until then": assumed(
    "two owners' notes name the subsystem that isn't running; the form of the error is by analogy",
  ),
  "a node that is away: an error beside what the other one says": published(
    "before 2020",
    "Juniper/py-junos-eznc, sw_info_dual_other_re_off.xml; the name of a cluster's node is ours",
  ),
  "a commit without a node that is away: two warnings beside the success": published(
    "of several releases",
    "tests of two programs that push configurations, and Juniper's newest validated designs",
  ),
  "ESP packets that were thrown away are counted by reason": published(
    "24.4R1.9",
    "fastrevmd-lab/rustjunosmcp, captures of vSRX",
  ),
  "a policy counts its sessions, and what it denies by the packet": assumed(
    "which packets a device counts was not found",
  ),
  "rfc-compliant: the prefix nc, and no success beside a warning": published(
    "24.4R1.9",
    "fastrevmd-lab/rustjunosmcp, captures of vSRX; Juniper's NETCONF guide",
  ),
  "yang-compliant: namespaces of the YANG models": documented(
    "Juniper, NETCONF XML Management Protocol Developer Guide; the names are by analogy",
  ),
  "SSH answers before the cards are online": documented("Juniper/vSRX-AWS, CLI_tool/wait.py"),
  "the first configuration comes from user data that begins with #junos-config": documented(
    "Juniper, vSRX Deployment Guide for AWS",
  ),
  "who may log in, and which service listens": modelled(
    "24.4R1",
    "Juniper/yang, junos-es configuration models",
  ),
  "order and wording of events in reports": assumed("only single events are published"),
  "a tunnel interface is up as long as its tunnel is, and the routes through it with it":
    documented(
      "Juniper, IPsec VPN User Guide, VPN Monitoring Methods: the state of st0 follows the VPN tunnel's, and its routes are added once the IPsec SA is there",
    ),
  "a qualified next hop with a preference of its own is a route of its own, which waits":
    documented(
      "Juniper, Static Route Preferences and Qualified Next Hops: several routes are in the table, and the lowest preference is used; that one that waits is listed as other routes that lost is assumed",
    ),
  "an external BGP session over one hop ends at once when its tunnel interface goes down": assumed(
    "routers of several makers do so for neighbours on a link; no page of Junos's was found",
  ),
  "the interface of a tunnel that traffic brings up takes packets while it is down": assumed(
    "without a route no packet could ask for the tunnel; how a device keeps it was not found",
  ),
  "which node of a cluster is primary, and what moves it": documented(
    "Juniper, Chassis Cluster User Guide",
  ),
  "the number of a cluster is 1": assumed("a device keeps it outside of its configuration"),
};

const RESCUE_SOURCE = documented("Juniper/py-junos-eznc, utils/config.py");

/** Every entry, by area and name. */
export function entries(): Entry[] {
  const of = (area: Entry["area"], sources: Readonly<Record<string, Source>>): Entry[] =>
    Object.entries(sources).map(([name, source]) => ({ area, name, source }));
  const rescue = Object.fromEntries(RESCUE.map(({ rpc }) => [rpc, RESCUE_SOURCE]));
  const quirks = Object.entries(QUIRKS).map(([name, source]) => [`quirk ${name}`, source]);
  return [
    ...COMMANDS.map(({ words: name, source }): Entry => ({ area: "Commands", name, source })),
    ...of("Requests", { ...REQUESTS, ...rescue }),
    ...of("Command line", COMMAND_LINE),
    ...of("Behaviour", { ...BEHAVIOUR, ...(Object.fromEntries(quirks) as typeof BEHAVIOUR) }),
  ];
}
