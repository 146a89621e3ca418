// What only replies can show, each as the table of failure modes numbers it, and what is said of it.
import type { Observed, SeenSession } from "../../lib/diagnosis";

const SRX1 = "10.1.12.69";
const SHOWN = "172.16.21.1";
const SRX2 = "10.1.31.124";

const session = (
  source: string,
  destination: string,
  port: number,
  sent: number,
  answered: number,
): SeenSession => ({
  source,
  sourcePort: port,
  destination,
  destinationPort: port,
  sent,
  answered,
});

export const toNat = (port: number, sent: number, answered: number): SeenSession =>
  session(SRX1, SHOWN, port, sent, answered);

export const device = (
  name: string,
  after: readonly SeenSession[],
  before: readonly SeenSession[] = [],
): { name: string; before: readonly SeenSession[]; after: readonly SeenSession[] } => ({
  name,
  before,
  after,
});

export const DOWN = { isIkeUp: false, isIpsecUp: false, events: [] };
export const UP = { isIkeUp: true, isIpsecUp: true, events: [] };
export const QUIET: Observed = { ends: [undefined, undefined], between: [], lost: [] };

const arrived = session(SRX1, SRX2, 4500, 6, 0);

export const WIRE_ROWS: readonly (readonly [
  row: number,
  name: string,
  observed: Observed,
  said: RegExp,
])[] = [
  [
    29,
    "a way to the peer that is gone now, whatever the configuration says",
    {
      ...QUIET,
      ends: [
        { ...DOWN, ...device("srx1", []), route: { address: SHOWN, hops: [] } },
        { ...DOWN, ...device("srx2", []) },
      ],
    },
    /^path: srx1 has no way to its peer 172\.16\.21\.1\n {2}srx1: show route 172\.16\.21\.1: no route\n {2}fix: give srx1 a route/,
  ],
  [
    31,
    "a way that a neighbour has announced through the tunnel",
    {
      ...QUIET,
      ends: [
        {
          ...DOWN,
          ...device("srx1", [toNat(500, 3, 0)]),
          route: { address: SHOWN, hops: [{ prefix: "172.16.0.0/12", via: "st0.6540" }] },
        },
        { ...DOWN, ...device("srx2", []) },
      ],
    },
    /^path: srx1 sends what is for its peer 172\.16\.21\.1 into the tunnel itself\n {2}srx1: show route 172\.16\.21\.1: 172\.16\.0\.0\/12 via st0\.6540\n/,
  ],
  [
    40,
    "a closed port, with the way to the peer and what the daemon wrote meanwhile",
    {
      ...QUIET,
      ends: [
        {
          ...DOWN,
          ...device("srx1", [toNat(500, 3, 0)]),
          route: {
            address: SHOWN,
            hops: [{ prefix: "0.0.0.0/0", via: "ge-0/0/0.0", to: "10.1.12.1" }],
          },
          log: ["Nov 29 09:00:00 srx1 kmd[1]: IKE negotiation failed with error: Timed out."],
        },
        { ...DOWN, ...device("srx2", []) },
      ],
      between: [device("nat", [])],
    },
    /^path: UDP 500 .*\n {2}srx1: show security flow session: .*\n {2}srx1: show route 172\.16\.21\.1: 0\.0\.0\.0\/0 to 10\.1\.12\.1 via ge-0\/0\/0\.0\n {2}srx1: show log kmd: Nov 29 09:00:00 .*Timed out\.\n/,
  ],
  [
    40,
    "a closed port before the NAT device",
    {
      ...QUIET,
      ends: [
        { ...DOWN, ...device("srx1", [toNat(500, 3, 3), toNat(4500, 5, 0)]) },
        { ...DOWN, ...device("srx2", []) },
      ],
      between: [device("nat", [])],
    },
    /^path: UDP 4500 from srx1 leaves srx1 and does not arrive at nat\n {2}srx1: show security flow session: 10\.1\.12\.69\/4500 --> 172\.16\.21\.1\/4500, 5 packets out, 0 back\n {2}nat: .*no session.*\n(.*\n)* {2}fix: let UDP 4500 pass from srx1 to nat/,
  ],
  [
    40,
    "a closed port after the NAT device",
    {
      ...QUIET,
      ends: [
        { ...DOWN, ...device("srx1", [toNat(4500, 5, 0)]) },
        { ...DOWN, ...device("srx2", []) },
      ],
      between: [
        {
          ...device("nat", [toNat(4500, 5, 0)]),
          rules: [{ kind: "static", ruleSet: "static", rule: "srx2", before: 7, after: 12 }],
        },
      ],
    },
    /^path: UDP 4500 from srx1 leaves nat and does not arrive at srx2\n(.*\n)* {2}nat: show security nat static rule srx2, rule set static: 7 hits before, 12 after/,
  ],
  [
    65,
    "the way back closed",
    {
      ...QUIET,
      ends: [
        { ...DOWN, ...device("srx1", [toNat(500, 4, 0)]) },
        { ...DOWN, ...device("srx2", [session(SRX1, SRX2, 500, 4, 4)]) },
      ],
      between: [device("nat", [toNat(500, 4, 4)])],
    },
    /^path: the answers of srx2 on UDP 500 do not reach srx1/,
  ],
  [
    65,
    "a port that was open until now",
    {
      ...QUIET,
      ends: [
        { ...DOWN, ...device("srx1", [toNat(500, 14, 9)], [toNat(500, 10, 9)]) },
        { ...DOWN, ...device("srx2", []) },
      ],
      between: [device("nat", [])],
    },
    /^path: UDP 500 from srx1 leaves srx1 and does not arrive at nat/,
  ],
  [
    65,
    "a peer that gets everything and stays silent",
    {
      ...QUIET,
      ends: [
        { ...DOWN, ...device("srx1", [toNat(4500, 6, 0)]) },
        { ...DOWN, ...device("srx2", [arrived]) },
      ],
      between: [device("nat", [toNat(4500, 6, 0)])],
    },
    /^IKE: srx2 gets what srx1 sends to UDP 4500, and does not answer it/,
  ],
  [
    9,
    "an end in other hands that refuses",
    {
      ...QUIET,
      ends: [
        {
          ...DOWN,
          name: "srx1",
          events: [
            {
              text: "No proposal chosen error received from the peer",
              times: 3,
              time: "2026-11-29 09:00:00 UTC",
            },
          ],
        },
        undefined,
      ],
    },
    /^IKE: srx1 says why its negotiations fail: No proposal chosen.*\n {2}srx1: show security ipsec inactive-tunnels detail: .*3 times, last at 2026-11-29 09:00:00 UTC\n {2}fix: make proposals alike/,
  ],
  [
    66,
    "ESP that is dropped in one direction",
    {
      ...QUIET,
      ends: [
        { ...UP, name: "srx1" },
        {
          ...UP,
          name: "srx2",
          hits: [{ from: "trust", to: "vpn", policy: "out", before: 4, after: 7 }],
        },
      ],
      lost: [{ from: "srx2", to: "srx1", encrypted: 3, decrypted: 0 }],
    },
    /^IPsec: ESP from srx2 to srx1 is lost on the way.*\n {2}srx2: show security ipsec statistics: 3 packets encrypted while it pinged\n {2}srx1: show security ipsec statistics: 0 packets decrypted.*\n {2}srx2: show security policies hit-count of out, trust to vpn: 4 hits before, 7 after\n/,
  ],
  ...([20, 21] as const).map(
    (row) =>
      [
        row,
        "a path that takes no long packets",
        {
          ...QUIET,
          ends: [
            { ...UP, name: "srx1" },
            { ...UP, name: "srx2" },
          ],
          tooLong: { from: "srx1", target: "10.1.21.1", size: 1387, passed: 512 },
        },
        /^traffic: the path from srx1 takes no packets as long.*\n {2}srx1: ping 10\.1\.21\.1 do-not-fragment: 1387 bytes get no answer, 512 do\n {2}fix: .*tcpMss/,
      ] as const,
  ),
];
