// The 68 ways in which such a network fails, and where each is noticed: one row each, as the tests of faults number them.

/** One row. Without `before` it can be in force on a network that runs, and with `untold` nothing there tells of it. */
export interface FailureMode {
  readonly row: number;
  readonly what: string;
  /** Who stops it before it is in force. */
  readonly before?: string;
  /** Why no device's and no cloud's reply tells of it. */
  readonly untold?: string;
}

const COMMIT = "the device refuses the commit";
const PUSH = "the update's own error: nothing of it is in force";
const BOOT = "the device never answers, which the update waits for and tells before any tunnel";
const AWS = "AWS refuses to make it, after a rule of the preview";

const mode = (row: number, what: string, more: Omit<FailureMode, "row" | "what"> = {}) => ({
  row,
  what,
  ...more,
});

export const FAILURE_MODES: readonly FailureMode[] = [
  mode(1, "an identity that the peer does not expect"),
  mode(2, "no remote identity at one end"),
  mode(3, "both ends hidden", { before: "the program is refused" }),
  mode(4, "nobody begins"),
  mode(5, "no NAT traversal behind NAT"),
  mode(6, "keepalives slower than a NAT forgets", {
    untold:
      "no device tells how long a NAT on the way remembers, and the tunnel works until it has been idle for that long; the program is refused, and a keepalive changed by hand is told as a difference",
  }),
  mode(7, "dead peer detection", {
    before: "out of range the commit is refused; unequal is legal",
  }),
  mode(8, "another version of IKE"),
  mode(9, "another key, algorithm, mode, group, PFS"),
  mode(10, "a combined cipher with authentication", { before: COMMIT }),
  mode(11, "policy-based with IKEv2", { before: COMMIT }),
  mode(12, "policy-based with the newer daemon", { before: "the program is refused" }),
  mode(13, "a group of users with IKEv2 and a key", { before: COMMIT }),
  mode(14, "main mode for an unknown peer with a key", { before: COMMIT }),
  mode(15, "an address and a dynamic peer at once", { before: COMMIT }),
  mode(16, "a selector of everything for a fixed peer", {
    untold:
      "which releases of Junos refuse a selector of everything no reply tells; where one end alone has it, the selectors that do not mirror each other are the cause",
  }),
  mode(17, "a selector with proxy identity, monitor or no tunnel interface", { before: COMMIT }),
  mode(18, "selectors that do not mirror each other"),
  mode(19, "two VPNs to one peer", {
    untold:
      "a second VPN to the same peer, added by hand, is a valid configuration, and which of the two a negotiation meets no reply tells; the program is refused",
  }),
  mode(20, "fragments of IKE that are lost"),
  mode(21, "a path that takes no long packets"),
  mode(22, "networks that overlap", { before: "the program is refused" }),
  mode(23, "a NAT rule that catches the tunnel's traffic"),
  mode(24, "a pool that changes the address between the ports", {
    untold:
      "a responder's sessions are those of all its peers: behind a NAT of several addresses nobody can say which are this tunnel's; the program is refused",
  }),
  mode(25, "names that are too long", { before: COMMIT }),
  mode(26, "a tunnel unit twice, or none that there is", { before: COMMIT }),
  mode(27, "IKE not let in"),
  mode(28, "the wrong external interface"),
  mode(29, "a next hop that is none"),
  mode(30, "no route, zone, policy or interface for the tunnel"),
  mode(31, "the way to the peer through the tunnel"),
  mode(32, "two default routes"),
  mode(33, "a policy without addresses", { before: COMMIT }),
  mode(34, "two kinds of address book", { before: COMMIT }),
  mode(35, "a tunnel policy for a route-based VPN", { before: COMMIT }),
  mode(36, "a key of a wrong length", { before: COMMIT }),
  mode(37, "interfaces in another order", { before: "an instance is launched with all of them" }),
  mode(38, "an interface after the boot", { before: "an instance is launched with all of them" }),
  mode(39, "source/dest check on, or another security group"),
  mode(40, "a closed port"),
  mode(41, "protocol 50 closed"),
  mode(42, "a public address or a route that leads elsewhere"),
  mode(43, "user data that the device does not read", { before: BOOT }),
  mode(44, "a key in user data", { before: "user data has none" }),
  mode(45, "user data changed on a running device", { before: "the instance is replaced" }),
  mode(46, "no metadata for the device", { before: BOOT }),
  mode(47, "an instance type that can't be", { before: AWS }),
  mode(48, "a foreign image", { before: BOOT }),
  mode(49, "too many interfaces", { before: AWS }),
  mode(50, "an address that AWS reserves", { before: AWS }),
  ...[
    "ready too early",
    "an error below the results",
    "a second commit of nothing",
    "no answer to a commit",
    "our own way cut",
    "minutes or seconds",
    "somebody's lock",
    "somebody's candidate",
    "somebody's commit",
    "a warning for an error",
    "no licence",
    "other tags",
    "another host key",
    "a group's statements",
  ].map((what, index) => mode(51 + index, what, { before: PUSH })),
  mode(65, "no answer on the way, wherever"),
  mode(66, "associations, and no traffic"),
  mode(67, "a NAT rule that is gone or leads elsewhere"),
  mode(68, "an alarm without a fault", {
    before: "networks with which nothing is wrong are tested",
  }),
];
