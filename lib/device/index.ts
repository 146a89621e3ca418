// One device over SSH: NETCONF session, commit recipe, typed operational replies.

export { announcer } from "./commit/announce";
export { commitChanges } from "./commit";
export { firstWayIn } from "./commit/ways";
export {
  type Claims,
  type CommitRequest,
  type CommitResult,
  type CommitTimes,
} from "./commit/request";
export { CommitError } from "./commit/outcome";
export { type Connection, boxOf, portOf, secretsOf } from "./connection";
export { type ConnectOptions } from "./deadline";
export { Device } from "./device";
export {
  AuthenticationError,
  DeviceError,
  DirtyCandidateError,
  HostKeyError,
  LockedError,
  outcomeUnknown,
  ProtocolError,
  RpcError,
  UnreachableError,
} from "./errors";
export { anonymous, type Capture, readCapture, Recorder, Replay } from "./capture/capture";
export { requestEitherWay } from "./either-way";
export { examine } from "./examine";
export { fingerprint, formatHostKey, parseHostKey } from "./host-key";
export { treeInTurns } from "./active-tree";
export { READ_ACTIVE, readSetText } from "./operations";
export { DevicePool } from "./pool";
export {
  type EspCounters,
  espStatistics,
  type NatKind,
  type NatRule,
  natRuleIn,
  natRules,
  ping,
  readEspCounters,
  readNatRules,
  readPing,
} from "./replies/counters";
export { runCommand } from "./run-command";
export { logOf, readLog } from "./replies/log";
export { type FlowSession, readFlowSessions, udpSessions } from "./replies/flow";
export {
  type AddressFamily,
  ikeSas,
  type IkeSa,
  inactiveTunnels,
  ipsecSas,
  type IpsecTunnel,
  readIkeSas,
  readInactiveTunnels,
  readIpsecTunnels,
  readManyIkeSas,
  readManyIpsecTunnels,
  type TunnelEvent,
} from "./replies/ike";
export {
  type CommitEntry,
  mayWaitAt,
  forwardingReady,
  readClock,
  readCommitLog,
  readSystemInformation,
  SYSTEM_INFORMATION,
} from "./replies/system";
export {
  POLICY_HITS,
  type PolicyHits,
  readPolicyHits,
  type NextHop,
  matchPolicies,
  type PolicyQuestion,
  readNextHops,
  readOnlyNextHops,
  readPolicyAnswer,
  routeTo,
} from "./replies/traffic";
export { Session } from "./session";
