// One device over SSH: NETCONF session, commit recipe, typed operational replies.

export { announcer } from "./announce";
export { commitChanges } from "./commit";
export { type CommitRequest, type CommitResult, type CommitTimes } from "./commit-request";
export { CommitError, type ConfigurationOutcome } from "./commit-outcome";
export { type Connection, describeConnection, portOf, secretsOf } from "./connection";
export { Device, type DeviceOptions } from "./device";
export {
  AuthenticationError,
  ConnectionLostError,
  DeviceError,
  type DeviceMessage,
  DirtyCandidateError,
  HostKeyError,
  LockedError,
  NotReadyError,
  outcomeUnknown,
  ProtocolError,
  ReplyTimeoutError,
  RpcError,
  showMessage,
  UnreachableError,
} from "./errors";
export { examine, type Finding } from "./examine";
export { fingerprint, formatHostKey, parseHostKey, type PinnedKey } from "./host-key";
export { READ_ACTIVE, readSetText } from "./operations";
export { DevicePool, type DeviceWork } from "./pool";
export { MASK, maskMarked, Redactor } from "./redact";
export {
  type EspCounters,
  espStatistics,
  type NatKind,
  type NatRule,
  natRules,
  ping,
  type PingOptions,
  type PingResult,
  readEspCounters,
  readNatRules,
  readPing,
} from "./replies/counters";
export {
  type AddressFamily,
  ikeSas,
  type IkeSa,
  inactiveTunnels,
  ipsecSas,
  type IpsecSa,
  type IpsecTunnel,
  readIkeSas,
  readInactiveTunnels,
  readIpsecTunnels,
  type TunnelEvent,
} from "./replies/ike";
export {
  COMMIT_LOG,
  type CommitEntry,
  confirmableUntil,
  forwardingReady,
  PIC_STATUS,
  readClock,
  readCommitLog,
  readSystemInformation,
  SYSTEM_INFORMATION,
  type SystemInformation,
  UPTIME,
} from "./replies/system";
export { type Reply, type RequestOptions, Session, type Traffic } from "./session";
export { type SshOptions } from "./ssh";
