// security flow: how sessions are kept, and the largest TCP segment through tunnels.
import {
  container,
  dotted,
  eitherOf,
  flag,
  integer,
  interfaceName,
  ipprefix,
  leaf,
  list,
  presence,
  text,
  words,
} from "./build";
import { traceoptions } from "./common";

const mss = (what: string) =>
  presence(what, { mss: leaf("Largest segment.", integer(64, 65535), { default: "1320" }) });

export const flow = container("How sessions are kept.", {
  traceoptions: traceoptions(
    "sessions",
    "all basic-datapath high-availability host-traffic fragmentation multicast route session session-scan tcp-basic tunnel packet-track jexec",
    {
      "rate-limit": leaf("Most messages per second.", integer(0, 4294967295), { default: "0" }),
      "packet-filter": list(
        "Trace only packets that match.",
        dotted(1, 63),
        {
          protocol: leaf("IP protocol.", text()),
          "source-prefix": leaf("Source network.", ipprefix),
          "destination-prefix": leaf("Destination network.", ipprefix),
          "source-port": leaf("Source port.", text()),
          "destination-port": leaf("Destination port.", text()),
          interface: leaf("Logical interface.", interfaceName),
        },
        { max: 64 },
      ),
    },
  ),
  "allow-dns-reply": flag("Let DNS replies pass that nobody asked for."),
  "route-change-timeout": leaf("Time until a session uses a changed route.", integer(6, 1800), {
    default: "30",
    units: "seconds",
  }),
  "syn-flood-protection-mode": leaf("Answer to floods of SYNs.", words("syn-cookie syn-proxy"), {
    default: "syn-cookie",
  }),
  "allow-embedded-icmp": flag("Let ICMP errors pass for sessions unknown here."),
  "strict-packet-order": flag("Keep packets in order."),
  "sync-icmp-session": flag("Share ICMP sessions with the other node."),
  "ipsec-performance-acceleration": flag("Faster handling of IPsec traffic."),
  "pending-sess-queue-length": leaf(
    "Packets kept while a session begins.",
    words("normal moderate high"),
    { default: "normal" },
  ),
  aging: container("Early end of idle sessions when there are many.", {
    "early-ageout": leaf("Time until they end then.", integer(1, 65535), {
      default: "20",
      units: "seconds",
    }),
    "low-watermark": leaf("Use of the session table below which it stops.", integer(0, 100), {
      default: "100",
      units: "percent",
    }),
    "high-watermark": leaf("Use of the session table above which it begins.", integer(0, 100), {
      default: "100",
      units: "percent",
    }),
  }),
  "tcp-mss": container("Largest TCP segment, so that packets fit into tunnels.", {
    "all-tcp": container("Of all TCP sessions.", {
      mss: leaf("Largest segment.", integer(64, 65535)),
    }),
    "ipsec-vpn": mss("Of sessions into IPsec tunnels."),
    "gre-in": mss("Of sessions out of GRE tunnels."),
    "gre-out": mss("Of sessions into GRE tunnels."),
  }),
  "tcp-session": container("TCP in sessions.", {
    "rst-invalidate-session": flag("A reset ends the session at once."),
    "fin-invalidate-session": flag("A FIN ends the session at once."),
    "rst-sequence-check": flag("Check the sequence number of resets."),
    "no-syn-check": flag("Begin sessions without a SYN."),
    "strict-syn-check": flag("Nothing but a SYN begins a session."),
    "no-syn-check-in-tunnel": flag("Begin sessions without a SYN in tunnels."),
    "no-sequence-check": flag("Don't check sequence numbers."),
    "tcp-initial-timeout": leaf("Time for a handshake.", integer(4, 300), {
      default: "20",
      units: "seconds",
    }),
    "maximum-window": leaf("Largest window that is tracked.", words("64K 128K 256K 512K 1M"), {
      default: "256K",
    }),
    "time-wait-state": presence("Sessions that were closed.", {
      ...eitherOf("session-age-option", {
        "session-ageout": flag("Keep them until they age."),
        "session-timeout": leaf("Keep them this long.", integer(2, 600), { units: "seconds" }),
      }),
      "apply-to-half-close-state": flag("Also those closed by one side."),
    }),
  }),
  "force-ip-reassembly": flag("Put fragments together before forwarding."),
  "preserve-incoming-fragment-size": flag("Forward fragments in the size they came."),
  log: container("What is logged.", {
    "dropped-icmp-packet": flag("Dropped ICMP packets."),
    "dropped-illegal-packet": flag("Dropped illegal packets."),
  }),
  "load-distribution": container("Distribution to processors.", {
    "session-affinity": container("Keep sessions together.", { ipsec: flag("With their tunnel.") }),
  }),
  "power-mode-disable": flag("Turn the fast forwarding mode off."),
  "power-mode-ipsec": flag("Turn the fast forwarding mode on for IPsec."),
});
