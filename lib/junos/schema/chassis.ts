// chassis: two devices as one cluster, and hardware.
import {
  container,
  flag,
  integer,
  interfaceDevice,
  interfaceName,
  ipv4addr,
  leaf,
  list,
  presence,
  words,
} from "./build";
import { traceoptions } from "./common";

const nodes = words("0 1");
const u8 = (min?: number, max?: number): ReturnType<typeof integer> => integer(min, max, "uint8");
const u16 = (min?: number, max?: number): ReturnType<typeof integer> => integer(min, max, "uint16");

const group = list(
  "Groups of interfaces that are active on one node together; 0 is the routing engine.",
  u8(),
  {
    node: list("Nodes.", nodes, {
      priority: leaf("Priority; the higher one is active.", u8(1, 254)),
    }),
    preempt: presence("Move back when the node with the higher priority returns.", {
      delay: leaf("Wait before it.", u16(1, 21600), { units: "seconds" }),
      limit: leaf("Times it may happen in a period.", u16(1, 50)),
      period: leaf("The period.", u16(1, 1400), { units: "seconds" }),
    }),
    "gratuitous-arp-count": leaf("Announcements after a move.", u8(1, 16)),
    "hold-down-interval": leaf("Least time between moves.", u16(0, 1800), { units: "seconds" }),
    "interface-monitor": list("Interfaces whose failure counts.", interfaceDevice, {
      weight: leaf("How much; 255 moves the group.", u16(0, 255)),
    }),
    "ip-monitoring": container("Addresses whose silence counts.", {
      "global-weight": leaf("How much all of them count.", u16(0, 255), { default: "255" }),
      "global-threshold": leaf("From which sum on.", u16(0, 255), { default: "0" }),
      "retry-interval": leaf("Time between questions.", u16(1, 30), { default: "1" }),
      "retry-count": leaf("Questions without answer.", u16(5, 15), { default: "5" }),
      family: container("Families.", {
        inet: container("IPv4.", {
          "*address": list("Addresses.", ipv4addr, {
            weight: leaf("How much.", u16(0, 255)),
            interface: list(
              "Interface it is asked by.",
              interfaceName,
              { "secondary-ip-address": leaf("Address the other node asks from.", ipv4addr) },
              { max: 1 },
            ),
          }),
        }),
      }),
    }),
  },
);

export const chassis = container("Hardware and clusters.", {
  "aggregated-devices": container("Aggregated interfaces.", {
    ethernet: container("Ethernet.", { "device-count": leaf("How many.", integer()) }),
  }),
  cluster: container("Two devices as one.", {
    traceoptions: traceoptions(
      "the cluster",
      "cli configuration eventlib fsm heartbeat interface routing-socket uspipc init socket snmp ip-monitoring hw-monitoring fabric-monitoring " +
        "health-monitoring schedule-monitoring heartbeat-tlv ha-peer srg all",
      {
        level: leaf(
          "Least severity.",
          words("emergency alert critical error warning notice info debug all"),
          { default: "info" },
        ),
      },
    ),
    "control-link-recovery": flag("Restart the other node when the control link returns."),
    "health-monitoring": flag("Watch the nodes' health."),
    "redundancy-mode": leaf("Mode.", words("active-active active-backup"), {
      default: "active-active",
    }),
    "reth-count": leaf("Redundant interfaces.", u16()),
    "heartbeat-interval": leaf("Time between heartbeats.", integer(), {
      default: "1000",
      units: "milliseconds",
    }),
    "heartbeat-threshold": leaf(
      "Heartbeats missed before the other node counts as gone.",
      integer(),
      { default: "3" },
    ),
    "network-management": container("Management.", {
      "cluster-master": flag("One address for both."),
    }),
    node: list("Nodes.", nodes),
    "redundancy-group": group,
    "configuration-synchronize": container("Configuration of the other node.", {
      "no-secondary-bootup-auto": flag("Don't copy it at start."),
    }),
  }),
});
