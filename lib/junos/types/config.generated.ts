// Types of a Junos configuration. Written by types/generate.ts from the schema: don't edit, run the test with UPDATE_TYPES=1.
import type { Placeholder } from "../placeholder";

/** A whole number, or a placeholder for one. */
export type Numeric = number | Placeholder;

/** A statement without value: true sets it, false or leaving it out doesn't. */
export type Flag = boolean;

/** A statement or entry that has nothing below it. */
export type Present = true | Readonly<Record<string, never>>;

/** RSA public keys that may log in, each as in an authorized_keys file. */
export interface RootAuthenticationSshRsa {
  /** Options that restrict what the key may do. */
  readonly keyOptions?: string;
  /** Hosts that the key may be used from, as a pattern list. */
  readonly from?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** DSA public keys that may log in, each as in an authorized_keys file. */
export interface RootAuthenticationSshDsa {
  /** Options that restrict what the key may do. */
  readonly keyOptions?: string;
  /** Hosts that the key may be used from, as a pattern list. */
  readonly from?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** ECDSA public keys that may log in, each as in an authorized_keys file. */
export interface RootAuthenticationSshEcdsa {
  /** Options that restrict what the key may do. */
  readonly keyOptions?: string;
  /** Hosts that the key may be used from, as a pattern list. */
  readonly from?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ed25519 public keys that may log in, each as in an authorized_keys file. */
export interface RootAuthenticationSshEd25519 {
  /** Options that restrict what the key may do. */
  readonly keyOptions?: string;
  /** Hosts that the key may be used from, as a pattern list. */
  readonly from?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** How root proves who it is. */
export interface SystemRootAuthentication {
  /** Hash of the password. 1 to 128 characters. */
  readonly encryptedPassword?: string;
  /** Don't let public keys in. */
  readonly noPublicKeys?: Flag;
  /** RSA public keys that may log in, each as in an authorized_keys file. */
  readonly sshRsa?: Readonly<Record<string, RootAuthenticationSshRsa | true>>;
  /** DSA public keys that may log in, each as in an authorized_keys file. */
  readonly sshDsa?: Readonly<Record<string, RootAuthenticationSshDsa | true>>;
  /** ECDSA public keys that may log in, each as in an authorized_keys file. */
  readonly sshEcdsa?: Readonly<Record<string, RootAuthenticationSshEcdsa | true>>;
  /** Ed25519 public keys that may log in, each as in an authorized_keys file. */
  readonly sshEd25519?: Readonly<Record<string, RootAuthenticationSshEd25519 | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** After wrong passwords. */
export interface LoginRetryOptions {
  /** Tries before the connection is cut. 2 to 10. Default 3. */
  readonly triesBeforeDisconnect?: Numeric;
  /** Tries before answers come late. 1 to 3. Default 2. */
  readonly backoffThreshold?: Numeric;
  /** Delay added by each further try. 5 to 10. Default 5. */
  readonly backoffFactor?: Numeric;
  /** Time the prompt stays open at least. 20 to 60. Default 20. */
  readonly minimumTime?: Numeric;
  /** Time the prompt stays open at most. 20 to 300. Default 120. */
  readonly maximumTime?: Numeric;
  /** Time a user is locked out. 1 to 43200 minutes. */
  readonly lockoutPeriod?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Classes of users. */
export interface LoginClass {
  /** Time until an idle session ends. Minutes. */
  readonly idleTimeout?: Numeric;
  /** Show alarms at login. */
  readonly loginAlarms?: Flag;
  /** What the class may do. */
  readonly permissions?: readonly string[];
  /** Commands allowed besides, as a regular expression. */
  readonly allowCommands?: string;
  /** Commands denied. */
  readonly denyCommands?: string;
  /** Configuration allowed besides. */
  readonly allowConfiguration?: string;
  /** Configuration denied. */
  readonly denyConfiguration?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The user's command line. */
export interface UserCli {
  /** Prompt. 1 to 255 characters. */
  readonly prompt?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Users. */
export interface LoginUser {
  /** Full name. 1 to 255 characters. */
  readonly fullName?: string;
  /** The user's command line. */
  readonly cli?: UserCli;
  /** Number of the user. 100 to 64000. */
  readonly uid?: Numeric;
  /** Class: `super-user`, `operator`, `read-only`, `unauthorized` or one defined here. */
  readonly class?: string;
  /** How the user proves who they are. */
  readonly authentication?: SystemRootAuthentication;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups system login password format`. */
export type FormatValue =
  | "sha256"
  | "sha512"
  | "md5"
  | "des"
  | Placeholder;

/** Rules for new passwords. */
export interface LoginPassword {
  /** Least length. 6 to 20. */
  readonly minimumLength?: Numeric;
  /** Most length. 20 to 128. */
  readonly maximumLength?: Numeric;
  /** Least number of changes of kind of character. */
  readonly minimumChanges?: Numeric;
  /** Least number of digits. 1 to 128. */
  readonly minimumNumerics?: Numeric;
  /** Least number of upper-case letters. 1 to 128. */
  readonly minimumUpperCases?: Numeric;
  /** Least number of lower-case letters. 1 to 128. */
  readonly minimumLowerCases?: Numeric;
  /** Least number of punctuation marks. 1 to 128. */
  readonly minimumPunctuations?: Numeric;
  /** How passwords are hashed. */
  readonly format?: FormatValue;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Who may log in, and what they may do. */
export interface SystemLogin {
  /** After wrong passwords. */
  readonly retryOptions?: LoginRetryOptions;
  /** Time until an idle session ends. 1 to 60 minutes. */
  readonly idleTimeout?: Numeric;
  /** Classes of users. */
  readonly class?: Readonly<Record<string, LoginClass | true>>;
  /** Users. */
  readonly user?: Readonly<Record<string, LoginUser | true>>;
  /** Rules for new passwords. */
  readonly password?: LoginPassword;
  /** Text after login. 1 to 2048 characters. */
  readonly announcement?: string;
  /** Text before login. 1 to 2048 characters. */
  readonly message?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups system services ssh authentication-order`. */
export type AuthenticationOrderValue =
  | "radius"
  | "tacplus"
  | "password"
  | Placeholder;

/** Values of `groups system services ssh root-login`. */
export type RootLoginValue =
  | "allow"
  | "deny"
  | "deny-password"
  | Placeholder;

/** Values of `groups system services ssh ciphers`. */
export type CiphersValue =
  | "3des-cbc"
  | "aes128-cbc"
  | "aes192-cbc"
  | "aes256-cbc"
  | "aes128-ctr"
  | "aes192-ctr"
  | "aes256-ctr"
  | "aes128-gcm@openssh.com"
  | "aes256-gcm@openssh.com"
  | "chacha20-poly1305@openssh.com"
  | Placeholder;

/** Values of `groups system services ssh macs`. */
export type MacsValue =
  | "hmac-md5"
  | "hmac-md5-etm@openssh.com"
  | "hmac-sha1"
  | "hmac-sha1-etm@openssh.com"
  | "umac-64@openssh.com"
  | "umac-128@openssh.com"
  | "umac-64-etm@openssh.com"
  | "umac-128-etm@openssh.com"
  | "hmac-sha2-256"
  | "hmac-sha2-256-etm@openssh.com"
  | "hmac-sha2-512"
  | "hmac-sha2-512-etm@openssh.com"
  | "hmac-sha1-96"
  | "hmac-sha1-96-etm@openssh.com"
  | "hmac-md5-96"
  | "hmac-md5-96-etm@openssh.com"
  | Placeholder;

/** Values of `groups system services ssh key-exchange`. */
export type KeyExchangeValue =
  | "curve25519-sha256"
  | "ecdh-sha2-nistp256"
  | "ecdh-sha2-nistp384"
  | "ecdh-sha2-nistp521"
  | "group-exchange-sha2"
  | "group-exchange-sha1"
  | "dh-group14-sha1"
  | "dh-group1-sha1"
  | Placeholder;

/** Kinds of host keys. */
export interface SshHostkeyAlgorithmList {
  /** RSA. */
  readonly rsa?: Flag;
  /** ECDSA, P-256. */
  readonly ecdsaSha2Nistp256?: Flag;
  /** ECDSA, P-384. */
  readonly ecdsaSha2Nistp384?: Flag;
  /** ECDSA, P-521. */
  readonly ecdsaSha2Nistp521?: Flag;
  /** Ed25519. */
  readonly ed25519?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** When a connection takes new keys. */
export interface SshRekey {
  /** After this much. Bytes. */
  readonly dataLimit?: string;
  /** After this long. 1 to 1440 minutes. */
  readonly timeLimit?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** SSH. */
export interface ServicesSsh {
  /** Where passwords are checked, in turn. */
  readonly authenticationOrder?: readonly AuthenticationOrderValue[];
  /** Whether root may log in. */
  readonly rootLogin?: RootLoginValue;
  /** No keyboard-interactive passwords. */
  readonly noChallengeResponse?: Flag;
  /** No passwords. */
  readonly noPasswordAuthentication?: Flag;
  /** No passwords in any way. */
  readonly noPasswords?: Flag;
  /** No public keys. */
  readonly noPublicKeys?: Flag;
  /** Forward TCP connections. */
  readonly allowTcpForwarding?: Flag;
  /** Versions. */
  readonly protocolVersion?: readonly "v2"[];
  /** Most sessions of one connection. 1 to 65535. */
  readonly maxSessionsPerConnection?: Numeric;
  /** Most packets before authentication. 20 to 2147483647. */
  readonly maxPreAuthenticationPackets?: Numeric;
  /** Serve files. */
  readonly sftpServer?: Flag;
  /** Ciphers. */
  readonly ciphers?: readonly CiphersValue[];
  /** Integrity algorithms. */
  readonly macs?: readonly MacsValue[];
  /** Key exchanges. */
  readonly keyExchange?: readonly KeyExchangeValue[];
  /** Questions without answer before a client is dropped. 0 to 255. Default 3. */
  readonly clientAliveCountMax?: Numeric;
  /** Time between questions to an idle client. 0 to 65535 seconds. Default 0. */
  readonly clientAliveInterval?: Numeric;
  /** Kinds of host keys. */
  readonly hostkeyAlgorithmList?: SshHostkeyAlgorithmList | true;
  /** Hash that keys are shown by. */
  readonly fingerprintHash?: "sha2-256" | "md5";
  /** When a connection takes new keys. */
  readonly rekey?: SshRekey;
  /** Port. 1 to 65535. Default 22. */
  readonly port?: Numeric;
  /** Log changes of authorized keys. */
  readonly logKeyChanges?: Flag;
  /** Most connections at a time. 1 to 250 connections. Default 75. */
  readonly connectionLimit?: Numeric;
  /** Most new connections per minute. 1 to 250 connections per minute. Default 150. */
  readonly rateLimit?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Over SSH. */
export interface NetconfSsh {
  /** Most connections at a time. 1 to 250 connections. Default 75. */
  readonly connectionLimit?: Numeric;
  /** Most new connections per minute. 1 to 250 connections per minute. Default 150. */
  readonly rateLimit?: Numeric;
  /** Questions without answer before a client is dropped. 0 to 255. Default 3. */
  readonly clientAliveCountMax?: Numeric;
  /** Time between questions to an idle client. 0 to 65535 seconds. Default 0. */
  readonly clientAliveInterval?: Numeric;
  /** Port. 1 to 65535. Default 830. */
  readonly port?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Event notifications. */
export interface NetconfNotification {
  /** While other requests run. */
  readonly interleave?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** NETCONF. */
export interface ServicesNetconf {
  /** Over SSH. */
  readonly ssh?: NetconfSsh | true;
  /** Follow the standard where Junos differs. */
  readonly rfcCompliant?: Flag;
  /** Follow the YANG models where Junos differs. */
  readonly yangCompliant?: Flag;
  /** Report commit results without nesting. */
  readonly flattenCommitResults?: Flag;
  /** Event notifications. */
  readonly notification?: NetconfNotification | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** With TLS. */
export interface WebManagementHttps {
  /** Port. 1 to 65535. Default 443. */
  readonly port?: Numeric;
  /** Certificate. */
  readonly localCertificate?: string;
  /** Certificate of the PKI. */
  readonly pkiLocalCertificate?: string;
  /** A certificate the device makes. */
  readonly systemGeneratedCertificate?: Flag;
  /** Interfaces it listens on. */
  readonly interface?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Sessions. */
export interface WebManagementSession {
  /** Time until an idle session ends. 1 to 1440 minutes. Default 30. */
  readonly idleTimeout?: Numeric;
  /** Most sessions. 1 to 7. */
  readonly sessionLimit?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Web management. */
export interface ServicesWebManagement {
  /** With TLS. */
  readonly https?: WebManagementHttps | true;
  /** Sessions. */
  readonly session?: WebManagementSession;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Services for people and programs. */
export interface SystemServices {
  /** SSH. */
  readonly ssh?: ServicesSsh | true;
  /** NETCONF. */
  readonly netconf?: ServicesNetconf;
  /** Web management. */
  readonly webManagement?: ServicesWebManagement;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Name servers. */
export interface SystemNameServer {
  /** Routing instance it is reached by. */
  readonly routingInstance?: string;
  /** This end's address. */
  readonly sourceAddress?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Old files that are kept. */
export interface SyslogArchive {
  /** Size of one file. Bytes. */
  readonly size?: string;
  /** How many. */
  readonly files?: string;
  /** Let every user read them. */
  readonly worldReadable?: Flag;
  /** Don't. */
  readonly noWorldReadable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Facilities whose messages are kept, each with a least severity. */
export interface UserContents {
  /** Messages of every severity. */
  readonly any?: Flag;
  /** Only messages that the system is unusable. */
  readonly emergency?: Flag;
  /** Conditions to correct at once, and worse. */
  readonly alert?: Flag;
  /** Critical conditions and worse. */
  readonly critical?: Flag;
  /** Errors and worse. */
  readonly error?: Flag;
  /** Warnings and worse. */
  readonly warning?: Flag;
  /** Conditions worth handling, and worse. */
  readonly notice?: Flag;
  /** Informational messages and worse. */
  readonly info?: Flag;
  /** No messages of this facility. */
  readonly none?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Users' terminals; `*` for all. */
export interface SyslogUser {
  /** Keep only messages that this regular expression matches. */
  readonly match?: string;
  /** Keep only messages with one of these texts. At most 50. */
  readonly matchStrings?: readonly string[];
  /** Repeat equal messages. */
  readonly allowDuplicates?: Flag;
  /** Facilities whose messages are kept, each with a least severity. One of any, authorization, daemon, ftp, ntp, security, kernel, user, dfc, external, firewall, pfe, conflict-log, change-log, interactive-commands. */
  readonly contents?: Readonly<Record<string, UserContents | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups system syslog host facility-override`. */
export type FacilityOverrideValue =
  | "authorization"
  | "daemon"
  | "ftp"
  | "kernel"
  | "user"
  | "local0"
  | "local1"
  | "local2"
  | "local3"
  | "local4"
  | "local5"
  | "local6"
  | "local7"
  | Placeholder;

/** Values of `groups system syslog host transport`. */
export type TransportValue =
  | "tcp"
  | "udp"
  | "tls"
  | Placeholder;

/** Machine-readable messages. */
export interface HostStructuredData {
  /** Without the text for people. */
  readonly brief?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Log servers. */
export interface SyslogHost {
  /** Keep only messages that this regular expression matches. */
  readonly match?: string;
  /** Keep only messages with one of these texts. At most 50. */
  readonly matchStrings?: readonly string[];
  /** Repeat equal messages. */
  readonly allowDuplicates?: Flag;
  /** Port. */
  readonly port?: Numeric;
  /** Facility to send as. */
  readonly facilityOverride?: FacilityOverrideValue;
  /** Text before every message. */
  readonly logPrefix?: string;
  /** This end's address. */
  readonly sourceAddress?: string;
  /** Routing instance it is reached by. */
  readonly routingInstance?: string;
  /** Add facility and severity. */
  readonly explicitPriority?: Flag;
  /** Leave the host name out. */
  readonly excludeHostname?: Flag;
  /** Transport. Default udp. */
  readonly transport?: TransportValue;
  /** Machine-readable messages. */
  readonly structuredData?: HostStructuredData | true;
  /** Facilities whose messages are kept, each with a least severity. One of any, authorization, daemon, ftp, ntp, security, kernel, user, dfc, external, firewall, pfe, conflict-log, change-log, interactive-commands. */
  readonly contents?: Readonly<Record<string, UserContents | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Files. */
export interface SyslogFile {
  /** Keep only messages that this regular expression matches. */
  readonly match?: string;
  /** Keep only messages with one of these texts. At most 50. */
  readonly matchStrings?: readonly string[];
  /** Repeat equal messages. */
  readonly allowDuplicates?: Flag;
  /** Old files that are kept. */
  readonly archive?: SyslogArchive | true;
  /** Add facility and severity. */
  readonly explicitPriority?: Flag;
  /** Machine-readable messages. */
  readonly structuredData?: HostStructuredData | true;
  /** Facilities whose messages are kept, each with a least severity. One of any, authorization, daemon, ftp, ntp, security, kernel, user, dfc, external, firewall, pfe, conflict-log, change-log, interactive-commands. */
  readonly contents?: Readonly<Record<string, UserContents | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Times. */
export interface SyslogTimeFormat {
  /** With the year. */
  readonly year?: Flag;
  /** With milliseconds. */
  readonly millisecond?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where messages go. */
export interface SystemSyslog {
  /** Old files that are kept. */
  readonly archive?: SyslogArchive | true;
  /** Users' terminals; `*` for all. */
  readonly user?: Readonly<Record<string, SyslogUser | true>>;
  /** Log servers. */
  readonly host?: Readonly<Record<string, SyslogHost | true>>;
  /** Repeat equal messages. */
  readonly allowDuplicates?: Flag;
  /** Files. Names of 1 to 1024 characters. */
  readonly file?: Readonly<Record<string, SyslogFile | true>>;
  /** Facilities shown at the console, each with a least severity. One of any, authorization, daemon, ftp, ntp, security, kernel, user, dfc, external, firewall, pfe, conflict-log, change-log, interactive-commands, application-status. */
  readonly console?: Readonly<Record<string, UserContents | true>>;
  /** Times. */
  readonly timeFormat?: SyslogTimeFormat | true;
  /** This end's address, to all servers. */
  readonly sourceAddress?: string;
  /** Routing instance that servers are reached by. */
  readonly routingInstance?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** To a log server. */
export interface DestinationOverrideSyslog {
  /** Its address. */
  readonly host?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Elsewhere than to files. */
export interface TracingDestinationOverride {
  /** To a log server. */
  readonly syslog?: DestinationOverrideSyslog;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where traces of all daemons go. */
export interface SystemTracing {
  /** Elsewhere than to files. */
  readonly destinationOverride?: TracingDestinationOverride;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Keys in the configuration. */
export interface LicenseKeys {
  /** A licence key. */
  readonly key?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where. */
export interface AutoupdateUrl {
  /** Password. */
  readonly password?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Fetch new licences. */
export interface LicenseAutoupdate {
  /** Where. At most 10. */
  readonly url?: Readonly<Record<string, AutoupdateUrl | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Licences. */
export interface SystemLicense {
  /** Keys in the configuration. */
  readonly keys?: LicenseKeys | true;
  /** Fetch new licences. */
  readonly autoupdate?: LicenseAutoupdate | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Servers. */
export interface NtpServer {
  /** Key. 1 to 65534. */
  readonly key?: Numeric;
  /** Version. 1 to 4. */
  readonly version?: Numeric;
  /** Prefer it. */
  readonly prefer?: Flag;
  /** Routing instance it is reached by. */
  readonly routingInstance?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** This end's address. */
export interface NtpSourceAddress {
  /** For this routing instance. */
  readonly routingInstance?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Network time. */
export interface SystemNtp {
  /** Server asked at start. */
  readonly bootServer?: string;
  /** Servers. */
  readonly server?: Readonly<Record<string, NtpServer | true>>;
  /** This end's address. */
  readonly sourceAddress?: Readonly<Record<string, NtpSourceAddress | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The device as a whole. */
export interface GroupsSystem {
  /** Name of the device. 0 to 255 characters. */
  readonly hostName?: string;
  /** How root proves who it is. */
  readonly rootAuthentication?: SystemRootAuthentication;
  /** Who may log in, and what they may do. */
  readonly login?: SystemLogin;
  /** Services for people and programs. */
  readonly services?: SystemServices | true;
  /** Domain that names are completed with. 1 to 255 characters. */
  readonly domainName?: string;
  /** Domains that names are looked for in. */
  readonly domainSearch?: readonly string[];
  /** Time zone, such as Europe/Berlin. Default UTC. */
  readonly timeZone?: string;
  /** Send from the loopback's address. */
  readonly defaultAddressSelection?: Flag;
  /** Don't send redirects. */
  readonly noRedirects?: Flag;
  /** Keep the management interface's routes in the instance mgmt_junos. */
  readonly managementInstance?: Flag;
  /** Name servers. */
  readonly nameServer?: Readonly<Record<string, SystemNameServer | true>>;
  /** Where passwords are checked, in turn. */
  readonly authenticationOrder?: readonly AuthenticationOrderValue[];
  /** Where messages go. */
  readonly syslog?: SystemSyslog;
  /** Configurations kept on flash. 0 to 49. Default 3. */
  readonly maxConfigurationsOnFlash?: Numeric;
  /** Configurations kept for rollback. 0 to 49. Default 49. */
  readonly maxConfigurationRollbacks?: Numeric;
  /** Where traces of all daemons go. */
  readonly tracing?: SystemTracing;
  /** Licences. */
  readonly license?: SystemLicense;
  /** Network time. */
  readonly ntp?: SystemNtp;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ethernet. */
export interface AggregatedDevicesEthernet {
  /** How many. */
  readonly deviceCount?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Aggregated interfaces. */
export interface ChassisAggregatedDevices {
  /** Ethernet. */
  readonly ethernet?: AggregatedDevicesEthernet;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The file that traces go to. */
export interface TraceoptionsFile {
  /** Largest size of one file before the next is begun, such as `1m`. */
  readonly size?: string;
  /** Most files kept. 2 to 1000. Default 3. */
  readonly files?: Numeric;
  /** Let every user read the file. */
  readonly worldReadable?: Flag;
  /** Let only the user who began it read the file. */
  readonly noWorldReadable?: Flag;
  /** Keep only lines that this regular expression matches. */
  readonly match?: string;
  /** Name of the file, in the device's log folder. 1 to 1024 characters. */
  readonly filename?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups chassis cluster traceoptions level`. */
export type LevelValue =
  | "emergency"
  | "alert"
  | "critical"
  | "error"
  | "warning"
  | "notice"
  | "info"
  | "debug"
  | "all"
  | Placeholder;

/** Trace the cluster to a file, for troubleshooting. */
export interface ClusterTraceoptions {
  /** Keep traces on this device. */
  readonly noRemoteTrace?: Flag;
  /** The file that traces go to. */
  readonly file?: TraceoptionsFile;
  /** Least severity. Default info. */
  readonly level?: LevelValue;
  /** What to trace. One of cli, configuration, eventlib, fsm, heartbeat, interface, routing-socket, uspipc, init, socket, snmp, ip-monitoring, hw-monitoring, fabric-monitoring, health-monitoring, schedule-monitoring, heartbeat-tlv, ha-peer, srg, all. */
  readonly flag?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Management. */
export interface ClusterNetworkManagement {
  /** One address for both. */
  readonly clusterMaster?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Nodes. */
export interface RedundancyGroupNode {
  /** Priority; the higher one is active. 1 to 254. */
  readonly priority?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Move back when the node with the higher priority returns. */
export interface RedundancyGroupPreempt {
  /** Wait before it. 1 to 21600 seconds. */
  readonly delay?: Numeric;
  /** Times it may happen in a period. 1 to 50. */
  readonly limit?: Numeric;
  /** The period. 1 to 1400 seconds. */
  readonly period?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Interfaces whose failure counts. */
export interface RedundancyGroupInterfaceMonitor {
  /** How much; 255 moves the group. 0 to 255. */
  readonly weight?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Interface it is asked by. */
export interface AddressInterface {
  /** Address the other node asks from. */
  readonly secondaryIpAddress?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses. */
export interface InetAddress {
  /** How much. 0 to 255. */
  readonly weight?: Numeric;
  /** Interface it is asked by. At most 1. */
  readonly interface?: Readonly<Record<string, AddressInterface | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Families. */
export interface IpMonitoringFamily {
  /** IPv4. */
  readonly inet?: Readonly<Record<string, InetAddress | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses whose silence counts. */
export interface RedundancyGroupIpMonitoring {
  /** How much all of them count. 0 to 255. Default 255. */
  readonly globalWeight?: Numeric;
  /** From which sum on. 0 to 255. Default 0. */
  readonly globalThreshold?: Numeric;
  /** Time between questions. 1 to 30. Default 1. */
  readonly retryInterval?: Numeric;
  /** Questions without answer. 5 to 15. Default 5. */
  readonly retryCount?: Numeric;
  /** Families. */
  readonly family?: IpMonitoringFamily;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Groups of interfaces that are active on one node together; 0 is the routing engine. */
export interface ClusterRedundancyGroup {
  /** Nodes. One of 0, 1. */
  readonly node?: Readonly<Record<string, RedundancyGroupNode | true>>;
  /** Move back when the node with the higher priority returns. */
  readonly preempt?: RedundancyGroupPreempt | true;
  /** Announcements after a move. 1 to 16. */
  readonly gratuitousArpCount?: Numeric;
  /** Least time between moves. 0 to 1800 seconds. */
  readonly holdDownInterval?: Numeric;
  /** Interfaces whose failure counts. */
  readonly interfaceMonitor?: Readonly<Record<string, RedundancyGroupInterfaceMonitor | true>>;
  /** Addresses whose silence counts. */
  readonly ipMonitoring?: RedundancyGroupIpMonitoring;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Configuration of the other node. */
export interface ClusterConfigurationSynchronize {
  /** Don't copy it at start. */
  readonly noSecondaryBootupAuto?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Two devices as one. */
export interface ChassisCluster {
  /** Trace the cluster to a file, for troubleshooting. */
  readonly traceoptions?: ClusterTraceoptions;
  /** Restart the other node when the control link returns. */
  readonly controlLinkRecovery?: Flag;
  /** Watch the nodes' health. */
  readonly healthMonitoring?: Flag;
  /** Mode. Default active-active. */
  readonly redundancyMode?: "active-active" | "active-backup";
  /** Redundant interfaces. */
  readonly rethCount?: Numeric;
  /** Time between heartbeats. Milliseconds. Default 1000. */
  readonly heartbeatInterval?: Numeric;
  /** Heartbeats missed before the other node counts as gone. Default 3. */
  readonly heartbeatThreshold?: Numeric;
  /** Management. */
  readonly networkManagement?: ClusterNetworkManagement;
  /** Nodes. One of 0, 1. */
  readonly node?: Readonly<Record<string, Present>>;
  /** Groups of interfaces that are active on one node together; 0 is the routing engine. */
  readonly redundancyGroup?: Readonly<Record<string, ClusterRedundancyGroup | true>>;
  /** Configuration of the other node. */
  readonly configurationSynchronize?: ClusterConfigurationSynchronize;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Hardware and clusters. */
export interface GroupsChassis {
  /** Aggregated interfaces. */
  readonly aggregatedDevices?: ChassisAggregatedDevices;
  /** Two devices as one. */
  readonly cluster?: ChassisCluster;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The link between cluster nodes. */
export interface InterfaceFabricOptions {
  /** Interfaces it consists of. */
  readonly memberInterfaces?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups interfaces interface speed`. */
export type SpeedValue =
  | "auto"
  | "auto-10m-100m"
  | "10m"
  | "100m"
  | "1g"
  | "2.5g"
  | "5g"
  | "10g"
  | "25g"
  | "40g"
  | "50g"
  | "100g"
  | "200g"
  | "400g"
  | "800g"
  | "oc3"
  | "oc12"
  | "oc48"
  | Placeholder;

/** Wait before a change of the link counts. */
export interface InterfaceHoldTime {
  /** When it comes up. Milliseconds. */
  readonly up?: Numeric;
  /** When it goes down. Milliseconds. */
  readonly down?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups interfaces interface link-mode`. */
export type LinkModeValue =
  | "automatic"
  | "half-duplex"
  | "full-duplex"
  | Placeholder;

/** Values of `groups interfaces interface encapsulation`. */
export type EncapsulationValue =
  | "ethernet"
  | "fddi"
  | "token-ring"
  | "ppp"
  | "ppp-ccc"
  | "ppp-tcc"
  | "ether-vpls-ppp"
  | "frame-relay"
  | "frame-relay-ccc"
  | "frame-relay-tcc"
  | "extended-frame-relay-ccc"
  | "extended-frame-relay-tcc"
  | "flexible-frame-relay"
  | "frame-relay-port-ccc"
  | "frame-relay-ether-type"
  | "frame-relay-ether-type-tcc"
  | "extended-frame-relay-ether-type-tcc"
  | "cisco-hdlc"
  | "cisco-hdlc-ccc"
  | "cisco-hdlc-tcc"
  | "vlan-ccc"
  | "extended-vlan-ccc"
  | "ethernet-ccc"
  | "flexible-ethernet-services"
  | "smds-dxi"
  | "atm-pvc"
  | "atm-ccc-cell-relay"
  | "ethernet-over-atm"
  | "ethernet-tcc"
  | "extended-vlan-tcc"
  | "multilink-frame-relay-uni-nni"
  | "satop"
  | "cesopsn"
  | "ima"
  | "ethernet-vpls"
  | "ethernet-bridge"
  | "vlan-vpls"
  | "vlan-vci-ccc"
  | "extended-vlan-vpls"
  | "extended-vlan-bridge"
  | "multilink-ppp"
  | "generic-services"
  | Placeholder;

/** Negotiate speed and duplex. */
export interface GigetherOptionsAutoNegotiation {
  /** Fault to report. */
  readonly remoteFault?: "local-interface-offline" | "local-interface-online";
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Gigabit Ethernet. */
export interface InterfaceGigetherOptions {
  /** Send back what is sent. */
  readonly loopback?: Flag;
  /** Don't. */
  readonly noLoopback?: Flag;
  /** Slow down when asked. */
  readonly flowControl?: Flag;
  /** Don't. */
  readonly noFlowControl?: Flag;
  /** Negotiate speed and duplex. */
  readonly autoNegotiation?: GigetherOptionsAutoNegotiation | true;
  /** Don't. */
  readonly noAutoNegotiation?: Flag;
  /** The redundant interface it is part of. */
  readonly redundantParent?: string;
  /** The aggregate it is part of. */
  readonly "8023ad"?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Fast Ethernet. */
export interface InterfaceFastetherOptions {
  /** Send back what is sent. */
  readonly loopback?: Flag;
  /** Don't. */
  readonly noLoopback?: Flag;
  /** Slow down when asked. */
  readonly flowControl?: Flag;
  /** Don't. */
  readonly noFlowControl?: Flag;
  /** Negotiate speed and duplex. */
  readonly autoNegotiation?: Flag;
  /** Don't. */
  readonly noAutoNegotiation?: Flag;
  /** The redundant interface it is part of. */
  readonly redundantParent?: string;
  /** The aggregate it is part of. */
  readonly "8023ad"?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups interfaces interface redundant-ether-options link-speed`. */
export type LinkSpeedValue =
  | "10m"
  | "100m"
  | "1g"
  | "10g"
  | "25g"
  | "40g"
  | "50g"
  | "100g"
  | "400g"
  | Placeholder;

/** LACP, which finds links that don't work. */
export interface RedundantEtherOptionsLacp {
  /** Begin it. */
  readonly active?: Flag;
  /** Answer it. */
  readonly passive?: Flag;
  /** How often. */
  readonly periodic?: "fast" | "slow";
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** An interface with links on both nodes of a cluster. */
export interface InterfaceRedundantEtherOptions {
  /** The group that decides which node's links are used. 1 to 128. */
  readonly redundancyGroup?: Numeric;
  /** Links that must be up. 1 to 8. Default 1. */
  readonly minimumLinks?: Numeric;
  /** Speed of each link. */
  readonly linkSpeed?: LinkSpeedValue;
  /** Send back what is sent. */
  readonly loopback?: Flag;
  /** Don't. */
  readonly noLoopback?: Flag;
  /** Slow down when asked. */
  readonly flowControl?: Flag;
  /** Don't. */
  readonly noFlowControl?: Flag;
  /** LACP, which finds links that don't work. */
  readonly lacp?: RedundantEtherOptionsLacp;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups interfaces interface aggregated-ether-options link-speed`. */
export type AggregatedEtherOptionsLinkSpeedValue =
  | "10m"
  | "100m"
  | "1g"
  | "2.5g"
  | "5g"
  | "8g"
  | "10g"
  | "25g"
  | "40g"
  | "50g"
  | "80g"
  | "100g"
  | "200g"
  | "400g"
  | "800g"
  | "oc192"
  | "mixed"
  | Placeholder;

/** LACP, which finds links that don't work. */
export interface AggregatedEtherOptionsLacp {
  /** Begin it. */
  readonly active?: Flag;
  /** Answer it. */
  readonly passive?: Flag;
  /** How often. */
  readonly periodic?: "fast" | "slow";
  /** Packets missed before a link counts as dead. 3 to 30. */
  readonly multiplier?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Several links as one. */
export interface InterfaceAggregatedEtherOptions {
  /** Links that must be up. */
  readonly minimumLinks?: Numeric;
  /** Speed of each link. */
  readonly linkSpeed?: AggregatedEtherOptionsLinkSpeedValue;
  /** Send back what is sent. */
  readonly loopback?: Flag;
  /** Don't. */
  readonly noLoopback?: Flag;
  /** Slow down when asked. */
  readonly flowControl?: Flag;
  /** Don't. */
  readonly noFlowControl?: Flag;
  /** LACP, which finds links that don't work. */
  readonly lacp?: AggregatedEtherOptionsLacp;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups interfaces interface unit encapsulation`. */
export type UnitEncapsulationValue =
  | "atm-nlpid"
  | "atm-cisco-nlpid"
  | "atm-snap"
  | "atm-vc-mux"
  | "atm-ccc-vc-mux"
  | "atm-tcc-vc-mux"
  | "atm-tcc-snap"
  | "atm-ccc-cell-relay"
  | "vlan-vci-ccc"
  | "ether-over-atm-llc"
  | "ether-vpls-over-atm-llc"
  | "ppp-over-ether-over-atm-llc"
  | "ppp-over-ether"
  | "atm-ppp-vc-mux"
  | "atm-ppp-llc"
  | "atm-mlppp-llc"
  | "frame-relay-ppp"
  | "frame-relay-ccc"
  | "frame-relay"
  | "frame-relay-tcc"
  | "frame-relay-ether-type"
  | "frame-relay-ether-type-tcc"
  | "ether-vpls-fr"
  | "vlan-ccc"
  | "ethernet-ccc"
  | "vlan-vpls"
  | "vlan-bridge"
  | "ethernet-tcc"
  | "dix"
  | "ethernet"
  | "ethernet-vpls"
  | "ethernet-bridge"
  | "vlan"
  | "vlan-tcc"
  | "multilink-ppp"
  | "multilink-frame-relay-end-to-end"
  | "ppp-ccc"
  | Placeholder;

/** Prove who one is by a challenge. */
export interface PppOptionsChap {
  /** Profile with the other end's secrets. 1 to 63 characters. */
  readonly accessProfile?: string;
  /** Secret for every other end. */
  readonly defaultChapSecret?: string;
  /** Name to tell. */
  readonly localName?: string;
  /** Prove oneself, and ask for no proof. */
  readonly passive?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Prove who one is by a password. */
export interface PppOptionsPap {
  /** Profile with the other end's secrets. 1 to 63 characters. */
  readonly accessProfile?: string;
  /** Secret for every other end. */
  readonly defaultPassword?: string;
  /** Name to tell. */
  readonly localName?: string;
  /** Password to tell. */
  readonly localPassword?: string;
  /** Prove oneself, and ask for no proof. */
  readonly passive?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** How PPP is spoken. */
export interface UnitPppOptions {
  /** Prove who one is by a challenge. */
  readonly chap?: PppOptionsChap | true;
  /** Prove who one is by a password. */
  readonly pap?: PppOptionsPap | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** PPP over Ethernet. */
export interface UnitPppoeOptions {
  /** The Ethernet interface beneath. */
  readonly underlyingInterface?: string;
  /** Time without traffic after which the session ends; 0: never. 0 to 4294967295 seconds. */
  readonly idleTimeout?: Numeric;
  /** The provider's one to ask for. */
  readonly accessConcentrator?: string;
  /** Service to ask for. */
  readonly serviceName?: string;
  /** Time after which a lost session is begun again; 0: at once. 0 to 4294967295 seconds. */
  readonly autoReconnect?: Numeric;
  /** Answer sessions. */
  readonly server?: Flag;
  /** Begin the session. */
  readonly client?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Answer ARP for others. */
export interface UnitProxyArp {
  /** For hosts elsewhere only. */
  readonly restricted?: Flag;
  /** For all. */
  readonly unrestricted?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Two VLAN tags. */
export interface UnitVlanTags {
  /** Outer tag. */
  readonly outer?: string;
  /** Inner tag. */
  readonly inner?: string;
  /** Range of inner tags. */
  readonly innerRange?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A tunnel's ends. */
export interface UnitTunnel {
  /** This end. */
  readonly source?: string;
  /** The other end. */
  readonly destination?: string;
  /** Hops that the tunnel's packets may take. 1 to 255. */
  readonly ttl?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ask a DHCP server for the address. */
export interface InetDhcp {
  /** Lease to ask for. Seconds. */
  readonly leaseTime?: string;
  /** Times to ask. 0 to 50000. Default 4. */
  readonly retransmissionAttempt?: Numeric;
  /** Time between questions. 4 to 64 seconds. Default 4. */
  readonly retransmissionInterval?: Numeric;
  /** Metric of the default route that is learned. 0 to 255. Default 0. */
  readonly metric?: Numeric;
  /** The one server to ask. */
  readonly serverAddress?: string;
  /** Pass what was learned to the device's own server. */
  readonly updateServer?: Flag;
  /** Vendor class to tell. 1 to 60 characters. */
  readonly vendorId?: string;
  /** Begin anew after an unanswered request. */
  readonly forceDiscover?: Flag;
  /** Don't use the name servers that are learned. */
  readonly noDnsInstall?: Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Firewall filters. */
export interface InetFilter {
  /** For what arrives. */
  readonly input?: string;
  /** Several in turn, for what arrives. */
  readonly inputList?: readonly string[];
  /** For what leaves. */
  readonly output?: string;
  /** Several in turn, for what leaves. */
  readonly outputList?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Samples for flow records. */
export interface InetSampling {
  /** Of what arrives. */
  readonly input?: Flag;
  /** Of what leaves. */
  readonly output?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Fixed hardware addresses of neighbours. */
export interface AddressArp {
  /** Hardware address. */
  readonly mac?: string;
  /** Answer for it. */
  readonly publish?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses shared with other routers. */
export interface AddressVrrpGroup {
  /** Shared addresses. */
  readonly virtualAddress?: readonly string[];
  /** Time between announcements. 1 to 255 seconds. */
  readonly advertiseInterval?: Numeric;
  /** Priority; the highest becomes master. 0 to 255. */
  readonly priority?: Numeric;
  /** Take over from a lower priority. */
  readonly preempt?: Present;
  /** Don't. */
  readonly noPreempt?: Flag;
  /** Answer at the shared address. */
  readonly acceptData?: Flag;
  /** Don't. */
  readonly noAcceptData?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses with the length of their network. */
export interface FamilyInetAddress {
  /** The other end's address, on a point-to-point link. */
  readonly destination?: string;
  /** Broadcast address. */
  readonly broadcast?: string;
  /** Prefer it on this interface. */
  readonly primary?: Flag;
  /** Prefer it within its network. */
  readonly preferred?: Flag;
  /** Only while this is the master. */
  readonly masterOnly?: Flag;
  /** Fixed hardware addresses of neighbours. */
  readonly arp?: Readonly<Record<string, AddressArp | true>>;
  /** Addresses shared with other routers. Names of 0 to 255. */
  readonly vrrpGroup?: Readonly<Record<string, AddressVrrpGroup | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Borrow another interface's address. */
export interface InetUnnumberedAddress {
  /** Which of its addresses. */
  readonly preferredSourceAddress?: string;
  /** The interface. */
  readonly source?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPv4. */
export interface FamilyInet {
  /** Ask a DHCP server for the address. */
  readonly dhcp?: InetDhcp | true;
  /** Largest packet. */
  readonly mtu?: Numeric;
  /** Don't send redirects. */
  readonly noRedirects?: Flag;
  /** Prefer this interface's address for what the device itself sends. */
  readonly primary?: Flag;
  /** Firewall filters. */
  readonly filter?: InetFilter;
  /** Samples for flow records. */
  readonly sampling?: InetSampling;
  /** Addresses with the length of their network. */
  readonly address?: Readonly<Record<string, FamilyInetAddress | true>>;
  /** Borrow another interface's address. */
  readonly unnumberedAddress?: InetUnnumberedAddress;
  /** Get the address from the other end. */
  readonly negotiateAddress?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses with the length of their network. */
export interface Inet6Address {
  /** The other end's address, on a point-to-point link. */
  readonly destination?: string;
  /** Complete it from the hardware address. */
  readonly eui64?: Flag;
  /** Prefer it on this interface. */
  readonly primary?: Flag;
  /** Prefer it within its network. */
  readonly preferred?: Flag;
  /** Only while this is the master. */
  readonly masterOnly?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPv6. */
export interface FamilyInet6 {
  /** Largest packet. */
  readonly mtu?: Numeric;
  /** Don't send redirects. */
  readonly noRedirects?: Flag;
  /** Don't look for doubles of an address. */
  readonly dadDisable?: Flag;
  /** Firewall filters. */
  readonly filter?: InetFilter;
  /** Samples for flow records. */
  readonly sampling?: InetSampling;
  /** Addresses with the length of their network. */
  readonly address?: Readonly<Record<string, Inet6Address | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Protocols on it. */
export interface UnitFamily {
  /** IPv4. */
  readonly inet?: FamilyInet | true;
  /** IPv6. */
  readonly inet6?: FamilyInet6 | true;
  /** ISO, for IS-IS. */
  readonly iso?: Present;
  /** MPLS. */
  readonly mpls?: Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Logical interfaces. */
export interface InterfaceUnit {
  /** Another name. */
  readonly alias?: string;
  /** Take it down. */
  readonly disable?: Flag;
  /** A note. */
  readonly description?: string;
  /** Encapsulation on the link. */
  readonly encapsulation?: UnitEncapsulationValue;
  /** How PPP is spoken. */
  readonly pppOptions?: UnitPppOptions;
  /** PPP over Ethernet. */
  readonly pppoeOptions?: UnitPppoeOptions;
  /** Largest packet. */
  readonly mtu?: Numeric;
  /** One peer. */
  readonly pointToPoint?: Flag;
  /** Several peers. */
  readonly multipoint?: Flag;
  /** Bandwidth that is reported. */
  readonly bandwidth?: string;
  /** Report when it goes up or down. */
  readonly traps?: Flag;
  /** Don't. */
  readonly noTraps?: Flag;
  /** Answer ARP for others. */
  readonly proxyArp?: UnitProxyArp | true;
  /** VLAN. */
  readonly vlanId?: string;
  /** Range of VLANs. */
  readonly vlanIdRange?: string;
  /** Several VLANs. */
  readonly vlanIdList?: readonly string[];
  /** Two VLAN tags. */
  readonly vlanTags?: UnitVlanTags | true;
  /** A tunnel's ends. */
  readonly tunnel?: UnitTunnel;
  /** Protocols on it. */
  readonly family?: UnitFamily;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Physical interfaces: ge, xe, reth, st0, lo0, fxp0, fab and so on. */
export interface InterfacesInterface {
  /** A note. */
  readonly description?: string;
  /** Take it down. */
  readonly disable?: Flag;
  /** The link between cluster nodes. */
  readonly fabricOptions?: InterfaceFabricOptions;
  /** Report when it goes up or down. */
  readonly traps?: Flag;
  /** Don't. */
  readonly noTraps?: Flag;
  /** Units are VLANs. */
  readonly vlanTagging?: Flag;
  /** Units have two VLAN tags. */
  readonly stackedVlanTagging?: Flag;
  /** Units have one or two VLAN tags, or none. */
  readonly flexibleVlanTagging?: Flag;
  /** VLAN of packets without tag. 0 to 4094. */
  readonly nativeVlanId?: Numeric;
  /** Speed. */
  readonly speed?: SpeedValue;
  /** Largest frame. */
  readonly mtu?: Numeric;
  /** Wait before a change of the link counts. */
  readonly holdTime?: InterfaceHoldTime;
  /** Duplex. */
  readonly linkMode?: LinkModeValue;
  /** Encapsulation. */
  readonly encapsulation?: EncapsulationValue;
  /** Hardware address in place of its own. */
  readonly mac?: string;
  /** Learn from unasked ARP replies. */
  readonly gratuitousArpReply?: Flag;
  /** Gigabit Ethernet. */
  readonly gigetherOptions?: InterfaceGigetherOptions;
  /** Fast Ethernet. */
  readonly fastetherOptions?: InterfaceFastetherOptions;
  /** An interface with links on both nodes of a cluster. */
  readonly redundantEtherOptions?: InterfaceRedundantEtherOptions;
  /** Several links as one. */
  readonly aggregatedEtherOptions?: InterfaceAggregatedEtherOptions;
  /** Logical interfaces. */
  readonly unit?: Readonly<Record<string, InterfaceUnit | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Branches. */
export interface ViewOid {
  /** In. */
  readonly include?: Flag;
  /** Out. */
  readonly exclude?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Parts of the tree. */
export interface SnmpView {
  /** Branches. */
  readonly oid?: Readonly<Record<string, ViewOid | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Networks. */
export interface ClientListClientAddressList {
  /** Not this one. */
  readonly restrict?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Networks that may ask. */
export interface CommunityClients {
  /** Not this one. */
  readonly restrict?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routing instances it counts in. */
export interface CommunityRoutingInstance {
  /** List of clients. */
  readonly clientListName?: string;
  /** Networks that may ask. */
  readonly clients?: Readonly<Record<string, CommunityClients | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Communities, which are passwords. */
export interface SnmpCommunity {
  /** What may be seen. */
  readonly view?: string;
  /** What may be done. */
  readonly authorization?: "read-only" | "read-write";
  /** List of clients. */
  readonly clientListName?: string;
  /** Networks that may ask. */
  readonly clients?: Readonly<Record<string, CommunityClients | true>>;
  /** Routing instances it counts in. */
  readonly routingInstance?: Readonly<Record<string, CommunityRoutingInstance | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Address that traps come from. */
export interface TrapOptionsSourceAddress {
  /** The loopback's. */
  readonly lo0?: Flag;
  /** This one. */
  readonly address?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Traps. */
export interface SnmpTrapOptions {
  /** Address that traps come from. */
  readonly sourceAddress?: TrapOptionsSourceAddress;
  /** With the vendor's identifier. */
  readonly enterpriseOid?: Flag;
  /** Address inside. */
  readonly agentAddress?: "outgoing-interface";
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups snmp trap-group version`. */
export type VersionValue =
  | "all"
  | "v1"
  | "v2"
  | Placeholder;

/** Which traps. */
export interface TrapGroupCategories {
  /** Wrong communities. */
  readonly authentication?: Flag;
  /** Hardware. */
  readonly chassis?: Flag;
  /** Links that come and go. */
  readonly link?: Flag;
  /** Tests of others. */
  readonly remoteOperations?: Flag;
  /** Routing. */
  readonly routing?: Flag;
  /** Starts. */
  readonly startup?: Flag;
  /** Alarms. */
  readonly rmonAlarm?: Flag;
  /** VRRP. */
  readonly vrrpEvents?: Flag;
  /** Configuration. */
  readonly configuration?: Flag;
  /** Services. */
  readonly services?: Flag;
  /** The cluster. */
  readonly chassisCluster?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Receivers of traps. */
export interface SnmpTrapGroup {
  /** Version. */
  readonly version?: VersionValue;
  /** Port. */
  readonly destinationPort?: Numeric;
  /** Which traps. */
  readonly categories?: TrapGroupCategories;
  /** Addresses. */
  readonly targets?: Readonly<Record<string, Present>>;
  /** Routing instance they are reached by. */
  readonly routingInstance?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** SNMP. */
export interface GroupsSnmp {
  /** Name reported. */
  readonly systemName?: string;
  /** Description reported. */
  readonly description?: string;
  /** Place reported. */
  readonly location?: string;
  /** Person reported. */
  readonly contact?: string;
  /** Interfaces it listens on. */
  readonly interface?: readonly string[];
  /** Drop repeated questions. */
  readonly filterDuplicates?: Flag;
  /** Parts of the tree. */
  readonly view?: Readonly<Record<string, SnmpView | true>>;
  /** Lists of clients. */
  readonly clientList?: Readonly<Record<string, Readonly<Record<string, ClientListClientAddressList | true>>>>;
  /** Communities, which are passwords. */
  readonly community?: Readonly<Record<string, SnmpCommunity | true>>;
  /** Traps. */
  readonly trapOptions?: SnmpTrapOptions | true;
  /** Receivers of traps. */
  readonly trapGroup?: Readonly<Record<string, SnmpTrapGroup | true>>;
  /** Let all routing instances in. */
  readonly routingInstanceAccess?: Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Metric. */
export interface DefaultsMetric {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Tag, for policies. */
export interface DefaultsTag {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Preference among protocols; lower wins. */
export interface DefaultsPreference {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What routes have that don't say otherwise. */
export interface StaticDefaults {
  /** Keep it in the forwarding table when routing stops. */
  readonly retain?: Flag;
  /** Don't. */
  readonly noRetain?: Flag;
  /** Put it into the forwarding table. */
  readonly install?: Flag;
  /** Don't. */
  readonly noInstall?: Flag;
  /** Let routing protocols announce it. */
  readonly readvertise?: Flag;
  /** Don't. */
  readonly noReadvertise?: Flag;
  /** Let the next hop be found by other routes. */
  readonly resolve?: Flag;
  /** Don't. */
  readonly noResolve?: Flag;
  /** Take it away when the next hop is unreachable. */
  readonly active?: Flag;
  /** Keep it as unreachable instead. */
  readonly passive?: Flag;
  /** Metric. */
  readonly metric?: DefaultsMetric | true;
  /** Tag, for policies. */
  readonly tag?: DefaultsTag | true;
  /** Preference among protocols; lower wins. */
  readonly preference?: DefaultsPreference | true;
  /** BGP communities. */
  readonly community?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups routing-options rib static route qualified-next-hop bfd-liveness-detection version`. */
export type BfdLivenessDetectionVersionValue =
  | "0"
  | "1"
  | "automatic"
  | Placeholder;

/** Find a dead next hop within milliseconds. */
export interface QualifiedNextHopBfdLivenessDetection {
  /** Version of the protocol. Default automatic. */
  readonly version?: BfdLivenessDetectionVersionValue;
  /** Least time between packets, sent and received. 1 to 255000 milliseconds. */
  readonly minimumInterval?: Numeric;
  /** Least time between packets sent. 1 to 255000 milliseconds. */
  readonly minimumTransmitInterval?: Numeric;
  /** Least time between packets expected. 1 to 255000 milliseconds. */
  readonly minimumReceiveInterval?: Numeric;
  /** Packets missed before the path counts as dead. 1 to 255. Default 3. */
  readonly multiplier?: Numeric;
  /** The other end's address. */
  readonly neighbor?: string;
  /** This end's address. */
  readonly localAddress?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Next hops with a preference or metric of their own. */
export interface RouteQualifiedNextHop {
  /** Preference. */
  readonly preference?: Numeric;
  /** Metric. */
  readonly metric?: Numeric;
  /** Interface it is reached by. */
  readonly interface?: string;
  /** Tag. */
  readonly tag?: Numeric;
  /** Find a dead next hop within milliseconds. */
  readonly bfdLivenessDetection?: QualifiedNextHopBfdLivenessDetection;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Destinations. */
export interface StaticRoute {
  /** Next hops: addresses, or interfaces of point-to-point links such as st0.0. */
  readonly nextHop?: readonly string[];
  /** Drop and say so. */
  readonly reject?: Flag;
  /** Drop silently. */
  readonly discard?: Flag;
  /** Deliver to the device itself. */
  readonly receive?: Flag;
  /** Look on in another table. */
  readonly nextTable?: string;
  /** A note. */
  readonly description?: string;
  /** Next hops with a preference or metric of their own. */
  readonly qualifiedNextHop?: Readonly<Record<string, RouteQualifiedNextHop | true>>;
  /** Find a dead next hop within milliseconds. */
  readonly bfdLivenessDetection?: QualifiedNextHopBfdLivenessDetection;
  /** Keep it in the forwarding table when routing stops. */
  readonly retain?: Flag;
  /** Don't. */
  readonly noRetain?: Flag;
  /** Put it into the forwarding table. */
  readonly install?: Flag;
  /** Don't. */
  readonly noInstall?: Flag;
  /** Let routing protocols announce it. */
  readonly readvertise?: Flag;
  /** Don't. */
  readonly noReadvertise?: Flag;
  /** Let the next hop be found by other routes. */
  readonly resolve?: Flag;
  /** Don't. */
  readonly noResolve?: Flag;
  /** Take it away when the next hop is unreachable. */
  readonly active?: Flag;
  /** Keep it as unreachable instead. */
  readonly passive?: Flag;
  /** Metric. */
  readonly metric?: DefaultsMetric | true;
  /** Tag, for policies. */
  readonly tag?: DefaultsTag | true;
  /** Preference among protocols; lower wins. */
  readonly preference?: DefaultsPreference | true;
  /** BGP communities. */
  readonly community?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Static routes. */
export interface RibStatic {
  /** What routes have that don't say otherwise. */
  readonly defaults?: StaticDefaults;
  /** Destinations. */
  readonly route?: Readonly<Record<string, StaticRoute | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routing tables by name, such as inet6.0. */
export interface RoutingOptionsRib {
  /** Static routes. */
  readonly static?: RibStatic;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Metric. */
export interface AggregateDefaultsMetric {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Preference. */
export interface AggregateDefaultsPreference {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What routes have that don't say otherwise. */
export interface AggregateDefaults {
  /** Metric. */
  readonly metric?: AggregateDefaultsMetric | true;
  /** Preference. */
  readonly preference?: AggregateDefaultsPreference | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Metric. */
export interface RouteMetric {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Tag. */
export interface RouteTag {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Preference. */
export interface RoutePreference {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Destinations. */
export interface AggregateRoute {
  /** Policies that choose contributing routes. */
  readonly policy?: readonly string[];
  /** Metric. */
  readonly metric?: RouteMetric | true;
  /** Tag. */
  readonly tag?: RouteTag | true;
  /** Preference. */
  readonly preference?: RoutePreference | true;
  /** BGP communities. */
  readonly community?: readonly string[];
  /** Drop what no contributing route takes. */
  readonly discard?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routes that stand for several others. */
export interface RoutingOptionsAggregate {
  /** What routes have that don't say otherwise. */
  readonly defaults?: AggregateDefaults;
  /** Destinations. */
  readonly route?: Readonly<Record<string, AggregateRoute | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Metric. */
export interface GenerateDefaultsMetric {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Preference. */
export interface GenerateDefaultsPreference {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What routes have that don't say otherwise. */
export interface GenerateDefaults {
  /** Metric. */
  readonly metric?: GenerateDefaultsMetric | true;
  /** Preference. */
  readonly preference?: GenerateDefaultsPreference | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Metric. */
export interface GenerateRouteMetric {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Tag. */
export interface GenerateRouteTag {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Preference. */
export interface GenerateRoutePreference {
  /** Its type. 1 to 16. */
  readonly type?: Numeric;
  /** The value. */
  readonly metricValue?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Destinations. */
export interface GenerateRoute {
  /** Policies that choose contributing routes. */
  readonly policy?: readonly string[];
  /** Metric. */
  readonly metric?: GenerateRouteMetric | true;
  /** Tag. */
  readonly tag?: GenerateRouteTag | true;
  /** Preference. */
  readonly preference?: GenerateRoutePreference | true;
  /** BGP communities. */
  readonly community?: readonly string[];
  /** Drop what no contributing route takes. */
  readonly discard?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routes that exist while others do. */
export interface RoutingOptionsGenerate {
  /** What routes have that don't say otherwise. */
  readonly defaults?: GenerateDefaults;
  /** Destinations. */
  readonly route?: Readonly<Record<string, GenerateRoute | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Copy them to other tables. */
export interface InterfaceRoutesRibGroup {
  /** Group of tables for IPv4. */
  readonly inet?: string;
  /** Group of tables for IPv6. */
  readonly inet6?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routes of the device's own links. */
export interface RoutingOptionsInterfaceRoutes {
  /** Copy them to other tables. */
  readonly ribGroup?: InterfaceRoutesRibGroup;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The autonomous system's number. */
export interface RoutingOptionsAutonomousSystem {
  /** Times the own number may appear in a path. 1 to 10. */
  readonly loops?: Numeric;
  /** The number. */
  readonly asNumber?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Most prefixes. */
export interface RoutingOptionsMaximumPrefixes {
  /** Least time between warnings. 5 to 86400 seconds. */
  readonly logInterval?: Numeric;
  /** Warn at this share, in percent. 1 to 100. */
  readonly threshold?: Numeric;
  /** Only warn. */
  readonly logOnly?: Flag;
  /** Most. 1 to 4294967295. */
  readonly limit?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What goes to the forwarding table, and how. */
export interface RoutingOptionsForwardingTable {
  /** Policies for what goes there. */
  readonly export?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Groups of tables that share routes. */
export interface RoutingOptionsRibGroups {
  /** Tables; the first is where routes come from. */
  readonly importRib?: readonly string[];
  /** Table that routes are announced from. */
  readonly exportRib?: string;
  /** Policies for what is shared. */
  readonly importPolicy?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Keep forwarding while routing restarts. */
export interface RoutingOptionsGracefulRestart {
  /** Don't. */
  readonly disable?: Flag;
  /** Time for it, in seconds. 120 to 10000. */
  readonly restartDuration?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routes and where they are kept. */
export interface GroupsRoutingOptions {
  /** Routing tables by name, such as inet6.0. */
  readonly rib?: Readonly<Record<string, RoutingOptionsRib | true>>;
  /** Static routes. */
  readonly static?: RibStatic;
  /** Routes that stand for several others. */
  readonly aggregate?: RoutingOptionsAggregate;
  /** Routes that exist while others do. */
  readonly generate?: RoutingOptionsGenerate;
  /** Routes of the device's own links. */
  readonly interfaceRoutes?: RoutingOptionsInterfaceRoutes;
  /** The router's identity in routing protocols. */
  readonly routerId?: string;
  /** The autonomous system's number. */
  readonly autonomousSystem?: RoutingOptionsAutonomousSystem;
  /** Most prefixes. */
  readonly maximumPrefixes?: RoutingOptionsMaximumPrefixes;
  /** What goes to the forwarding table, and how. */
  readonly forwardingTable?: RoutingOptionsForwardingTable;
  /** Groups of tables that share routes. */
  readonly ribGroups?: Readonly<Record<string, RoutingOptionsRibGroups | true>>;
  /** Keep forwarding while routing restarts. */
  readonly gracefulRestart?: RoutingOptionsGracefulRestart | true;
  /** Policies for routes of other instances. */
  readonly instanceImport?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The neighbour isn't on a link of this router. */
export interface BgpMultihop {
  /** Most hops. 1 to 255. */
  readonly ttl?: Numeric;
  /** Keep next hops. */
  readonly noNexthopChange?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Another number for this router. */
export interface BgpLocalAs {
  /** Times it may appear in a path. 1 to 10. */
  readonly loops?: Numeric;
  /** Hide it from others. */
  readonly private?: Flag;
  /** Use either number. */
  readonly alias?: Flag;
  /** Don't add the main number. */
  readonly noPrependGlobalAs?: Flag;
  /** The number. */
  readonly asNumber?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Keep forwarding while one end restarts. */
export interface BgpGracefulRestart {
  /** Time to be back, in seconds. 1 to 1800. */
  readonly restartTime?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Use several equal routes. */
export interface BgpMultipath {
  /** Also from different ASes. */
  readonly multipleAs?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups protocols bgp bfd-liveness-detection session-mode`. */
export type SessionModeValue =
  | "automatic"
  | "single-hop"
  | "multihop"
  | Placeholder;

/** Find a dead neighbour within milliseconds. */
export interface BgpBfdLivenessDetection {
  /** Version of the protocol. Default automatic. */
  readonly version?: BfdLivenessDetectionVersionValue;
  /** Least time between packets, sent and received. 1 to 255000 milliseconds. */
  readonly minimumInterval?: Numeric;
  /** Least time between packets sent. 1 to 255000 milliseconds. */
  readonly minimumTransmitInterval?: Numeric;
  /** Least time between packets expected. 1 to 255000 milliseconds. */
  readonly minimumReceiveInterval?: Numeric;
  /** Packets missed before the path counts as dead. 1 to 255. Default 3. */
  readonly multiplier?: Numeric;
  /** Whether the neighbour is on the link. Default automatic. */
  readonly sessionMode?: SessionModeValue;
  /** Wait before the session may come up. 0 to 255000 milliseconds. */
  readonly holddownInterval?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Most prefixes received. */
export interface UnicastPrefixLimit {
  /** Most prefixes. 1 to 4294967295. */
  readonly maximum?: Numeric;
  /** End the session above it. */
  readonly teardown?: Numeric | Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Most prefixes accepted. */
export interface UnicastAcceptedPrefixLimit {
  /** Most prefixes. 1 to 4294967295. */
  readonly maximum?: Numeric;
  /** End the session above it. */
  readonly teardown?: Numeric | Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Unicast routes. */
export interface InetUnicast {
  /** Most prefixes received. */
  readonly prefixLimit?: UnicastPrefixLimit;
  /** Most prefixes accepted. */
  readonly acceptedPrefixLimit?: UnicastAcceptedPrefixLimit;
  /** Tables that share them. */
  readonly ribGroup?: string;
  /** Hold back routes that change often. */
  readonly damping?: Flag;
  /** Own number in a path. */
  readonly loops?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPv4. */
export interface BgpFamilyInet {
  /** Unicast routes. */
  readonly unicast?: InetUnicast | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPv6. */
export interface BgpFamilyInet6 {
  /** Unicast routes. */
  readonly unicast?: InetUnicast | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPv4 of VPNs. */
export interface FamilyInetVpn {
  /** Unicast routes. */
  readonly unicast?: InetUnicast | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPv6 of VPNs. */
export interface FamilyInet6Vpn {
  /** Unicast routes. */
  readonly unicast?: InetUnicast | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Kinds of routes that are exchanged. */
export interface BgpFamily {
  /** IPv4. */
  readonly inet?: BgpFamilyInet;
  /** IPv6. */
  readonly inet6?: BgpFamilyInet6;
  /** IPv4 of VPNs. */
  readonly inetVpn?: FamilyInetVpn;
  /** IPv6 of VPNs. */
  readonly inet6Vpn?: FamilyInet6Vpn;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups protocols bgp authentication-algorithm`. */
export type AuthenticationAlgorithmValue =
  | "md5"
  | "hmac-sha-1-96"
  | "aes-128-cmac-96"
  | "ao"
  | Placeholder;

/** Neighbours. */
export interface GroupNeighbor {
  /** A note. 1 to 255 characters. */
  readonly description?: string;
  /** The neighbour isn't on a link of this router. */
  readonly multihop?: BgpMultihop | true;
  /** Accept next hops that are further away. */
  readonly acceptRemoteNexthop?: Flag;
  /** Preference of what is learned. */
  readonly preference?: Numeric;
  /** Local preference of what is announced. */
  readonly localPreference?: Numeric;
  /** This end's address. */
  readonly localAddress?: string;
  /** Interface, for link-local neighbours. */
  readonly localInterface?: string;
  /** Time without a message until the session ends. 0 to 65535. */
  readonly holdTime?: Numeric;
  /** Wait for the neighbour to initiate. */
  readonly passive?: Flag;
  /** Announce routes that lost to other protocols. */
  readonly advertiseInactive?: Flag;
  /** Announce back what came from the neighbour's AS. */
  readonly advertisePeerAs?: Flag;
  /** Don't. */
  readonly noAdvertisePeerAs?: Flag;
  /** Which refused routes are kept. */
  readonly keep?: "all" | "none";
  /** Find the largest packet of the path. */
  readonly mtuDiscovery?: Flag;
  /** Refuse paths that don't begin with the neighbour's AS. */
  readonly enforceFirstAs?: Flag;
  /** Wait before announcing. 0 to 65535. */
  readonly outDelay?: Numeric;
  /** Log when the session changes. */
  readonly logUpdown?: Flag;
  /** Hold back routes that change often. */
  readonly damping?: Flag;
  /** Policies for what is learned. */
  readonly import?: readonly string[];
  /** Key. 1 to 126 characters. */
  readonly authenticationKey?: string;
  /** Chain of keys. 1 to 128 characters. */
  readonly authenticationKeyChain?: string;
  /** Policies for what is announced. */
  readonly export?: readonly string[];
  /** Take private AS numbers out of paths. */
  readonly removePrivate?: Present;
  /** This router reflects routes, in this cluster. */
  readonly cluster?: string;
  /** Don't reflect between clients. */
  readonly noClientReflect?: Flag;
  /** The neighbour's AS. */
  readonly peerAs?: string;
  /** Another number for this router. */
  readonly localAs?: BgpLocalAs;
  /** SA that protects the session. 1 to 32 characters. */
  readonly ipsecSa?: string;
  /** Keep forwarding while one end restarts. */
  readonly gracefulRestart?: BgpGracefulRestart | true;
  /** Use several equal routes. */
  readonly multipath?: BgpMultipath | true;
  /** Largest TCP segment. 1 to 4096. */
  readonly tcpMss?: Numeric;
  /** Find a dead neighbour within milliseconds. */
  readonly bfdLivenessDetection?: BgpBfdLivenessDetection;
  /** Kinds of routes that are exchanged. */
  readonly family?: BgpFamily;
  /** How messages are authenticated. */
  readonly authenticationAlgorithm?: AuthenticationAlgorithmValue;
  /** Put this router's AS in place of the neighbour's. */
  readonly asOverride?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Groups of neighbours. */
export interface BgpGroup {
  /** Neighbours of this AS or of another. */
  readonly type?: "internal" | "external";
  /** A note. 1 to 255 characters. */
  readonly description?: string;
  /** The neighbour isn't on a link of this router. */
  readonly multihop?: BgpMultihop | true;
  /** Accept next hops that are further away. */
  readonly acceptRemoteNexthop?: Flag;
  /** Preference of what is learned. */
  readonly preference?: Numeric;
  /** Local preference of what is announced. */
  readonly localPreference?: Numeric;
  /** This end's address. */
  readonly localAddress?: string;
  /** Interface, for link-local neighbours. */
  readonly localInterface?: string;
  /** Time without a message until the session ends. 0 to 65535. */
  readonly holdTime?: Numeric;
  /** Wait for the neighbour to initiate. */
  readonly passive?: Flag;
  /** Announce routes that lost to other protocols. */
  readonly advertiseInactive?: Flag;
  /** Announce back what came from the neighbour's AS. */
  readonly advertisePeerAs?: Flag;
  /** Don't. */
  readonly noAdvertisePeerAs?: Flag;
  /** Which refused routes are kept. */
  readonly keep?: "all" | "none";
  /** Find the largest packet of the path. */
  readonly mtuDiscovery?: Flag;
  /** Refuse paths that don't begin with the neighbour's AS. */
  readonly enforceFirstAs?: Flag;
  /** Wait before announcing. 0 to 65535. */
  readonly outDelay?: Numeric;
  /** Log when the session changes. */
  readonly logUpdown?: Flag;
  /** Hold back routes that change often. */
  readonly damping?: Flag;
  /** Policies for what is learned. */
  readonly import?: readonly string[];
  /** Key. 1 to 126 characters. */
  readonly authenticationKey?: string;
  /** Chain of keys. 1 to 128 characters. */
  readonly authenticationKeyChain?: string;
  /** Policies for what is announced. */
  readonly export?: readonly string[];
  /** Take private AS numbers out of paths. */
  readonly removePrivate?: Present;
  /** This router reflects routes, in this cluster. */
  readonly cluster?: string;
  /** Don't reflect between clients. */
  readonly noClientReflect?: Flag;
  /** The neighbour's AS. */
  readonly peerAs?: string;
  /** Another number for this router. */
  readonly localAs?: BgpLocalAs;
  /** SA that protects the session. 1 to 32 characters. */
  readonly ipsecSa?: string;
  /** Keep forwarding while one end restarts. */
  readonly gracefulRestart?: BgpGracefulRestart | true;
  /** Use several equal routes. */
  readonly multipath?: BgpMultipath | true;
  /** Largest TCP segment. 1 to 4096. */
  readonly tcpMss?: Numeric;
  /** Find a dead neighbour within milliseconds. */
  readonly bfdLivenessDetection?: BgpBfdLivenessDetection;
  /** Kinds of routes that are exchanged. */
  readonly family?: BgpFamily;
  /** How messages are authenticated. */
  readonly authenticationAlgorithm?: AuthenticationAlgorithmValue;
  /** Put this router's AS in place of the neighbour's. */
  readonly asOverride?: Flag;
  /** Networks that neighbours may come from. */
  readonly allow?: readonly string[];
  /** Neighbours. */
  readonly neighbor?: Readonly<Record<string, GroupNeighbor | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** BGP. */
export interface ProtocolsBgp {
  /** Turn it off. */
  readonly disable?: Flag;
  /** A note. 1 to 255 characters. */
  readonly description?: string;
  /** The neighbour isn't on a link of this router. */
  readonly multihop?: BgpMultihop | true;
  /** Accept next hops that are further away. */
  readonly acceptRemoteNexthop?: Flag;
  /** Preference of what is learned. */
  readonly preference?: Numeric;
  /** Local preference of what is announced. */
  readonly localPreference?: Numeric;
  /** This end's address. */
  readonly localAddress?: string;
  /** Interface, for link-local neighbours. */
  readonly localInterface?: string;
  /** Time without a message until the session ends. 0 to 65535. */
  readonly holdTime?: Numeric;
  /** Wait for the neighbour to initiate. */
  readonly passive?: Flag;
  /** Announce routes that lost to other protocols. */
  readonly advertiseInactive?: Flag;
  /** Announce back what came from the neighbour's AS. */
  readonly advertisePeerAs?: Flag;
  /** Don't. */
  readonly noAdvertisePeerAs?: Flag;
  /** Which refused routes are kept. */
  readonly keep?: "all" | "none";
  /** Find the largest packet of the path. */
  readonly mtuDiscovery?: Flag;
  /** Refuse paths that don't begin with the neighbour's AS. */
  readonly enforceFirstAs?: Flag;
  /** Wait before announcing. 0 to 65535. */
  readonly outDelay?: Numeric;
  /** Log when the session changes. */
  readonly logUpdown?: Flag;
  /** Hold back routes that change often. */
  readonly damping?: Flag;
  /** Policies for what is learned. */
  readonly import?: readonly string[];
  /** Key. 1 to 126 characters. */
  readonly authenticationKey?: string;
  /** Chain of keys. 1 to 128 characters. */
  readonly authenticationKeyChain?: string;
  /** Policies for what is announced. */
  readonly export?: readonly string[];
  /** Take private AS numbers out of paths. */
  readonly removePrivate?: Present;
  /** This router reflects routes, in this cluster. */
  readonly cluster?: string;
  /** Don't reflect between clients. */
  readonly noClientReflect?: Flag;
  /** The neighbour's AS. */
  readonly peerAs?: string;
  /** Another number for this router. */
  readonly localAs?: BgpLocalAs;
  /** SA that protects the session. 1 to 32 characters. */
  readonly ipsecSa?: string;
  /** Keep forwarding while one end restarts. */
  readonly gracefulRestart?: BgpGracefulRestart | true;
  /** Use several equal routes. */
  readonly multipath?: BgpMultipath | true;
  /** Largest TCP segment. 1 to 4096. */
  readonly tcpMss?: Numeric;
  /** Find a dead neighbour within milliseconds. */
  readonly bfdLivenessDetection?: BgpBfdLivenessDetection;
  /** Kinds of routes that are exchanged. */
  readonly family?: BgpFamily;
  /** How messages are authenticated. Default hmac-sha-1-96. */
  readonly authenticationAlgorithm?: AuthenticationAlgorithmValue;
  /** Groups of neighbours. */
  readonly group?: Readonly<Record<string, BgpGroup | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** An area without outside routes. */
export interface AreaStub {
  /** Metric of the default route. 1 to 16777215. */
  readonly defaultMetric?: Numeric;
  /** Send routes of other areas into it. */
  readonly summaries?: Flag;
  /** Don't. */
  readonly noSummaries?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Metric and its type. */
export interface AreaRangeOverrideMetric {
  /** Type. 1 to 2. Default 1. */
  readonly metricType?: Numeric;
  /** Metric. 1 to 16777215. */
  readonly metric?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ranges that stand for routes. */
export interface NssaAreaRange {
  /** Hide the routes. */
  readonly restrict?: Flag;
  /** Only when the range itself is a route. */
  readonly exact?: Flag;
  /** Metric and its type. */
  readonly overrideMetric?: AreaRangeOverrideMetric | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A stub area with outside routes of its own. */
export interface AreaNssa {
  /** Metric of the default route. 1 to 16777215. */
  readonly defaultMetric?: Numeric;
  /** Send routes of other areas into it. */
  readonly summaries?: Flag;
  /** Don't. */
  readonly noSummaries?: Flag;
  /** Ranges that stand for routes. */
  readonly areaRange?: Readonly<Record<string, NssaAreaRange | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ranges that stand for routes. */
export interface AreaAreaRange {
  /** Hide the routes. */
  readonly restrict?: Flag;
  /** Only when the range itself is a route. */
  readonly exact?: Flag;
  /** Metric. 1 to 16777215. */
  readonly overrideMetric?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups protocols ospf area authentication-type`. */
export type AuthenticationTypeValue =
  | "none"
  | "simple"
  | "md5"
  | Placeholder;

/** Values of `groups protocols ospf area interface interface-type`. */
export type InterfaceTypeValue =
  | "nbma"
  | "p2mp"
  | "p2p"
  | "p2mp-over-lan"
  | Placeholder;

/** MD5 keys by number. */
export interface AuthenticationMd5 {
  /** Key. */
  readonly key?: string;
  /** When it begins. */
  readonly startTime?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Authentication. */
export interface InterfaceAuthentication {
  /** A password in clear. */
  readonly simplePassword?: string;
  /** MD5 keys by number. Names of 0 to 255. */
  readonly md5?: Readonly<Record<string, AuthenticationMd5 | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Find a dead neighbour within milliseconds. */
export interface InterfaceBfdLivenessDetection {
  /** Version of the protocol. Default automatic. */
  readonly version?: BfdLivenessDetectionVersionValue;
  /** Least time between packets, sent and received. 1 to 255000 milliseconds. */
  readonly minimumInterval?: Numeric;
  /** Least time between packets sent. 1 to 255000 milliseconds. */
  readonly minimumTransmitInterval?: Numeric;
  /** Least time between packets expected. 1 to 255000 milliseconds. */
  readonly minimumReceiveInterval?: Numeric;
  /** Packets missed before the path counts as dead. 1 to 255. Default 3. */
  readonly multiplier?: Numeric;
  /** Only for full neighbours. */
  readonly fullNeighborsOnly?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Neighbours on a link without broadcast. */
export interface InterfaceNeighbor {
  /** It may become designated router. */
  readonly eligible?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Interfaces. */
export interface AreaInterface {
  /** Turn it off. */
  readonly disable?: Flag;
  /** Kind of link. */
  readonly interfaceType?: InterfaceTypeValue;
  /** Announce the network, have no neighbours. */
  readonly passive?: Present;
  /** Cost. 1 to 65535. */
  readonly metric?: Numeric;
  /** Priority to become designated router. 0 to 255. */
  readonly priority?: Numeric;
  /** Time until something is sent again. 1 to 65535. */
  readonly retransmitInterval?: Numeric;
  /** Time a packet takes on the link. 1 to 65535. */
  readonly transitDelay?: Numeric;
  /** Time between hellos. 1 to 255. */
  readonly helloInterval?: Numeric;
  /** Time without hello until the neighbour counts as gone. 1 to 65535. */
  readonly deadInterval?: Numeric;
  /** Largest packet. 128 to 65535. */
  readonly mtu?: Numeric;
  /** Authentication. */
  readonly authentication?: InterfaceAuthentication;
  /** Keep the link quiet. */
  readonly demandCircuit?: Flag;
  /** SA that protects it. 1 to 32 characters. */
  readonly ipsecSa?: string;
  /** Find a dead neighbour within milliseconds. */
  readonly bfdLivenessDetection?: InterfaceBfdLivenessDetection;
  /** Learn neighbours. */
  readonly dynamicNeighbors?: Flag;
  /** Neighbours on a link without broadcast. */
  readonly neighbor?: Readonly<Record<string, InterfaceNeighbor | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Areas. */
export interface OspfArea {
  /** An area without outside routes. */
  readonly stub?: AreaStub | true;
  /** A stub area with outside routes of its own. */
  readonly nssa?: AreaNssa | true;
  /** Ranges that stand for routes. */
  readonly areaRange?: Readonly<Record<string, AreaAreaRange | true>>;
  /** Authentication in the area. */
  readonly authenticationType?: AuthenticationTypeValue;
  /** Interfaces. */
  readonly interface?: Readonly<Record<string, AreaInterface | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ask others to go around this router. */
export interface OspfOverload {
  /** For this long after start. 60 to 3600 seconds. */
  readonly timeout?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Keep forwarding while a router restarts. */
export interface OspfGracefulRestart {
  /** Turn it off. */
  readonly disable?: Flag;
  /** Time for it. 1 to 3600 seconds. */
  readonly restartDuration?: Numeric;
  /** Don't help others. */
  readonly helperDisable?: Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** OSPF. */
export interface ProtocolsOspf {
  /** Turn it off. */
  readonly disable?: Flag;
  /** Areas. */
  readonly area?: Readonly<Record<string, OspfArea | true>>;
  /** Most outside routes. 0 to 4294967295. */
  readonly prefixExportLimit?: Numeric;
  /** Ask others to go around this router. */
  readonly overload?: OspfOverload | true;
  /** Keep forwarding while a router restarts. */
  readonly gracefulRestart?: OspfGracefulRestart;
  /** Domain of a VPN. */
  readonly domainId?: string;
  /** Preference of routes inside. */
  readonly preference?: Numeric;
  /** Preference of outside routes. */
  readonly externalPreference?: Numeric;
  /** Policies for what is announced. */
  readonly export?: readonly string[];
  /** Policies for what is learned. */
  readonly import?: readonly string[];
  /** Bandwidth that costs 1. */
  readonly referenceBandwidth?: string;
  /** Wait before computing. 50 to 8000 milliseconds. */
  readonly spfDelay?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routing protocols. */
export interface GroupsProtocols {
  /** BGP. */
  readonly bgp?: ProtocolsBgp;
  /** OSPF. */
  readonly ospf?: ProtocolsOspf;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Lists of prefixes. */
export interface PolicyOptionsPrefixList {
  /** Prefixes that other parts of the configuration name. */
  readonly applyPath?: string;
  /** A prefix. */
  readonly prefixListItem?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups policy-options policy-statement term from family`. */
export type FamilyValue =
  | "inet"
  | "inet-vpn"
  | "inet6"
  | "inet6-vpn"
  | "iso-vpn"
  | "iso"
  | "evpn"
  | "inet-mvpn"
  | "inet6-mvpn"
  | "inet-mdt"
  | "route-target"
  | "traffic-engineering"
  | "inet-srte"
  | "inet6-srte"
  | Placeholder;

/** Values of `groups policy-options policy-statement term from protocol`. */
export type ProtocolValue =
  | "aggregate"
  | "bgp"
  | "direct"
  | "dvmrp"
  | "isis"
  | "esis"
  | "l-isis"
  | "l2circuit"
  | "l2vpn"
  | "local"
  | "ospf"
  | "ospf2"
  | "ospf3"
  | "l-ospf"
  | "pim"
  | "rip"
  | "ripng"
  | "static"
  | "arp"
  | "frr"
  | "mpls"
  | "ldp"
  | "rsvp"
  | "msdp"
  | "route-target"
  | "access"
  | "access-internal"
  | "anchor"
  | "bgp-static"
  | "vpls"
  | "evpn"
  | "spring-te"
  | "bgp-ls-epe"
  | "express-segments"
  | "rift"
  | "l2-learned-host-routing"
  | "srv6-isis"
  | "ari-ts"
  | "srv6"
  | Placeholder;

/** Values of `groups policy-options policy-statement term from origin`. */
export type OriginValue =
  | "igp"
  | "egp"
  | "incomplete"
  | Placeholder;

/** Routes by prefix. */
export interface FromRouteFilter {
  /** Routes of exactly this length. */
  readonly exact?: Flag;
  /** Routes longer than this. */
  readonly longer?: Flag;
  /** Routes of this length or longer. */
  readonly orlonger?: Flag;
  /** Routes up to a length, as `/24`. */
  readonly upto?: string;
  /** Routes on the way to another one. */
  readonly through?: string;
  /** Routes of a range of lengths, as `/16-/24`. */
  readonly prefixLengthRange?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Sources by prefix. */
export interface FromSourceAddressFilter {
  /** Sources of exactly this length. */
  readonly exact?: Flag;
  /** Sources longer than this. */
  readonly longer?: Flag;
  /** Sources of this length or longer. */
  readonly orlonger?: Flag;
  /** Sources up to a length, as `/24`. */
  readonly upto?: string;
  /** Sources on the way to another one. */
  readonly through?: string;
  /** Sources of a range of lengths, as `/16-/24`. */
  readonly prefixLengthRange?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routes that a list matches. */
export interface FromPrefixListFilter {
  /** Of exactly the length. */
  readonly exact?: Flag;
  /** Longer. */
  readonly longer?: Flag;
  /** Of the length or longer. */
  readonly orlonger?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routes it is about. */
export interface TermFrom {
  /** Routing instance. */
  readonly instance?: string;
  /** Family of addresses. */
  readonly family?: FamilyValue;
  /** Protocols. */
  readonly protocol?: readonly ProtocolValue[];
  /** Routing table. */
  readonly rib?: string;
  /** Neighbours. */
  readonly neighbor?: readonly string[];
  /** Next hops. */
  readonly nextHop?: readonly string[];
  /** Interfaces. */
  readonly interface?: readonly string[];
  /** OSPF area. */
  readonly area?: string;
  /** Paths by name. */
  readonly asPath?: readonly string[];
  /** Communities by name. */
  readonly community?: readonly string[];
  /** Metric. */
  readonly metric?: Numeric;
  /** Tags. */
  readonly tag?: readonly Numeric[];
  /** Preference. */
  readonly preference?: Numeric;
  /** Local preference. */
  readonly localPreference?: Numeric;
  /** Other policies. */
  readonly policy?: readonly string[];
  /** BGP origin. */
  readonly origin?: OriginValue;
  /** IS-IS level. */
  readonly level?: Numeric;
  /** Active routes, or those that aren't. */
  readonly state?: "active" | "inactive";
  /** Routes by prefix. */
  readonly routeFilter?: Readonly<Record<string, FromRouteFilter | true>>;
  /** Sources by prefix. */
  readonly sourceAddressFilter?: Readonly<Record<string, FromSourceAddressFilter | true>>;
  /** Routes equal to one of a list. */
  readonly prefixList?: Readonly<Record<string, Present>>;
  /** Routes that a list matches. */
  readonly prefixListFilter?: Readonly<Record<string, FromPrefixListFilter | true>>;
  /** Conditions that hold. */
  readonly condition?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where they go. */
export interface TermTo {
  /** Routing instance. */
  readonly instance?: string;
  /** Family of addresses. */
  readonly family?: FamilyValue;
  /** Protocols. */
  readonly protocol?: readonly ProtocolValue[];
  /** Routing table. */
  readonly rib?: string;
  /** Neighbours. */
  readonly neighbor?: readonly string[];
  /** Next hops. */
  readonly nextHop?: readonly string[];
  /** Interfaces. */
  readonly interface?: readonly string[];
  /** OSPF area. */
  readonly area?: string;
  /** Paths by name. */
  readonly asPath?: readonly string[];
  /** Communities by name. */
  readonly community?: readonly string[];
  /** Metric. */
  readonly metric?: Numeric;
  /** Tags. */
  readonly tag?: readonly Numeric[];
  /** Preference. */
  readonly preference?: Numeric;
  /** Local preference. */
  readonly localPreference?: Numeric;
  /** Other policies. */
  readonly policy?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Metric. */
export interface ThenMetric {
  /** Add. */
  readonly add?: Numeric;
  /** Subtract. */
  readonly subtract?: Numeric;
  /** Set to. */
  readonly metric?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Second metric. */
export interface ThenMetric2 {
  /** Add. */
  readonly add?: Numeric;
  /** Subtract. */
  readonly subtract?: Numeric;
  /** Set to. */
  readonly metric2?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Tag. */
export interface ThenTag {
  /** Add. */
  readonly add?: Numeric;
  /** Subtract. */
  readonly subtract?: Numeric;
  /** Set to. */
  readonly tag?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Preference. */
export interface ThenPreference {
  /** Add. */
  readonly add?: Numeric;
  /** Subtract. */
  readonly subtract?: Numeric;
  /** Set to. */
  readonly preference?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Local preference. */
export interface ThenLocalPreference {
  /** Add. */
  readonly add?: Numeric;
  /** Subtract. */
  readonly subtract?: Numeric;
  /** Set to. */
  readonly localPreference?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The last one. */
export interface AsPathExpandLastAs {
  /** Times. 1 to 32. */
  readonly count?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Repeat a number in the path. */
export interface ThenAsPathExpand {
  /** The last one. */
  readonly lastAs?: AsPathExpandLastAs | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Next hop. */
export interface ThenNextHop {
  /** This router. */
  readonly self?: Flag;
  /** The peer. */
  readonly peerAddress?: Flag;
  /** Drop and say so. */
  readonly reject?: Flag;
  /** Drop silently. */
  readonly discard?: Flag;
  /** Look on in another table. */
  readonly nextTable?: string;
  /** An address. */
  readonly address?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Several next hops. */
export interface ThenLoadBalance {
  /** Use all of them, by flow despite the name. */
  readonly perPacket?: Flag;
  /** Use all of them, by flow. */
  readonly perFlow?: Flag;
  /** Keep flows in place when one goes. */
  readonly consistentHash?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** OSPF external routes. */
export interface ThenExternal {
  /** Type. 1 to 2. */
  readonly type?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What happens to them. */
export interface TermThen {
  /** Metric. */
  readonly metric?: ThenMetric;
  /** Second metric. */
  readonly metric2?: ThenMetric2;
  /** Tag. */
  readonly tag?: ThenTag;
  /** Preference. */
  readonly preference?: ThenPreference;
  /** Local preference. */
  readonly localPreference?: ThenLocalPreference;
  /** BGP origin. */
  readonly origin?: OriginValue;
  /** Change of communities. One of equal-literal, set, plus-literal, add, minus-literal, delete. */
  readonly community?: Readonly<Record<string, Readonly<Record<string, Present>>>>;
  /** Numbers to put before the path. */
  readonly asPathPrepend?: string;
  /** Repeat a number in the path. */
  readonly asPathExpand?: ThenAsPathExpand;
  /** Next hop. */
  readonly nextHop?: ThenNextHop;
  /** Several next hops. */
  readonly loadBalance?: ThenLoadBalance;
  /** OSPF external routes. */
  readonly external?: ThenExternal | true;
  /** What happens when nothing else decides. */
  readonly defaultAction?: "accept" | "reject";
  /** Go on with. */
  readonly next?: "policy" | "term";
  /** Trace. */
  readonly trace?: Flag;
  /** Take it. */
  readonly accept?: Flag;
  /** Don't. */
  readonly reject?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Terms, first match first. */
export interface PolicyStatementTerm {
  /** Routes it is about. */
  readonly from?: TermFrom;
  /** Where they go. */
  readonly to?: TermTo;
  /** What happens to them. */
  readonly then?: TermThen;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Policies. */
export interface PolicyOptionsPolicyStatement {
  /** Terms, first match first. */
  readonly term?: Readonly<Record<string, PolicyStatementTerm | true>>;
  /** Routes it is about. */
  readonly from?: TermFrom;
  /** Where they go. */
  readonly to?: TermTo;
  /** What happens to them. */
  readonly then?: TermThen;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Names for communities. */
export interface PolicyOptionsCommunity {
  /** Match routes without them. */
  readonly invertMatch?: Flag;
  /** Communities. */
  readonly members?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** While a route exists. */
export interface ConditionIfRouteExists {
  /** Its table. */
  readonly table?: string;
  /** The route. */
  readonly address?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Conditions. */
export interface PolicyOptionsCondition {
  /** On a node of a cluster. */
  readonly routeActiveOn?: "node0" | "node1";
  /** While a route exists. */
  readonly ifRouteExists?: ConditionIfRouteExists | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routing policy. */
export interface GroupsPolicyOptions {
  /** Lists of prefixes. */
  readonly prefixList?: Readonly<Record<string, PolicyOptionsPrefixList | true>>;
  /** Policies. */
  readonly policyStatement?: Readonly<Record<string, PolicyOptionsPolicyStatement | true>>;
  /** Names for communities. */
  readonly community?: Readonly<Record<string, PolicyOptionsCommunity | true>>;
  /** Names for paths. */
  readonly asPath?: Readonly<Record<string, string | Present>>;
  /** Conditions. */
  readonly condition?: Readonly<Record<string, PolicyOptionsCondition | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The file that traces go to. */
export interface IkeTraceoptionsFile {
  /** Largest size of one file before the next is begun, such as `1m`. */
  readonly size?: string;
  /** Most files kept. 2 to 1000. Default 3. */
  readonly files?: Numeric;
  /** Let every user read the file. */
  readonly worldReadable?: Flag;
  /** Let only the user who began it read the file. */
  readonly noWorldReadable?: Flag;
  /** Keep only lines that this regular expression matches. */
  readonly match?: string;
  /** Name of the file, in the device's log folder. 1 to 1024 characters. */
  readonly filename?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace only some hardware's tunnels. */
export interface TraceoptionsFilter {
  /** Slot. */
  readonly fpc?: Numeric;
  /** Card in the slot. */
  readonly pic?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace IKE to a file, for troubleshooting. */
export interface IkeTraceoptions {
  /** Keep traces on this device. */
  readonly noRemoteTrace?: Flag;
  /** The file that traces go to. */
  readonly file?: IkeTraceoptionsFile;
  /** Most messages per second. 0 to 4294967295. Default 0. */
  readonly rateLimit?: Numeric;
  /** Trace only some hardware's tunnels. */
  readonly filter?: TraceoptionsFilter;
  /** What to trace. One of timer, routing-socket, parse, config, ike, policy-manager, general, database, certificates, snmp, thread, high-availability, next-hop-tunnels, all. */
  readonly flag?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** SNMP traps about tunnels. */
export interface IkeTrap {
  /** When a tunnel goes down. */
  readonly ipsecTunnelDown?: Flag;
  /** When a peer goes down. */
  readonly peerDown?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Wait less long. */
export interface ThresholdsReduceTimeout {
  /** The shorter time. 1 to 180. */
  readonly timeout?: Numeric;
  /** From this many on. 1 to 10000. */
  readonly sessionCount?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What to do when there are many. */
export interface HalfOpenThresholds {
  /** Ask peers to prove their address. */
  readonly sendCookie?: Numeric;
  /** Wait less long. */
  readonly reduceTimeout?: ThresholdsReduceTimeout;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** How long a peer is turned away after failing. */
export interface HalfOpenBackoffTimeouts {
  /** After it failed before authenticating. */
  readonly initPhaseFailure?: Numeric;
  /** After it failed to authenticate. */
  readonly authPhaseFailure?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Peers that began and did not authenticate yet. */
export interface SessionHalfOpen {
  /** Time until such a peer is dropped. 1 to 180 seconds. */
  readonly timeout?: Numeric;
  /** Most of them at a time. 1 to 10000. */
  readonly maxCount?: Numeric;
  /** Drop a second beginning of the same peer. */
  readonly discardDuplicate?: Flag;
  /** What to do when there are many. */
  readonly thresholds?: HalfOpenThresholds;
  /** How long a peer is turned away after failing. */
  readonly backoffTimeouts?: HalfOpenBackoffTimeouts;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Most exchanges of a kind per peer. */
export interface FullOpenIncomingExchangeMaxRates {
  /** Rekeys of the IKE SA. */
  readonly ikeRekey?: string;
  /** Rekeys of IPsec SAs. */
  readonly ipsecRekey?: string;
  /** Liveness checks. */
  readonly keepalive?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Peers that are authenticated. */
export interface SessionFullOpen {
  /** Most exchanges of a kind per peer. */
  readonly incomingExchangeMaxRates?: FullOpenIncomingExchangeMaxRates;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Limits on peers that initiate and don't finish, against floods. */
export interface IkeSession {
  /** Peers that began and did not authenticate yet. */
  readonly halfOpen?: SessionHalfOpen;
  /** Peers that are authenticated. */
  readonly fullOpen?: SessionFullOpen;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security ike blocklists blocklist rule match id-type`. */
export type IdTypeValue =
  | "inet"
  | "inet6"
  | "hostname"
  | "distinguished-name"
  | "user-at-hostname"
  | "key-id"
  | Placeholder;

/** Peers the rule is about. */
export interface RuleMatch {
  /** This device's role. Default initiator. */
  readonly role?: "initiator" | "responder";
  /** Kind of identity. */
  readonly idType?: IdTypeValue;
  /** Pattern of the identity. 1 to 256 characters. */
  readonly idPattern?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What happens to them. */
export interface RuleThen {
  /** Drop silently. */
  readonly discard?: Flag;
  /** Drop and say so. */
  readonly reject?: Flag;
  /** Turn away for a time. */
  readonly backoff?: Numeric | Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Rules, first match first. */
export interface BlocklistRule {
  /** A note. 1 to 80 characters. */
  readonly description?: string;
  /** Peers the rule is about. */
  readonly match?: RuleMatch;
  /** What happens to them. */
  readonly then?: RuleThen;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A blocklist. */
export interface BlocklistsBlocklist {
  /** A note. 1 to 80 characters. */
  readonly description?: string;
  /** Rules, first match first. Names of 1 to 32 characters. At most 1000. */
  readonly rule?: Readonly<Record<string, BlocklistRule | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security ike proposal authentication-method`. */
export type AuthenticationMethodValue =
  | "pre-shared-keys"
  | "rsa-signatures"
  | "dsa-signatures"
  | "ecdsa-signatures-256"
  | "ecdsa-signatures-384"
  | "ecdsa-signatures-521"
  | "certificates"
  | "digital-signature"
  | Placeholder;

/** Values of `groups security ike proposal dh-group`. */
export type DhGroupValue =
  | "group1"
  | "group2"
  | "group5"
  | "group14"
  | "group15"
  | "group16"
  | "group19"
  | "group20"
  | "group21"
  | "group24"
  | Placeholder;

/** Values of `groups security ike proposal authentication-algorithm`. */
export type ProposalAuthenticationAlgorithmValue =
  | "md5"
  | "sha1"
  | "sha-256"
  | "sha-384"
  | "sha-512"
  | Placeholder;

/** Values of `groups security ike proposal encryption-algorithm`. */
export type EncryptionAlgorithmValue =
  | "des-cbc"
  | "3des-cbc"
  | "aes-128-cbc"
  | "aes-192-cbc"
  | "aes-256-cbc"
  | "aes-128-gcm"
  | "aes-256-gcm"
  | "chacha20-poly1305"
  | Placeholder;

/** Values of `groups security ike proposal signature-hash-algorithm`. */
export type SignatureHashAlgorithmValue =
  | "sha1"
  | "sha256"
  | "sha384"
  | "sha512"
  | Placeholder;

/** Algorithms offered for the IKE SA; both ends need one proposal in common. */
export interface IkeProposal {
  /** A note. 1 to 80 characters. */
  readonly description?: string;
  /** How the peers prove who they are. */
  readonly authenticationMethod?: AuthenticationMethodValue;
  /** Diffie-Hellman group; groups 1, 2 and 5 are weak. */
  readonly dhGroup?: DhGroupValue;
  /** Integrity of IKE messages; not with GCM or ChaCha20, which bring their own. */
  readonly authenticationAlgorithm?: ProposalAuthenticationAlgorithmValue;
  /** Encryption of IKE messages. */
  readonly encryptionAlgorithm?: EncryptionAlgorithmValue;
  /** Time until the IKE SA is negotiated anew. 180 to 86400 seconds. */
  readonly lifetimeSeconds?: Numeric;
  /** Hashes accepted with digital signatures. */
  readonly signatureHashAlgorithm?: readonly SignatureHashAlgorithmValue[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Authorities that a peer's certificate may come from. */
export interface CertificateTrustedCa {
  /** Any authority this device knows. */
  readonly useAll?: Flag;
  /** One authority's profile. */
  readonly caProfile?: string;
  /** A group of authorities. */
  readonly trustedCaGroup?: string;
  /** Index of an authority. */
  readonly caIndex?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Certificates, for the signature methods. */
export interface PolicyCertificate {
  /** Name of this device's certificate. */
  readonly localCertificate?: string;
  /** Authorities that a peer's certificate may come from. */
  readonly trustedCa?: CertificateTrustedCa;
  /** Form of the peer's certificate. Default x509-signature. */
  readonly peerCertificateType?: "pkcs7" | "x509-signature";
  /** Certificate policies required of the peer. Each 1 to 63 characters. At most 5. */
  readonly policyOids?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security ike policy proposal-set`. */
export type ProposalSetValue =
  | "basic"
  | "compatible"
  | "standard"
  | "suiteb-gcm-128"
  | "suiteb-gcm-256"
  | "prime-128"
  | "prime-256"
  | Placeholder;

/** The secret both peers share. */
export interface PolicyPreSharedKey {
  /** The secret as text. 1 to 255 characters. */
  readonly asciiText?: string;
  /** The secret as hexadecimal digits. 1 to 255 characters. */
  readonly hexadecimal?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A secret from which each peer's own is derived. */
export interface PolicySeededPreSharedKey {
  /** The secret as text. 1 to 255 characters. */
  readonly asciiText?: string;
  /** The secret as hexadecimal digits. 1 to 255 characters. */
  readonly hexadecimal?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Proposals and credentials that gateways refer to. */
export interface IkePolicy {
  /** Exchange of IKEv1: `main` hides the identities, `aggressive` is quicker and doesn't. Leave it out with IKEv2. Default main. */
  readonly mode?: "main" | "aggressive";
  /** Rekeys between two authentications with IKEv2; 0 never authenticates anew. 0 to 100. Default 0. */
  readonly reauthFrequency?: Numeric;
  /** A note. 1 to 80 characters. */
  readonly description?: string;
  /** Proposals offered, best first. Each 1 to 32 characters. */
  readonly proposals?: readonly string[];
  /** Blocklist that tells which peers to turn away. 1 to 32 characters. */
  readonly blocklist?: string;
  /** Certificates, for the signature methods. */
  readonly certificate?: PolicyCertificate;
  /** A ready-made set of proposals, in place of `proposals`. */
  readonly proposalSet?: ProposalSetValue;
  /** The secret both peers share. */
  readonly preSharedKey?: PolicyPreSharedKey;
  /** A secret from which each peer's own is derived. */
  readonly seededPreSharedKey?: PolicySeededPreSharedKey;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Recognise it by the name in its certificate. */
export interface DynamicDistinguishedName {
  /** Parts that must be there in this order. */
  readonly container?: string;
  /** Parts that must be there in any order. */
  readonly wildcard?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The peer's address isn't known beforehand: it is recognised by its identity. */
export interface GatewayDynamic {
  /** Recognise it by the name in its certificate. */
  readonly distinguishedName?: DynamicDistinguishedName | true;
  /** Accept any identity. */
  readonly generalIkeid?: Flag;
  /** Recognise it by a host name. */
  readonly hostname?: string;
  /** Recognise it by an IPv4 address as identity. */
  readonly inet?: string;
  /** Recognise it by an IPv6 address as identity. */
  readonly inet6?: string;
  /** Recognise it by a mail address. */
  readonly userAtHostname?: string;
  /** Most peers at a time that share this gateway. */
  readonly connectionsLimit?: Numeric;
  /** Whether many peers share a group's or one identity. */
  readonly ikeUserType?: "group-ike-id" | "shared-ike-id";
  /** Turn away a second peer with an identity in use. */
  readonly rejectDuplicateConnection?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Find out that the peer is gone. */
export interface GatewayDeadPeerDetection {
  /** Ask only when traffic goes out and none comes back; the default. */
  readonly optimized?: Flag;
  /** Ask also while there is no traffic. */
  readonly probeIdleTunnel?: Flag;
  /** Ask at every interval. */
  readonly alwaysSend?: Flag;
  /** Time between questions. 2 to 60 seconds. Default 10. */
  readonly interval?: Numeric;
  /** Questions without answer before the peer counts as gone. 1 to 5. Default 5. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Who this device says it is; its address when left out, which behind NAT the peer doesn't expect. */
export interface GatewayLocalIdentity {
  /** An IPv4 address as this end's identity. */
  readonly inet?: string;
  /** An IPv6 address as this end's identity. */
  readonly inet6?: string;
  /** A host name as this end's identity. */
  readonly hostname?: string;
  /** A mail address as this end's identity. */
  readonly userAtHostname?: string;
  /** The name in this device's certificate. */
  readonly distinguishedName?: Flag;
  /** Any text as this end's identity. */
  readonly keyId?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The name in the peer's certificate. */
export interface RemoteIdentityDistinguishedName {
  /** Parts that must be there in this order. */
  readonly container?: string;
  /** Parts that must be there in any order. */
  readonly wildcard?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Who the peer must say it is. */
export interface GatewayRemoteIdentity {
  /** An IPv4 address as the peer's identity. */
  readonly inet?: string;
  /** An IPv6 address as the peer's identity. */
  readonly inet6?: string;
  /** A host name as the peer's identity. */
  readonly hostname?: string;
  /** A mail address as the peer's identity. */
  readonly userAtHostname?: string;
  /** The name in the peer's certificate. */
  readonly distinguishedName?: RemoteIdentityDistinguishedName | true;
  /** Any text as the peer's identity. */
  readonly keyId?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The access profile that answers. */
export interface AaaAccessProfile {
  /** Password for requests of a configuration payload. 1 to 128 characters. */
  readonly configPayloadPassword?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Name and password with which this device identifies itself to the peer. */
export interface AaaClient {
  /** User name. 1 to 128 characters. */
  readonly username?: string;
  /** Password. 1 to 128 characters. */
  readonly password?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Authentication of users beyond the peer's own, with IKEv2. */
export interface GatewayAaa {
  /** The access profile that answers. At most 1. */
  readonly accessProfile?: Readonly<Record<string, AaaAccessProfile | true>>;
  /** Ask from an address of the routing instance. */
  readonly useRoutingInstanceAddress?: Flag;
  /** Name and password with which this device identifies itself to the peer. */
  readonly client?: AaaClient;
  /** Don't report users to the identity service. */
  readonly noPushToIdentityManagement?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Name and password with which this device identifies itself to the peer. */
export interface XauthClient {
  /** User name. 1 to 128 characters. */
  readonly username?: string;
  /** Password. 1 to 128 characters. */
  readonly password?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Authentication of users beyond the peer's own, with IKEv1. */
export interface GatewayXauth {
  /** The access profile that answers. */
  readonly accessProfile?: string;
  /** Name and password with which this device identifies itself to the peer. */
  readonly client?: XauthClient;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Suggest shortcuts to others. */
export interface AdvpnSuggester {
  /** Don't. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Take part in shortcuts. */
export interface AdvpnPartner {
  /** Most shortcuts at a time. */
  readonly connectionLimit?: Numeric;
  /** Time without traffic until a shortcut goes. 60 to 86400 seconds. Default 300. */
  readonly idleTime?: Numeric;
  /** Packets per second below which a shortcut counts as idle. 3 to 5000. Default 5. */
  readonly idleThreshold?: Numeric;
  /** Don't. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Shortcuts between spokes of a hub. */
export interface GatewayAdvpn {
  /** Suggest shortcuts to others. */
  readonly suggester?: AdvpnSuggester | true;
  /** Take part in shortcuts. */
  readonly partner?: AdvpnPartner | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Cut long IKEv2 messages to pieces that pass everywhere. */
export interface GatewayFragmentation {
  /** Send them whole. */
  readonly disable?: Flag;
  /** Largest piece. 570 to 1320. */
  readonly size?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Post-quantum key that is mixed in. */
export interface GatewayPpkProfile {
  /** Go on without when the peer has none. */
  readonly optional?: Flag;
  /** Name of the profile. 1 to 32 characters. */
  readonly profileName?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A peer: where it is, who it says it is, and how it is reached. */
export interface IkeGateway {
  /** The IKE policy. 1 to 32 characters. */
  readonly ikePolicy?: string;
  /** The peer's address as seen from here, which behind NAT is the NAT's outer address; up to four more as backups. */
  readonly address?: readonly string[];
  /** The peer's address isn't known beforehand: it is recognised by its identity. */
  readonly dynamic?: GatewayDynamic;
  /** Find out that the peer is gone. */
  readonly deadPeerDetection?: GatewayDeadPeerDetection | true;
  /** Keep tunnels on one node of a high-availability pair. */
  readonly nodeLocal?: Flag;
  /** Don't look for NAT, and don't encapsulate ESP in UDP. */
  readonly noNatTraversal?: Flag;
  /** Time between packets that keep a NAT's mapping alive. 1 to 300 seconds. Default 20. */
  readonly natKeepalive?: Numeric;
  /** Who this device says it is; its address when left out, which behind NAT the peer doesn't expect. */
  readonly localIdentity?: GatewayLocalIdentity;
  /** Who the peer must say it is. */
  readonly remoteIdentity?: GatewayRemoteIdentity;
  /** The logical interface that IKE packets leave and arrive by. */
  readonly externalInterface?: string;
  /** This end's address, when the external interface has several. */
  readonly localAddress?: string;
  /** Authentication of users beyond the peer's own, with IKEv2. */
  readonly aaa?: GatewayAaa;
  /** Authentication of users beyond the peer's own, with IKEv1. */
  readonly xauth?: GatewayXauth;
  /** Accept whatever identity the peer sends. */
  readonly generalIkeid?: Flag;
  /** Shortcuts between spokes of a hub. */
  readonly advpn?: GatewayAdvpn | true;
  /** Version of IKE. Default v1-only. */
  readonly version?: "v1-only" | "v2-only";
  /** Cut long IKEv2 messages to pieces that pass everywhere. */
  readonly fragmentation?: GatewayFragmentation;
  /** Profile for tunnels inside TCP. */
  readonly tcpEncapProfile?: string;
  /** Post-quantum key that is mixed in. */
  readonly ppkProfile?: GatewayPpkProfile;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Internet Key Exchange, the first phase. */
export interface SecurityIke {
  /** Trace IKE to a file, for troubleshooting. */
  readonly traceoptions?: IkeTraceoptions;
  /** SNMP traps about tunnels. */
  readonly trap?: IkeTrap;
  /** Limits on peers that initiate and don't finish, against floods. */
  readonly session?: IkeSession;
  /** Peers that are turned away by their identity. */
  readonly blocklists?: Readonly<Record<string, BlocklistsBlocklist | true>>;
  /** Tell peers that use an SA this device no longer has. */
  readonly respondBadSpi?: Numeric | Present;
  /** Algorithms offered for the IKE SA; both ends need one proposal in common. Names of 1 to 32 characters. */
  readonly proposal?: Readonly<Record<string, IkeProposal | true>>;
  /** Proposals and credentials that gateways refer to. Names of 1 to 32 characters. */
  readonly policy?: Readonly<Record<string, IkePolicy | true>>;
  /** A peer: where it is, who it says it is, and how it is reached. Names of 1 to 32 characters. */
  readonly gateway?: Readonly<Record<string, IkeGateway | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Key. */
export interface EncryptionKey {
  /** The key. */
  readonly asciiText?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Encryption. */
export interface ManualEncryption {
  /** Algorithm. */
  readonly algorithm?: "3des-cbc" | "aes-128-cbc";
  /** Encrypt what IKE sends to the other node. */
  readonly ikeHaLinkEncryption?: "enable";
  /** Key. */
  readonly key?: EncryptionKey;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** With fixed keys. */
export interface SecurityAssociationManual {
  /** Encryption. */
  readonly encryption?: ManualEncryption;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Its SA. */
export interface InternalSecurityAssociation {
  /** With fixed keys. */
  readonly manual?: SecurityAssociationManual;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Protection of the link between nodes. */
export interface IpsecInternal {
  /** Its SA. */
  readonly securityAssociation?: InternalSecurityAssociation | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The file that traces go to. */
export interface IpsecTraceoptionsFile {
  /** Largest size of one file before the next is begun, such as `1m`. */
  readonly size?: string;
  /** Most files kept. 2 to 1000. Default 3. */
  readonly files?: Numeric;
  /** Let every user read the file. */
  readonly worldReadable?: Flag;
  /** Let only the user who began it read the file. */
  readonly noWorldReadable?: Flag;
  /** Keep only lines that this regular expression matches. */
  readonly match?: string;
  /** Name of the file, in the device's log folder. 1 to 1024 characters. */
  readonly filename?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace IPsec to a file, for troubleshooting. */
export interface IpsecTraceoptions {
  /** Keep traces on this device. */
  readonly noRemoteTrace?: Flag;
  /** The file that traces go to. */
  readonly file?: IpsecTraceoptionsFile;
  /** What to trace. One of packet-processing, packet-drops, security-associations, next-hop-tunnel-binding, all. */
  readonly flag?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Timing of `vpn-monitor` for all VPNs. */
export interface IpsecVpnMonitorOptions {
  /** Time between pings. 2 to 3600 seconds. Default 10. */
  readonly interval?: Numeric;
  /** Pings without answer before the tunnel counts as down. 1 to 65536. Default 10. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security ipsec proposal authentication-algorithm`. */
export type IpsecProposalAuthenticationAlgorithmValue =
  | "hmac-md5-96"
  | "hmac-sha1-96"
  | "hmac-sha-256-128"
  | "hmac-sha-256-96"
  | "hmac-sha-384"
  | "hmac-sha-512"
  | Placeholder;

/** Values of `groups security ipsec proposal encryption-algorithm`. */
export type ProposalEncryptionAlgorithmValue =
  | "des-cbc"
  | "3des-cbc"
  | "aes-128-cbc"
  | "aes-192-cbc"
  | "aes-256-cbc"
  | "aes-128-gcm"
  | "aes-192-gcm"
  | "aes-256-gcm"
  | "chacha20-poly1305"
  | Placeholder;

/** Algorithms offered for the IPsec SAs. */
export interface IpsecProposal {
  /** 64-bit sequence numbers, for very fast tunnels. */
  readonly extendedSequenceNumber?: Flag;
  /** A note. 1 to 80 characters. */
  readonly description?: string;
  /** `esp` encrypts; `ah` only authenticates and cannot pass NAT. */
  readonly protocol?: "ah" | "esp";
  /** Integrity of packets; not with GCM or ChaCha20, which bring their own. */
  readonly authenticationAlgorithm?: IpsecProposalAuthenticationAlgorithmValue;
  /** Encryption of packets. */
  readonly encryptionAlgorithm?: ProposalEncryptionAlgorithmValue;
  /** Time until the SAs are negotiated anew. 180 to 86400 seconds. */
  readonly lifetimeSeconds?: Numeric;
  /** Traffic until the SAs are negotiated anew. 64000 to 4294967294 kilobytes. */
  readonly lifetimeKilobytes?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A fresh key exchange for every SA. */
export interface PolicyPerfectForwardSecrecy {
  /** Diffie-Hellman group. */
  readonly keys?: DhGroupValue;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Proposals and forward secrecy that VPNs refer to. */
export interface IpsecPolicy {
  /** A note. 1 to 80 characters. */
  readonly description?: string;
  /** A fresh key exchange for every SA. */
  readonly perfectForwardSecrecy?: PolicyPerfectForwardSecrecy;
  /** Proposals offered, best first. Each 1 to 32 characters. */
  readonly proposals?: readonly string[];
  /** A ready-made set of proposals, in place of `proposals`. */
  readonly proposalSet?: ProposalSetValue;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security ipsec vpn df-bit`. */
export type DfBitValue =
  | "clear"
  | "set"
  | "copy"
  | Placeholder;

/** An SA for each forwarding class. */
export interface VpnMultiSa {
  /** Classes with SAs of their own. Names of 1 to 32 characters. */
  readonly forwardingClass?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Check the path before the tunnel's interface comes up. */
export interface VpnMonitorVerifyPath {
  /** Address behind the peer that is asked. */
  readonly destinationIp?: string;
  /** Size of the question. 64 to 1350. Default 64. */
  readonly packetSize?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ping through the tunnel, and take its interface down when no answer comes. */
export interface VpnVpnMonitor {
  /** Only when no traffic comes back. */
  readonly optimized?: Flag;
  /** Interface whose address the pings come from. */
  readonly sourceInterface?: string;
  /** Address that is pinged; the peer's when left out. */
  readonly destinationIp?: string;
  /** Check the path before the tunnel's interface comes up. */
  readonly verifyPath?: VpnMonitorVerifyPath | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Key. */
export interface AuthenticationKey {
  /** The key as text. 1 to 255 characters. */
  readonly asciiText?: string;
  /** The key as hexadecimal digits. 1 to 255 characters. */
  readonly hexadecimal?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Integrity. */
export interface ManualAuthentication {
  /** Algorithm. */
  readonly algorithm?: IpsecProposalAuthenticationAlgorithmValue;
  /** Key. */
  readonly key?: AuthenticationKey;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Key. */
export interface ManualEncryptionKey {
  /** The key as text. 1 to 255 characters. */
  readonly asciiText?: string;
  /** The key as hexadecimal digits. 1 to 255 characters. */
  readonly hexadecimal?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Encryption. */
export interface VpnManualEncryption {
  /** Algorithm. */
  readonly algorithm?: EncryptionAlgorithmValue;
  /** Key. */
  readonly key?: ManualEncryptionKey;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** SAs with fixed keys, without IKE. */
export interface VpnManual {
  /** The peer's address. */
  readonly gateway?: string;
  /** The logical interface that packets leave by. */
  readonly externalInterface?: string;
  /** Protocol. */
  readonly protocol?: "ah" | "esp";
  /** The SA's number. 256 to 16639. */
  readonly spi?: Numeric;
  /** Integrity. */
  readonly authentication?: ManualAuthentication;
  /** Encryption. */
  readonly encryption?: VpnManualEncryption;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The one pair of networks the SA is for; 0.0.0.0/0 on both sides when left out. */
export interface IkeProxyIdentity {
  /** Network on this side. */
  readonly local?: string;
  /** Network on the peer's side. */
  readonly remote?: string;
  /** Application, `any` for all. 1 to 32 characters. */
  readonly service?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** SAs negotiated by IKE. */
export interface VpnIke {
  /** The IKE gateway. 1 to 32 characters. */
  readonly gateway?: string;
  /** Time without traffic until the SAs go. 60 to 999999 seconds. */
  readonly idleTime?: Numeric;
  /** Packets that may arrive out of order. 64 to 8192. */
  readonly antiReplayWindowSize?: Numeric;
  /** Accept packets twice. */
  readonly noAntiReplay?: Flag;
  /** The one pair of networks the SA is for; 0.0.0.0/0 on both sides when left out. */
  readonly proxyIdentity?: IkeProxyIdentity | true;
  /** The IPsec policy. 1 to 32 characters. */
  readonly ipsecPolicy?: string;
  /** Wait before a rekeyed SA is used outbound. 0 to 10 seconds. Default 1. */
  readonly installInterval?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Several pairs under one name. */
export interface TrafficSelectorTerm {
  /** Network on this side. */
  readonly localIp?: string;
  /** Network on the peer's side. */
  readonly remoteIp?: string;
  /** IP protocol, by name or number. */
  readonly protocol?: string;
  /** Port or range on this side. */
  readonly sourcePort?: string;
  /** Port or range on the peer's side. */
  readonly destinationPort?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Pairs of networks that get SAs and routes of their own. */
export interface VpnTrafficSelector {
  /** Several pairs under one name. Names of 1 to 63 characters. At most 200. */
  readonly term?: Readonly<Record<string, TrafficSelectorTerm | true>>;
  /** Network on this side. */
  readonly localIp?: string;
  /** Network on the peer's side. */
  readonly remoteIp?: string;
  /** IP protocol, by name or number. */
  readonly protocol?: string;
  /** Port or range on this side. */
  readonly sourcePort?: string;
  /** Port or range on the peer's side. */
  readonly destinationPort?: string;
  /** Metric of the routes that are added. 1 to 4294967295. */
  readonly metric?: Numeric;
  /** Preference of the routes that are added. 1 to 4294967295. */
  readonly preference?: Numeric;
  /** A note. 1 to 80 characters. */
  readonly description?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security ipsec vpn establish-tunnels`. */
export type EstablishTunnelsValue =
  | "immediately"
  | "on-traffic"
  | "responder-only"
  | "responder-only-no-rekey"
  | Placeholder;

/** Wrap ESP in UDP on a port of its own; this is not NAT traversal. */
export interface VpnUdpEncapsulate {
  /** The port. 1025 to 65535. Default 4565. */
  readonly destPort?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A tunnel: gateway, policy, and how traffic gets into it. */
export interface IpsecVpn {
  /** The VPN protects the link of a high-availability pair. */
  readonly haLinkEncryption?: Flag;
  /** The st0 unit whose routes lead into the tunnel; left out for a policy-based VPN. */
  readonly bindInterface?: string;
  /** What happens to the don't-fragment bit of packets in the tunnel. */
  readonly dfBit?: DfBitValue;
  /** An SA for each forwarding class. */
  readonly multiSa?: VpnMultiSa | true;
  /** Copy the class of service of arriving ESP packets inward. */
  readonly copyOuterDscp?: Flag;
  /** Ping through the tunnel, and take its interface down when no answer comes. */
  readonly vpnMonitor?: VpnVpnMonitor | true;
  /** SAs with fixed keys, without IKE. */
  readonly manual?: VpnManual;
  /** SAs negotiated by IKE. */
  readonly ike?: VpnIke;
  /** Pairs of networks that get SAs and routes of their own. Names of 1 to 31 characters. At most 200. */
  readonly trafficSelector?: Readonly<Record<string, VpnTrafficSelector | true>>;
  /** Who initiates, and when. Default on-traffic. */
  readonly establishTunnels?: EstablishTunnelsValue;
  /** Which processors take the tunnel. */
  readonly distributionProfile?: string;
  /** Don't tell senders that a packet was too big. */
  readonly noIcmpPacketTooBig?: Flag;
  /** Pass packets into the tunnel unexamined. */
  readonly passiveModeTunneling?: Flag;
  /** Wrap ESP in UDP on a port of its own; this is not NAT traversal. */
  readonly udpEncapsulate?: VpnUdpEncapsulate | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security ipsec security-association manual direction authentication algorithm`. */
export type AlgorithmValue =
  | "hmac-md5-96"
  | "hmac-sha1-96"
  | "hmac-sha-256"
  | "hmac-sha-384"
  | "hmac-sha-512"
  | Placeholder;

/** Key. */
export interface DirectionAuthenticationKey {
  /** The key as text. 1 to 255 characters. */
  readonly asciiText?: string;
  /** The key as hexadecimal digits. 1 to 255 characters. */
  readonly hexadecimal?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Integrity. */
export interface DirectionAuthentication {
  /** Algorithm. */
  readonly algorithm?: AlgorithmValue;
  /** Key. */
  readonly key?: DirectionAuthenticationKey;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security ipsec security-association manual direction encryption algorithm`. */
export type DirectionEncryptionAlgorithmValue =
  | "des-cbc"
  | "3des-cbc"
  | "aes-128-cbc"
  | "aes-192-cbc"
  | "aes-256-cbc"
  | Placeholder;

/** Key. */
export interface DirectionEncryptionKey {
  /** The key as text. 1 to 255 characters. */
  readonly asciiText?: string;
  /** The key as hexadecimal digits. 1 to 255 characters. */
  readonly hexadecimal?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Encryption. */
export interface DirectionEncryption {
  /** Algorithm. */
  readonly algorithm?: DirectionEncryptionAlgorithmValue;
  /** Key. */
  readonly key?: DirectionEncryptionKey;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Direction. */
export interface ManualDirection {
  /** Protocol. */
  readonly protocol?: "ah" | "esp";
  /** The SA's number. 256 to 16639. */
  readonly spi?: Numeric;
  /** Integrity. */
  readonly authentication?: DirectionAuthentication;
  /** Encryption. */
  readonly encryption?: DirectionEncryption;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Fixed keys. */
export interface IpsecSecurityAssociationManual {
  /** Direction. One of bidirectional. */
  readonly direction?: Readonly<Record<string, ManualDirection | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** SAs with fixed keys for routing protocols. */
export interface IpsecSecurityAssociation {
  /** A note. 1 to 80 characters. */
  readonly description?: string;
  /** Mode. Default transport. */
  readonly mode?: "transport";
  /** Fixed keys. */
  readonly manual?: IpsecSecurityAssociationManual;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPsec, the second phase. */
export interface SecurityIpsec {
  /** Protection of the link between nodes. */
  readonly internal?: IpsecInternal | true;
  /** Trace IPsec to a file, for troubleshooting. */
  readonly traceoptions?: IpsecTraceoptions;
  /** Timing of `vpn-monitor` for all VPNs. */
  readonly vpnMonitorOptions?: IpsecVpnMonitorOptions | true;
  /** Algorithms offered for the IPsec SAs. Names of 1 to 32 characters. */
  readonly proposal?: Readonly<Record<string, IpsecProposal | true>>;
  /** Proposals and forward secrecy that VPNs refer to. Names of 1 to 32 characters. */
  readonly policy?: Readonly<Record<string, IpsecPolicy | true>>;
  /** A tunnel: gateway, policy, and how traffic gets into it. Names of 1 to 32 characters. */
  readonly vpn?: Readonly<Record<string, IpsecVpn | true>>;
  /** SAs with fixed keys for routing protocols. Names of 1 to 32 characters. */
  readonly securityAssociation?: Readonly<Record<string, IpsecSecurityAssociation | true>>;
  /** Packets that may arrive out of order, for all VPNs. 64 to 8192. */
  readonly antiReplayWindowSize?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A name that the device looks up. */
export interface AddressDnsName {
  /** Only its IPv4 addresses. */
  readonly ipv4Only?: Flag;
  /** Only its IPv6 addresses. */
  readonly ipv6Only?: Flag;
  /** Time between lookups. 16 to 86400. Default 300. */
  readonly dnsQueryInterval?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** First address of a range. */
export interface AddressRangeAddress {
  /** The range's end. */
  readonly to?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** First address of a range of either family. */
export interface AddressAddressRange {
  /** The range's end. */
  readonly to?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Names for addresses. */
export interface AddressBookAddress {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** A name that the device looks up. Names of 1 to 253 characters. At most 1. */
  readonly dnsName?: Readonly<Record<string, AddressDnsName | true>>;
  /** Address and mask with holes, as `10.0.0.1/255.0.0.255`. Names of 1 to 63 characters. At most 1. */
  readonly wildcardAddress?: Readonly<Record<string, Present>>;
  /** First address of a range. At most 1. */
  readonly rangeAddress?: Readonly<Record<string, AddressRangeAddress | true>>;
  /** First address of a range of either family. At most 1. */
  readonly addressRange?: Readonly<Record<string, AddressAddressRange | true>>;
  /** A network or one host's address. */
  readonly ipPrefix?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Names for several addresses together. */
export interface AddressBookAddressSet {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Addresses of the set. Names of 1 to 63 characters. At most 16384. */
  readonly address?: Readonly<Record<string, Present>>;
  /** Sets inside the set. Names of 1 to 63 characters. At most 16384. */
  readonly addressSet?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Zones that see this book. */
export interface AddressBookAttach {
  /** A zone. Names of 1 to 63 characters. */
  readonly zone?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Books of address names; `global` is seen by all zones, others by the zones they are attached to. */
export interface SecurityAddressBook {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Names for addresses. Names of 1 to 63 characters. */
  readonly address?: Readonly<Record<string, AddressBookAddress | true>>;
  /** Names for several addresses together. Names of 1 to 63 characters. */
  readonly addressSet?: Readonly<Record<string, AddressBookAddressSet | true>>;
  /** Zones that see this book. */
  readonly attach?: AddressBookAttach;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The file that traces go to. */
export interface FlowTraceoptionsFile {
  /** Largest size of one file before the next is begun, such as `1m`. */
  readonly size?: string;
  /** Most files kept. 2 to 1000. Default 3. */
  readonly files?: Numeric;
  /** Let every user read the file. */
  readonly worldReadable?: Flag;
  /** Let only the user who began it read the file. */
  readonly noWorldReadable?: Flag;
  /** Keep only lines that this regular expression matches. */
  readonly match?: string;
  /** Name of the file, in the device's log folder. 1 to 1024 characters. */
  readonly filename?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace only packets that match. */
export interface TraceoptionsPacketFilter {
  /** IP protocol. */
  readonly protocol?: string;
  /** Source network. */
  readonly sourcePrefix?: string;
  /** Destination network. */
  readonly destinationPrefix?: string;
  /** Source port. */
  readonly sourcePort?: string;
  /** Destination port. */
  readonly destinationPort?: string;
  /** Logical interface. */
  readonly interface?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace sessions to a file, for troubleshooting. */
export interface FlowTraceoptions {
  /** Keep traces on this device. */
  readonly noRemoteTrace?: Flag;
  /** The file that traces go to. */
  readonly file?: FlowTraceoptionsFile;
  /** Most messages per second. 0 to 4294967295. Default 0. */
  readonly rateLimit?: Numeric;
  /** Trace only packets that match. Names of 1 to 63 characters. At most 64. */
  readonly packetFilter?: Readonly<Record<string, TraceoptionsPacketFilter | true>>;
  /** What to trace. One of all, basic-datapath, high-availability, host-traffic, fragmentation, multicast, route, session, session-scan, tcp-basic, tunnel, packet-track, jexec. */
  readonly flag?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security flow pending-sess-queue-length`. */
export type PendingSessQueueLengthValue =
  | "normal"
  | "moderate"
  | "high"
  | Placeholder;

/** Early end of idle sessions when there are many. */
export interface FlowAging {
  /** Time until they end then. 1 to 65535 seconds. Default 20. */
  readonly earlyAgeout?: Numeric;
  /** Use of the session table below which it stops. 0 to 100 percent. Default 100. */
  readonly lowWatermark?: Numeric;
  /** Use of the session table above which it begins. 0 to 100 percent. Default 100. */
  readonly highWatermark?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Of all TCP sessions. */
export interface TcpMssAllTcp {
  /** Largest segment. 64 to 65535. */
  readonly mss?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Of sessions into IPsec tunnels. */
export interface TcpMssIpsecVpn {
  /** Largest segment. 64 to 65535. Default 1320. */
  readonly mss?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Of sessions out of GRE tunnels. */
export interface TcpMssGreIn {
  /** Largest segment. 64 to 65535. Default 1320. */
  readonly mss?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Of sessions into GRE tunnels. */
export interface TcpMssGreOut {
  /** Largest segment. 64 to 65535. Default 1320. */
  readonly mss?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Largest TCP segment, so that packets fit into tunnels. */
export interface FlowTcpMss {
  /** Of all TCP sessions. */
  readonly allTcp?: TcpMssAllTcp;
  /** Of sessions into IPsec tunnels. */
  readonly ipsecVpn?: TcpMssIpsecVpn | true;
  /** Of sessions out of GRE tunnels. */
  readonly greIn?: TcpMssGreIn | true;
  /** Of sessions into GRE tunnels. */
  readonly greOut?: TcpMssGreOut | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security flow tcp-session maximum-window`. */
export type MaximumWindowValue =
  | "64K"
  | "128K"
  | "256K"
  | "512K"
  | "1M"
  | Placeholder;

/** Sessions that were closed. */
export interface TcpSessionTimeWaitState {
  /** Keep them until they age. */
  readonly sessionAgeout?: Flag;
  /** Keep them this long. 2 to 600 seconds. */
  readonly sessionTimeout?: Numeric;
  /** Also those closed by one side. */
  readonly applyToHalfCloseState?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** TCP in sessions. */
export interface FlowTcpSession {
  /** A reset ends the session at once. */
  readonly rstInvalidateSession?: Flag;
  /** A FIN ends the session at once. */
  readonly finInvalidateSession?: Flag;
  /** Check the sequence number of resets. */
  readonly rstSequenceCheck?: Flag;
  /** Begin sessions without a SYN. */
  readonly noSynCheck?: Flag;
  /** Nothing but a SYN begins a session. */
  readonly strictSynCheck?: Flag;
  /** Begin sessions without a SYN in tunnels. */
  readonly noSynCheckInTunnel?: Flag;
  /** Don't check sequence numbers. */
  readonly noSequenceCheck?: Flag;
  /** Time for a handshake. 4 to 300 seconds. Default 20. */
  readonly tcpInitialTimeout?: Numeric;
  /** Largest window that is tracked. Default 256K. */
  readonly maximumWindow?: MaximumWindowValue;
  /** Sessions that were closed. */
  readonly timeWaitState?: TcpSessionTimeWaitState | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What is logged. */
export interface FlowLog {
  /** Dropped ICMP packets. */
  readonly droppedIcmpPacket?: Flag;
  /** Dropped illegal packets. */
  readonly droppedIllegalPacket?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Keep sessions together. */
export interface LoadDistributionSessionAffinity {
  /** With their tunnel. */
  readonly ipsec?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Distribution to processors. */
export interface FlowLoadDistribution {
  /** Keep sessions together. */
  readonly sessionAffinity?: LoadDistributionSessionAffinity;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** How sessions are kept. */
export interface SecurityFlow {
  /** Trace sessions to a file, for troubleshooting. */
  readonly traceoptions?: FlowTraceoptions;
  /** Let DNS replies pass that nobody asked for. */
  readonly allowDnsReply?: Flag;
  /** Time until a session uses a changed route. 6 to 1800 seconds. Default 30. */
  readonly routeChangeTimeout?: Numeric;
  /** Answer to floods of SYNs. Default syn-cookie. */
  readonly synFloodProtectionMode?: "syn-cookie" | "syn-proxy";
  /** Let ICMP errors pass for sessions unknown here. */
  readonly allowEmbeddedIcmp?: Flag;
  /** Keep packets in order. */
  readonly strictPacketOrder?: Flag;
  /** Share ICMP sessions with the other node. */
  readonly syncIcmpSession?: Flag;
  /** Faster handling of IPsec traffic. */
  readonly ipsecPerformanceAcceleration?: Flag;
  /** Packets kept while a session begins. Default normal. */
  readonly pendingSessQueueLength?: PendingSessQueueLengthValue;
  /** Early end of idle sessions when there are many. */
  readonly aging?: FlowAging;
  /** Largest TCP segment, so that packets fit into tunnels. */
  readonly tcpMss?: FlowTcpMss;
  /** TCP in sessions. */
  readonly tcpSession?: FlowTcpSession;
  /** Put fragments together before forwarding. */
  readonly forceIpReassembly?: Flag;
  /** Forward fragments in the size they came. */
  readonly preserveIncomingFragmentSize?: Flag;
  /** What is logged. */
  readonly log?: FlowLog;
  /** Distribution to processors. */
  readonly loadDistribution?: FlowLoadDistribution;
  /** Turn the fast forwarding mode off. */
  readonly powerModeDisable?: Flag;
  /** Turn the fast forwarding mode on for IPsec. */
  readonly powerModeIpsec?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses or first addresses of ranges. */
export interface PoolAddress {
  /** The range's end. */
  readonly to?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ports for protocols that need pairs. */
export interface RangeTwinPort {
  /** The range's end. */
  readonly to?: Numeric;
  /** First port. 63488 to 65535. */
  readonly low?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Take ports from a range. */
export interface PortRange {
  /** Take ports at random. */
  readonly randomAllocation?: Flag;
  /** Take ports in turn. */
  readonly roundRobin?: Flag;
  /** Ports for protocols that need pairs. */
  readonly twinPort?: RangeTwinPort;
  /** The range's end. */
  readonly to?: Numeric;
  /** First port. 1024 to 65535. */
  readonly low?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Choose ports automatically. */
export interface PortAutomatic {
  /** Take ports at random. */
  readonly randomAllocation?: Flag;
  /** Take ports in turn. */
  readonly roundRobin?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Give each host a block of ports. */
export interface PortBlockAllocation {
  /** Ports in a block. 1 to 64512. */
  readonly blockSize?: Numeric;
  /** Most blocks for a host. 1 to 512. */
  readonly maximumBlocksPerHost?: Numeric;
  /** Time until a new block is used. */
  readonly activeBlockTimeout?: Numeric;
  /** Time between reports. 1800 to 86400. */
  readonly interimLoggingInterval?: Numeric;
  /** Time until the last block is returned. 120 to 864000. */
  readonly lastBlockRecycleTimeout?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ports. */
export interface PoolPort {
  /** Keep ports. */
  readonly noTranslation?: Flag;
  /** Take ports from a range. */
  readonly range?: PortRange;
  /** Choose ports automatically. */
  readonly automatic?: PortAutomatic;
  /** Sessions that may share a port. 2 to 32. */
  readonly portOverloadingFactor?: Numeric;
  /** Keep even ports even and odd ones odd. */
  readonly preserveParity?: Flag;
  /** Keep ports within the well-known or the other range. */
  readonly preserveRange?: Flag;
  /** Give each host a block of ports. */
  readonly blockAllocation?: PortBlockAllocation | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where to take addresses when the pool is used up. */
export interface PoolOverflowPool {
  /** The interface's own address. */
  readonly interface?: Flag;
  /** Another pool. 1 to 63 characters. */
  readonly poolName?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Whether a host keeps its address. */
export interface PoolAddressPooling {
  /** It keeps it. */
  readonly paired?: Flag;
  /** It may change. */
  readonly noPaired?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Alarm by use, in percent. */
export interface PoolPoolUtilizationAlarm {
  /** Raise the alarm at this level. 50 to 100. */
  readonly raiseThreshold?: Numeric;
  /** Clear the alarm at this level. 40 to 100. */
  readonly clearThreshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses that sources are translated to. */
export interface SourcePool {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** The routing instance the addresses belong to. */
  readonly routingInstance?: string;
  /** Addresses or first addresses of ranges. At most 64. */
  readonly address?: Readonly<Record<string, PoolAddress | true>>;
  /** Addresses by name. */
  readonly addressName?: string;
  /** Translate host by host, from this one on. */
  readonly hostAddressBase?: string;
  /** Ports. */
  readonly port?: PoolPort;
  /** Where to take addresses when the pool is used up. */
  readonly overflowPool?: PoolOverflowPool;
  /** Share an address among hosts. */
  readonly addressShared?: Flag;
  /** Whether a host keeps its address. */
  readonly addressPooling?: PoolAddressPooling;
  /** Alarm by use, in percent. */
  readonly poolUtilizationAlarm?: PoolPoolUtilizationAlarm;
  /** Time an endpoint-independent mapping lives. 120 to 86400 second. */
  readonly eiMappingTimeout?: Numeric;
  /** Time a paired mapping lives. 120 to 86400 second. */
  readonly mappingTimeout?: Numeric;
  /** Most ports of one host. 2 to 65535. */
  readonly limitPortsPerHost?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Alarm by use of all pools, in percent. */
export interface SourcePoolUtilizationAlarm {
  /** Raise the alarm at this level. 50 to 100. */
  readonly raiseThreshold?: Numeric;
  /** Clear the alarm at this level. 40 to 100. */
  readonly clearThreshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ports taken at random. */
export interface SourcePortRandomization {
  /** Take them in order. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ports taken in turn. */
export interface SourcePortRoundRobin {
  /** Don't. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ports of pools that name none. */
export interface SourcePoolDefaultPortRange {
  /** The range's end. */
  readonly to?: Numeric;
  /** First port. */
  readonly low?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ports for protocols that need pairs. */
export interface SourcePoolDefaultTwinPortRange {
  /** The range's end. */
  readonly to?: Numeric;
  /** First port. 63488 to 65535. */
  readonly low?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Sharing of ports. */
export interface InterfacePortOverloading {
  /** Don't share ports. */
  readonly off?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Translation to an interface's own address. */
export interface SourceInterface {
  /** Sharing of ports. */
  readonly portOverloading?: InterfacePortOverloading;
  /** Sessions that may share a port. */
  readonly portOverloadingFactor?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where the traffic comes from. */
export interface RuleSetFrom {
  /** Routing instances the traffic comes from. At most 8. */
  readonly routingInstance?: readonly string[];
  /** Groups of routing instances the traffic comes from. At most 8. */
  readonly routingGroup?: readonly string[];
  /** Zones the traffic comes from. At most 8. */
  readonly zone?: readonly string[];
  /** Logical interfaces the traffic comes from. At most 8. */
  readonly interface?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where the traffic goes to. */
export interface RuleSetTo {
  /** Routing instances the traffic goes to. At most 8. */
  readonly routingInstance?: readonly string[];
  /** Groups of routing instances the traffic goes to. At most 8. */
  readonly routingGroup?: readonly string[];
  /** Zones the traffic goes to. At most 8. */
  readonly zone?: readonly string[];
  /** Logical interfaces the traffic goes to. At most 8. */
  readonly interface?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Source ports, each one port or a range. */
export interface MatchSourcePort {
  /** The range's end. */
  readonly to?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Destination ports, each one port or a range. */
export interface MatchDestinationPort {
  /** The range's end. */
  readonly to?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The traffic. */
export interface RuleSetRuleMatch {
  /** Source networks. At most 8. */
  readonly sourceAddress?: readonly string[];
  /** Source addresses by name, from the global address book. At most 8. */
  readonly sourceAddressName?: readonly string[];
  /** Source ports, each one port or a range. At most 8. */
  readonly sourcePort?: Readonly<Record<string, MatchSourcePort | true>>;
  /** Destination networks. At most 8. */
  readonly destinationAddress?: readonly string[];
  /** Destination addresses by name, from the global address book. At most 8. */
  readonly destinationAddressName?: readonly string[];
  /** Destination ports, each one port or a range. At most 8. */
  readonly destinationPort?: Readonly<Record<string, MatchDestinationPort | true>>;
  /** IP protocols, by name or number. At most 4. */
  readonly protocol?: readonly string[];
  /** Applications by name. */
  readonly application?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Who may use the mapping. */
export interface PersistentNatPermit {
  /** Everyone. */
  readonly anyRemoteHost?: Flag;
  /** Hosts that were sent to. */
  readonly targetHost?: Flag;
  /** Hosts that were sent to, from the port that was sent to. */
  readonly targetHostPort?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Keep a mapping for traffic that comes back later. */
export interface PoolPersistentNat {
  /** Who may use the mapping. */
  readonly permit?: PersistentNatPermit;
  /** Don't begin sessions from outside. */
  readonly blockExtSession?: Flag;
  /** Map addresses, not ports. */
  readonly addressMapping?: Flag;
  /** Time a mapping outlives its last session. 60 to 7200. */
  readonly inactivityTimeout?: Numeric;
  /** Most sessions of a mapping. 8 to 65536. */
  readonly maxSessionNumber?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** To a pool's addresses. */
export interface SourceNatPool {
  /** Keep a mapping for traffic that comes back later. */
  readonly persistentNat?: PoolPersistentNat | true;
  /** The pool. 1 to 63 characters. */
  readonly poolName?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** To the address of the interface it leaves by. */
export interface SourceNatInterface {
  /** Keep a mapping for traffic that comes back later. */
  readonly persistentNat?: PoolPersistentNat | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Alarm by number of sessions. */
export interface SourceNatRuleSessionCountAlarm {
  /** Raise the alarm at this level. 1 to 4294967295. */
  readonly raiseThreshold?: Numeric;
  /** Clear the alarm at this level. 1 to 4294967295. */
  readonly clearThreshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** How mappings are kept. */
export interface SourceNatMappingType {
  /** For all destinations. */
  readonly endpointIndependent?: Flag;
  /** A host keeps its address. */
  readonly addressPoolingPaired?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** How it is translated. */
export interface ThenSourceNat {
  /** Not at all. */
  readonly off?: Flag;
  /** To a pool's addresses. */
  readonly pool?: SourceNatPool;
  /** To the address of the interface it leaves by. */
  readonly interface?: SourceNatInterface | true;
  /** Alarm by number of sessions. */
  readonly ruleSessionCountAlarm?: SourceNatRuleSessionCountAlarm;
  /** How mappings are kept. */
  readonly mappingType?: SourceNatMappingType;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What happens to it. */
export interface RuleSetRuleThen {
  /** How it is translated. */
  readonly sourceNat?: ThenSourceNat;
  /** Log translations. */
  readonly syslog?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Rules, first match first. */
export interface RuleSetRule {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** The traffic. */
  readonly match?: RuleSetRuleMatch;
  /** What happens to it. */
  readonly then?: RuleSetRuleThen;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Rules for traffic between two places. */
export interface SourceRuleSet {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Where the traffic comes from. */
  readonly from?: RuleSetFrom;
  /** Where the traffic goes to. */
  readonly to?: RuleSetTo;
  /** Rules, first match first. Names of 1 to 63 characters. */
  readonly rule?: Readonly<Record<string, RuleSetRule | true>>;
  /** Direction, for stateless use. */
  readonly matchDirection?: "input" | "output";
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Translation of sources. */
export interface NatSource {
  /** Let pools differ in their ports. */
  readonly allowDistinctPortPools?: Flag;
  /** Addresses that sources are translated to. Names of 1 to 63 characters. */
  readonly pool?: Readonly<Record<string, SourcePool | true>>;
  /** A host keeps its address for all its sessions. */
  readonly addressPersistent?: Flag;
  /** Keep sessions when the address pool changes. */
  readonly sessionPersistenceScan?: Flag;
  /** Wait before sessions of a removed address are dropped. 30 to 28800. */
  readonly sessionDropHoldDown?: Numeric;
  /** Alarm by use of all pools, in percent. */
  readonly poolUtilizationAlarm?: SourcePoolUtilizationAlarm;
  /** Ports taken at random. */
  readonly portRandomization?: SourcePortRandomization;
  /** Ports taken in turn. */
  readonly portRoundRobin?: SourcePortRoundRobin;
  /** Ports of pools that name none. */
  readonly poolDefaultPortRange?: SourcePoolDefaultPortRange;
  /** Ports for protocols that need pairs. */
  readonly poolDefaultTwinPortRange?: SourcePoolDefaultTwinPortRange;
  /** Translation to an interface's own address. */
  readonly interface?: SourceInterface;
  /** Rules for traffic between two places. Names of 1 to 63 characters. */
  readonly ruleSet?: Readonly<Record<string, SourceRuleSet | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The routing instance the addresses belong to. */
export interface PoolRoutingInstance {
  /** The main one. */
  readonly default?: Flag;
  /** Its name. */
  readonly riName?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** An address, or the first of a range. */
export interface DestinationPoolAddress {
  /** The range's end. */
  readonly to?: string;
  /** Port that the destination port becomes. */
  readonly port?: Numeric;
  /** The address. */
  readonly ipaddr?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** An address by name. */
export interface PoolAddressName {
  /** Port that the destination port becomes. */
  readonly port?: Numeric;
  /** Name in the global address book. 1 to 63 characters. */
  readonly poolAddressName?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses that destinations are translated to. */
export interface DestinationPool {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** The routing instance the addresses belong to. */
  readonly routingInstance?: PoolRoutingInstance;
  /** An address, or the first of a range. */
  readonly address?: DestinationPoolAddress;
  /** An address by name. */
  readonly addressName?: PoolAddressName;
  /** Keep sessions when the pool changes. */
  readonly sessionRetain?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Its destination. */
export interface MatchDestinationAddress {
  /** Every unicast address. */
  readonly anyUnicast?: Flag;
  /** A network. */
  readonly dstAddr?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Destination ports, each one port or a range. */
export interface RuleMatchDestinationPort {
  /** The range's end. */
  readonly to?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The traffic. */
export interface DestinationRuleSetRuleMatch {
  /** Source networks. At most 8. */
  readonly sourceAddress?: readonly string[];
  /** Source addresses by name, from the global address book. At most 8. */
  readonly sourceAddressName?: readonly string[];
  /** Its destination. */
  readonly destinationAddress?: MatchDestinationAddress;
  /** Its destination by name. */
  readonly destinationAddressName?: string;
  /** Destination ports, each one port or a range. At most 8. */
  readonly destinationPort?: Readonly<Record<string, RuleMatchDestinationPort | true>>;
  /** IP protocols, by name or number. At most 4. */
  readonly protocol?: readonly string[];
  /** Applications by name. */
  readonly application?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** How it is translated. */
export interface ThenDestinationNat {
  /** Not at all. */
  readonly off?: Flag;
  /** To a pool's address. */
  readonly pool?: string;
  /** To another network, host by host. */
  readonly destinationPrefix?: string;
  /** Alarm by number of sessions. */
  readonly ruleSessionCountAlarm?: SourceNatRuleSessionCountAlarm;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What happens to it. */
export interface DestinationRuleSetRuleThen {
  /** How it is translated. */
  readonly destinationNat?: ThenDestinationNat;
  /** Log translations. */
  readonly syslog?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Rules, first match first. */
export interface DestinationRuleSetRule {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** The traffic. */
  readonly match?: DestinationRuleSetRuleMatch;
  /** What happens to it. */
  readonly then?: DestinationRuleSetRuleThen;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Rules for traffic from one place. */
export interface DestinationRuleSet {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Where the traffic comes from. */
  readonly from?: RuleSetFrom;
  /** Rules, first match first. Names of 1 to 63 characters. */
  readonly rule?: Readonly<Record<string, DestinationRuleSetRule | true>>;
  /** Direction, for stateless use. */
  readonly matchDirection?: "input" | "output";
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Translation of destinations. */
export interface NatDestination {
  /** Addresses that destinations are translated to. Names of 1 to 63 characters. */
  readonly pool?: Readonly<Record<string, DestinationPool | true>>;
  /** Rules for traffic from one place. Names of 1 to 63 characters. */
  readonly ruleSet?: Readonly<Record<string, DestinationRuleSet | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Source ports, each one port or a range. */
export interface RuleMatchSourcePort {
  /** The range's end. */
  readonly to?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Port, or first port of a range. */
export interface RuleSetRuleMatchDestinationPort {
  /** The range's end. */
  readonly to?: Numeric;
  /** First port. */
  readonly low?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The traffic. */
export interface StaticRuleSetRuleMatch {
  /** Source networks. At most 8. */
  readonly sourceAddress?: readonly string[];
  /** Source addresses by name, from the global address book. At most 8. */
  readonly sourceAddressName?: readonly string[];
  /** Source ports, each one port or a range. At most 8. */
  readonly sourcePort?: Readonly<Record<string, RuleMatchSourcePort | true>>;
  /** The outer address or network. */
  readonly destinationAddress?: string;
  /** The outer address by name. */
  readonly destinationAddressName?: string;
  /** Port, or first port of a range. */
  readonly destinationPort?: RuleSetRuleMatchDestinationPort;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Translate IPv6 to IPv4. */
export interface StaticNatInet {
  /** Routing instance the translated address belongs to. */
  readonly routingInstance?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Port, or first port of a range, that the destination port becomes. */
export interface PrefixMappedPort {
  /** The range's end. */
  readonly to?: Numeric;
  /** First port. */
  readonly low?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** An inner address or network of the same size. */
export interface StaticNatPrefix {
  /** Port, or first port of a range, that the destination port becomes. */
  readonly mappedPort?: PrefixMappedPort;
  /** Routing instance the translated address belongs to. */
  readonly routingInstance?: string;
  /** It. */
  readonly addrPrefix?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** An inner address by name. */
export interface StaticNatPrefixName {
  /** Port, or first port of a range, that the destination port becomes. */
  readonly mappedPort?: PrefixMappedPort;
  /** Routing instance the translated address belongs to. */
  readonly routingInstance?: string;
  /** Name in the global address book. 1 to 63 characters. */
  readonly addrPrefixName?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** An inner IPv6 network, without state. */
export interface StaticNatNptv6Prefix {
  /** Routing instance the translated address belongs to. */
  readonly routingInstance?: string;
  /** It. */
  readonly addrPrefix?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** An inner IPv6 network by name, without state. */
export interface StaticNatNptv6PrefixName {
  /** Routing instance the translated address belongs to. */
  readonly routingInstance?: string;
  /** Name in the global address book. 1 to 63 characters. */
  readonly addrPrefixName?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What the outer address becomes. */
export interface ThenStaticNat {
  /** Translate IPv6 to IPv4. */
  readonly inet?: StaticNatInet | true;
  /** An inner address or network of the same size. */
  readonly prefix?: StaticNatPrefix;
  /** An inner address by name. */
  readonly prefixName?: StaticNatPrefixName;
  /** An inner IPv6 network, without state. */
  readonly nptv6Prefix?: StaticNatNptv6Prefix;
  /** An inner IPv6 network by name, without state. */
  readonly nptv6PrefixName?: StaticNatNptv6PrefixName;
  /** Alarm by number of sessions. */
  readonly ruleSessionCountAlarm?: SourceNatRuleSessionCountAlarm;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What happens to it. */
export interface StaticRuleSetRuleThen {
  /** What the outer address becomes. */
  readonly staticNat?: ThenStaticNat;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Rules, first match first. */
export interface StaticRuleSetRule {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** The traffic. */
  readonly match?: StaticRuleSetRuleMatch;
  /** What happens to it. */
  readonly then?: StaticRuleSetRuleThen;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Rules for traffic from one place. */
export interface StaticRuleSet {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Where the traffic comes from. */
  readonly from?: RuleSetFrom;
  /** Rules, first match first. Names of 1 to 63 characters. */
  readonly rule?: Readonly<Record<string, StaticRuleSetRule | true>>;
  /** Direction, for stateless use. */
  readonly matchDirection?: "input" | "output";
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** One address to one address, both ways. */
export interface NatStatic {
  /** Rules for traffic from one place. Names of 1 to 63 characters. */
  readonly ruleSet?: Readonly<Record<string, StaticRuleSet | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses answered for, or first addresses of ranges. */
export interface InterfaceAddress {
  /** The range's end. */
  readonly to?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The logical interface that is asked. */
export interface ProxyArpInterface {
  /** Addresses answered for, or first addresses of ranges. */
  readonly address?: Readonly<Record<string, InterfaceAddress | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Answer ARP for addresses that are on no interface, on a link whose hosts look for them. */
export interface NatProxyArp {
  /** The logical interface that is asked. */
  readonly interface?: Readonly<Record<string, ProxyArpInterface | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses answered for, or first addresses of ranges. */
export interface ProxyNdpInterfaceAddress {
  /** The range's end. */
  readonly to?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The logical interface that is asked. */
export interface ProxyNdpInterface {
  /** Addresses answered for, or first addresses of ranges. */
  readonly address?: Readonly<Record<string, ProxyNdpInterfaceAddress | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The same for IPv6. */
export interface NatProxyNdp {
  /** The logical interface that is asked. */
  readonly interface?: Readonly<Record<string, ProxyNdpInterface | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Translation between IPv6 and IPv4. */
export interface NatNatv6v4 {
  /** Don't add fragment headers. */
  readonly noV6FragHeader?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The file that traces go to. */
export interface NatTraceoptionsFile {
  /** Largest size of one file before the next is begun, such as `1m`. */
  readonly size?: string;
  /** Most files kept. 2 to 1000. Default 3. */
  readonly files?: Numeric;
  /** Let every user read the file. */
  readonly worldReadable?: Flag;
  /** Let only the user who began it read the file. */
  readonly noWorldReadable?: Flag;
  /** Keep only lines that this regular expression matches. */
  readonly match?: string;
  /** Name of the file, in the device's log folder. 1 to 1024 characters. */
  readonly filename?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What to trace. */
export interface TraceoptionsFlag {
  /** To the system log too. */
  readonly syslog?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace translation to a file, for troubleshooting. */
export interface NatTraceoptions {
  /** Keep traces on this device. */
  readonly noRemoteTrace?: Flag;
  /** The file that traces go to. */
  readonly file?: NatTraceoptionsFile;
  /** What to trace. One of configuration, flow, routing-socket, routing-protocol, all, source-nat-re, source-nat-rt, source-nat-pfe, destination-nat-re, destination-nat-rt, destination-nat-pfe, static-nat-re, static-nat-rt, static-nat-pfe, nat-svc-set-re. */
  readonly flag?: Readonly<Record<string, TraceoptionsFlag | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Network address translation: static before destination before routing before source. */
export interface SecurityNat {
  /** Translation of sources. */
  readonly source?: NatSource;
  /** Translation of destinations. */
  readonly destination?: NatDestination;
  /** One address to one address, both ways. */
  readonly static?: NatStatic;
  /** Answer ARP for addresses that are on no interface, on a link whose hosts look for them. */
  readonly proxyArp?: NatProxyArp;
  /** The same for IPv6. */
  readonly proxyNdp?: NatProxyNdp;
  /** Translation between IPv6 and IPv4. */
  readonly natv6v4?: NatNatv6v4;
  /** Let an address be in two pools. */
  readonly allowOverlappingPools?: Flag;
  /** Trace translation to a file, for troubleshooting. */
  readonly traceoptions?: NatTraceoptions;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The file that traces go to. */
export interface PoliciesTraceoptionsFile {
  /** Largest size of one file before the next is begun, such as `1m`. */
  readonly size?: string;
  /** Most files kept. 2 to 1000. Default 3. */
  readonly files?: Numeric;
  /** Let every user read the file. */
  readonly worldReadable?: Flag;
  /** Let only the user who began it read the file. */
  readonly noWorldReadable?: Flag;
  /** Keep only lines that this regular expression matches. */
  readonly match?: string;
  /** Name of the file, in the device's log folder. 1 to 1024 characters. */
  readonly filename?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace policies to a file, for troubleshooting. */
export interface PoliciesTraceoptions {
  /** Keep traces on this device. */
  readonly noRemoteTrace?: Flag;
  /** The file that traces go to. */
  readonly file?: PoliciesTraceoptionsFile;
  /** What to trace. One of configuration, routing-socket, compilation, ipc, rules, lookup, all. */
  readonly flag?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The traffic: source, destination and application are all needed. */
export interface PolicyMatch {
  /** Source addresses, by name; `any` for all. */
  readonly sourceAddress?: readonly string[];
  /** Destination addresses, by name; `any` for all. */
  readonly destinationAddress?: readonly string[];
  /** All but the source addresses named. */
  readonly sourceAddressExcluded?: Flag;
  /** All but the destination addresses named. */
  readonly destinationAddressExcluded?: Flag;
  /** Applications, by name; `any` for all. */
  readonly application?: readonly string[];
  /** Users and roles. */
  readonly sourceIdentity?: readonly string[];
  /** Applications recognised by their content. */
  readonly dynamicApplication?: readonly string[];
  /** Categories of web sites. */
  readonly urlCategory?: readonly string[];
  /** Zones it comes from, in a global policy. */
  readonly fromZone?: readonly string[];
  /** Zones it goes to, in a global policy. */
  readonly toZone?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Drop it and say so. */
export interface ThenReject {
  /** Page to show. */
  readonly profile?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Into a policy-based VPN. */
export interface PermitTunnel {
  /** The VPN, which has no bind-interface. 1 to 63 characters. */
  readonly ipsecVpn?: string;
  /** The group VPN. 1 to 63 characters. */
  readonly ipsecGroupVpn?: string;
  /** The policy of the other direction that uses the same VPN. 1 to 63 characters. */
  readonly pairPolicy?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Only when destination NAT did or did not apply. */
export interface PermitDestinationAddress {
  /** Drop what was translated. */
  readonly dropTranslated?: Flag;
  /** Drop what was not translated. */
  readonly dropUntranslated?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Application firewall. */
export interface ApplicationServicesApplicationFirewall {
  /** Rule set. 1 to 64 characters. */
  readonly ruleSet?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Further examination. */
export interface PermitApplicationServices {
  /** Intrusion detection. */
  readonly idp?: Flag;
  /** Intrusion detection policy. 1 to 255 characters. */
  readonly idpPolicy?: string;
  /** Content security policy. 1 to 255 characters. */
  readonly utmPolicy?: string;
  /** Capture unknown applications. */
  readonly packetCapture?: Flag;
  /** Application firewall. */
  readonly applicationFirewall?: ApplicationServicesApplicationFirewall;
  /** Threat feed policy. 1 to 255 characters. */
  readonly securityIntelligencePolicy?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** TCP in this policy's sessions. */
export interface PermitTcpOptions {
  /** Begin sessions only with a SYN. */
  readonly synCheckRequired?: Flag;
  /** Check sequence numbers. */
  readonly sequenceCheckRequired?: Flag;
  /** Largest segment from the side that initiates. 64 to 65535. */
  readonly initialTcpMss?: Numeric;
  /** Largest segment from the other side. 64 to 65535. */
  readonly reverseTcpMss?: Numeric;
  /** Watch window scaling. */
  readonly windowScale?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Let it pass. */
export interface ThenPermit {
  /** Into a policy-based VPN. */
  readonly tunnel?: PermitTunnel;
  /** Only when destination NAT did or did not apply. */
  readonly destinationAddress?: PermitDestinationAddress | true;
  /** Further examination. */
  readonly applicationServices?: PermitApplicationServices;
  /** TCP in this policy's sessions. */
  readonly tcpOptions?: PermitTcpOptions;
  /** Let hardware forward the sessions. */
  readonly servicesOffload?: Flag;
  /** Don't let hardware forward the sessions. */
  readonly noServicesOffload?: Flag;
  /** Track expected connections. */
  readonly advancedConnectionTracking?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Write sessions to the log. */
export interface ThenLog {
  /** When a session begins. */
  readonly sessionInit?: Flag;
  /** When a session ends. */
  readonly sessionClose?: Flag;
  /** Time between updates during a session; 0 for none. 0 to 1440 minutes. Default 0. */
  readonly sessionUpdate?: Numeric;
  /** Log stateless traffic too. */
  readonly sfw?: Flag;
  /** Log profile. */
  readonly profile?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What happens to it. */
export interface PolicyThen {
  /** Drop it silently. */
  readonly deny?: Present;
  /** Drop it and say so. */
  readonly reject?: ThenReject | true;
  /** Let it pass. */
  readonly permit?: ThenPermit | true;
  /** Write sessions to the log. */
  readonly log?: ThenLog;
  /** Count it. */
  readonly count?: Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Policies, first match first. */
export interface ToZonePolicy {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** The traffic: source, destination and application are all needed. */
  readonly match?: PolicyMatch;
  /** What happens to it. */
  readonly then?: PolicyThen;
  /** When the policy is in force. 1 to 63 characters. */
  readonly schedulerName?: string;
  /** Leave it out of reports. */
  readonly reportSkip?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Services for the pair of zones. */
export interface ToZoneApplicationServices {
  /** Metadata policy. 1 to 63 characters. */
  readonly securityMetadataStreamingPolicy?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The zone it goes to. */
export interface FromZoneToZone {
  /** Policies, first match first. Names of 1 to 63 characters. */
  readonly policy?: Readonly<Record<string, ToZonePolicy | true>>;
  /** Services for the pair of zones. */
  readonly applicationServices?: ToZoneApplicationServices;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The zone traffic comes from. */
export interface PoliciesFromZone {
  /** The zone it goes to. Names of 1 to 63 characters. */
  readonly toZone?: Readonly<Record<string, FromZoneToZone | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Policies for all zones, asked after those of the pair. */
export interface PoliciesGlobal {
  /** Policies, first match first. Names of 1 to 63 characters. */
  readonly policy?: Readonly<Record<string, ToZonePolicy | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What happens when no policy matches. */
export interface PoliciesDefaultPolicy {
  /** Log profile. */
  readonly logProfile?: string;
  /** Let pass or drop. Default deny-all. */
  readonly defaultAction?: "permit-all" | "deny-all";
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Judge running sessions anew when policies change. */
export interface PoliciesPolicyRematch {
  /** Also after policies were added or reordered. */
  readonly extensive?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Count for every policy. */
export interface PoliciesPolicyStats {
  /** On all parts of a cluster. */
  readonly systemWide?: "enable" | "disable";
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Log them. */
export interface PreIdDefaultPolicyThenLog {
  /** When a session begins. */
  readonly sessionInit?: Flag;
  /** When a session ends. */
  readonly sessionClose?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What happens to them. */
export interface PreIdDefaultPolicyThen {
  /** Log them. */
  readonly log?: PreIdDefaultPolicyThenLog;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Sessions whose application isn't known yet. */
export interface PoliciesPreIdDefaultPolicy {
  /** What happens to them. */
  readonly then?: PreIdDefaultPolicyThen;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Policies by application. */
export interface PoliciesUnifiedPolicy {
  /** Most lookups of one session. 0 to 4294967295. */
  readonly maxLookups?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Which traffic passes. */
export interface SecurityPolicies {
  /** Trace policies to a file, for troubleshooting. */
  readonly traceoptions?: PoliciesTraceoptions;
  /** The zone traffic comes from. Names of 1 to 63 characters. */
  readonly fromZone?: Readonly<Record<string, PoliciesFromZone | true>>;
  /** Policies for all zones, asked after those of the pair. */
  readonly global?: PoliciesGlobal;
  /** What happens when no policy matches. */
  readonly defaultPolicy?: PoliciesDefaultPolicy;
  /** Judge running sessions anew when policies change. */
  readonly policyRematch?: PoliciesPolicyRematch | true;
  /** Count for every policy. */
  readonly policyStats?: PoliciesPolicyStats | true;
  /** Sessions whose application isn't known yet. */
  readonly preIdDefaultPolicy?: PoliciesPreIdDefaultPolicy;
  /** Policies by application. */
  readonly unifiedPolicy?: PoliciesUnifiedPolicy;
  /** Answer lookups during a commit. */
  readonly lookupIntactOnCommit?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Services let in. */
export interface HostInboundTrafficSystemServices {
  /** Leave this service out where `all` lets everything in. */
  readonly except?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Routing protocols let in. */
export interface HostInboundTrafficProtocols {
  /** Leave this protocol out where `all` lets everything in. */
  readonly except?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What may reach the device itself. */
export interface InterfacesHostInboundTraffic {
  /** Services let in. One of all, bootp, dhcp, dhcpv6, dns, finger, ftp, ident-reset, http, https, ike, netconf, ping, rlogin, reverse-telnet, reverse-ssh, rpm, rsh, snmp, snmp-trap, ssh, telnet, traceroute, xnm-ssl, xnm-clear-text, tftp, lsping, lsselfping, ntp, sip, r2cp, webapi-clear-text, webapi-ssl, tcp-encap, appqoe, high-availability, any-service. */
  readonly systemServices?: Readonly<Record<string, HostInboundTrafficSystemServices | true>>;
  /** Routing protocols let in. One of all, bfd, bgp, dvmrp, igmp, ldp, msdp, ndp, nhrp, ospf, ospf3, pgm, pim, rip, ripng, router-discovery, rsvp, sap, vrrp. */
  readonly protocols?: Readonly<Record<string, HostInboundTrafficProtocols | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Logical interfaces of the zone. */
export interface ManagementInterfaces {
  /** What may reach the device itself. */
  readonly hostInboundTraffic?: InterfacesHostInboundTraffic;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Management interfaces in the forwarding plane. */
export interface FunctionalZoneManagement {
  /** Logical interfaces of the zone. */
  readonly interfaces?: Readonly<Record<string, ManagementInterfaces | true>>;
  /** Screen that examines what arrives. 1 to 64 characters. */
  readonly screen?: string;
  /** What may reach the device itself. */
  readonly hostInboundTraffic?: InterfacesHostInboundTraffic;
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Zones with a special purpose. */
export interface ZonesFunctionalZone {
  /** Management interfaces in the forwarding plane. */
  readonly management?: FunctionalZoneManagement | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Address names for this zone alone; not together with books outside of zones. */
export interface SecurityZoneAddressBook {
  /** Names for addresses. Names of 1 to 63 characters. */
  readonly address?: Readonly<Record<string, AddressBookAddress | true>>;
  /** Names for several addresses together. Names of 1 to 63 characters. */
  readonly addressSet?: Readonly<Record<string, AddressBookAddressSet | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security zones security-zone advanced-connection-tracking mode`. */
export type ModeValue =
  | "allow-any-host"
  | "allow-target-host"
  | "allow-target-host-port"
  | Placeholder;

/** Tracking of expected connections. */
export interface SecurityZoneAdvancedConnectionTracking {
  /** Time. */
  readonly timeout?: Numeric;
  /** What is tracked. */
  readonly mode?: ModeValue;
  /** For all policies to this zone. */
  readonly trackAllPoliciesToThisZone?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A zone. */
export interface ZonesSecurityZone {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Answer TCP packets that belong to no session with a reset. */
  readonly tcpRst?: Flag;
  /** Address names for this zone alone; not together with books outside of zones. */
  readonly addressBook?: SecurityZoneAddressBook;
  /** Lists of sources that screens let pass. At most 2. */
  readonly whiteList?: readonly string[];
  /** Screen that examines what arrives. 1 to 32 characters. */
  readonly screen?: string;
  /** What may reach the device itself. */
  readonly hostInboundTraffic?: InterfacesHostInboundTraffic;
  /** Logical interfaces of the zone. */
  readonly interfaces?: Readonly<Record<string, ManagementInterfaces | true>>;
  /** Report applications seen. */
  readonly applicationTracking?: Flag;
  /** Log user names. */
  readonly sourceIdentityLog?: Flag;
  /** Routing by application. */
  readonly advancePolicyBasedRoutingProfile?: string;
  /** Let return traffic change its way. */
  readonly enableReverseReroute?: Flag;
  /** Only one direction keeps a session alive. */
  readonly unidirectionalSessionRefreshing?: Flag;
  /** Tracking of expected connections. */
  readonly advancedConnectionTracking?: SecurityZoneAdvancedConnectionTracking;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Security zones: policies speak of zones, not of interfaces. */
export interface SecurityZones {
  /** Zones with a special purpose. */
  readonly functionalZone?: ZonesFunctionalZone | true;
  /** A zone. Names of 1 to 63 characters. */
  readonly securityZone?: Readonly<Record<string, ZonesSecurityZone | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Traps. */
export interface ScreenTrap {
  /** Time between them. 1 to 3600 seconds. Default 2. */
  readonly interval?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** One source asks many addresses. */
export interface IcmpIpSweep {
  /** From this on. 1000 to 1000000 microseconds in which 10 ICMP packets are detected. Default 5000. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Floods. */
export interface IcmpFlood {
  /** From this on. ICMP packets per second. Default 1000. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** ICMP. */
export interface IdsOptionIcmp {
  /** One source asks many addresses. */
  readonly ipSweep?: IcmpIpSweep | true;
  /** Fragments. */
  readonly fragment?: Flag;
  /** Large packets. */
  readonly large?: Flag;
  /** Pings that are too large. */
  readonly pingDeath?: Flag;
  /** Floods. */
  readonly flood?: IcmpFlood | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IP. */
export interface IdsOptionIp {
  /** Malformed options. */
  readonly badOption?: Flag;
  /** Record route. */
  readonly recordRouteOption?: Flag;
  /** Timestamps. */
  readonly timestampOption?: Flag;
  /** Security option. */
  readonly securityOption?: Flag;
  /** Stream identifier. */
  readonly streamOption?: Flag;
  /** Sources that routing would not expect there. */
  readonly spoofing?: Flag;
  /** Source routes. */
  readonly sourceRouteOption?: Flag;
  /** Loose source routes. */
  readonly looseSourceRouteOption?: Flag;
  /** Strict source routes. */
  readonly strictSourceRouteOption?: Flag;
  /** Unknown protocols. */
  readonly unknownProtocol?: Flag;
  /** Overlapping fragments. */
  readonly tearDrop?: Flag;
  /** Fragments. */
  readonly blockFrag?: Present;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** One source tries many ports. */
export interface TcpPortScan {
  /** From this on. 1000 to 1000000 microseconds in which 10 attack packets are detected. Default 5000. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Connections that never log in. */
export interface TcpSynAckAckProxy {
  /** From this on. 1 to 250000 un-authenticated connections. Default 512. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Floods of SYNs. */
export interface TcpSynFlood {
  /** Report from here on. Requests per second. Default 512. */
  readonly alarmThreshold?: Numeric;
  /** Act from here on. Proxied requests per second. Default 200. */
  readonly attackThreshold?: Numeric;
  /** From one source. SYN pps. Default 4000. */
  readonly sourceThreshold?: Numeric;
  /** To one destination. SYN pps. Default 4000. */
  readonly destinationThreshold?: Numeric;
  /** Requests kept. 200 to 20000 proxied requests in queue. Default 1024. */
  readonly queueSize?: Numeric;
  /** Time for a handshake. 1 to 50 seconds. Default 20. */
  readonly timeout?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** One source tries many addresses. */
export interface TcpTcpSweep {
  /** From this on. 1000 to 1000000 microseconds in which 10 TCP packets are detected. Default 5000. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** TCP. */
export interface IdsOptionTcp {
  /** SYN with FIN. */
  readonly synFin?: Flag;
  /** FIN without ACK. */
  readonly finNoAck?: Flag;
  /** No flags. */
  readonly tcpNoFlag?: Flag;
  /** SYN in fragments. */
  readonly synFrag?: Flag;
  /** Source equal to destination. */
  readonly land?: Flag;
  /** Urgent data to NetBIOS. */
  readonly winnuke?: Flag;
  /** One source tries many ports. */
  readonly portScan?: TcpPortScan | true;
  /** Connections that never log in. */
  readonly synAckAckProxy?: TcpSynAckAckProxy | true;
  /** Floods of SYNs. */
  readonly synFlood?: TcpSynFlood | true;
  /** One source tries many addresses. */
  readonly tcpSweep?: TcpTcpSweep | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Floods. */
export interface UdpFlood {
  /** From this on. UDP packets per second. Default 1000. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** One source tries many addresses. */
export interface UdpUdpSweep {
  /** From this on. 1000 to 1000000 microseconds in which 10 UDP packets are detected. Default 5000. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** One source tries many ports. */
export interface UdpPortScan {
  /** From this on. 1000 to 1000000 microseconds in which 10 attack packets are detected. Default 5000. */
  readonly threshold?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** UDP. */
export interface IdsOptionUdp {
  /** Floods. */
  readonly flood?: UdpFlood | true;
  /** One source tries many addresses. */
  readonly udpSweep?: UdpUdpSweep | true;
  /** One source tries many ports. */
  readonly portScan?: UdpPortScan | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Sessions of one host. */
export interface IdsOptionLimitSession {
  /** Most from one source. */
  readonly sourceIpBased?: Numeric;
  /** Most to one destination. */
  readonly destinationIpBased?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Screens, which zones refer to. */
export interface ScreenIdsOption {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Report, don't drop. */
  readonly alarmWithoutDrop?: Flag;
  /** ICMP. */
  readonly icmp?: IdsOptionIcmp;
  /** IP. */
  readonly ip?: IdsOptionIp;
  /** TCP. */
  readonly tcp?: IdsOptionTcp;
  /** UDP. */
  readonly udp?: IdsOptionUdp;
  /** Sessions of one host. */
  readonly limitSession?: IdsOptionLimitSession;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Sources that pass. */
export interface ScreenWhiteList {
  /** Networks. At most 32. */
  readonly address?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Attacks that are looked for in what arrives. */
export interface SecurityScreen {
  /** Traps. */
  readonly trap?: ScreenTrap | true;
  /** Screens, which zones refer to. Names of 1 to 64 characters. */
  readonly idsOption?: Readonly<Record<string, ScreenIdsOption | true>>;
  /** Sources that pass. Names of 1 to 32 characters. At most 32. */
  readonly whiteList?: Readonly<Record<string, ScreenWhiteList | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security log mode`. */
export type LogModeValue =
  | "stream"
  | "event"
  | "stream-event"
  | Placeholder;

/** Values of `groups security log format`. */
export type LogFormatValue =
  | "syslog"
  | "sd-syslog"
  | "binary"
  | "protobuf"
  | Placeholder;

/** Values of `groups security log transport protocol`. */
export type TransportProtocolValue =
  | "udp"
  | "tcp"
  | "tls"
  | Placeholder;

/** Transport. */
export interface LogTransport {
  /** Connections. 1 to 5. */
  readonly tcpConnections?: Numeric;
  /** Protocol. */
  readonly protocol?: TransportProtocolValue;
  /** Profile for TLS. */
  readonly tlsProfile?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups security log stream severity`. */
export type SeverityValue =
  | "emergency"
  | "alert"
  | "critical"
  | "error"
  | "warning"
  | "notice"
  | "info"
  | "debug"
  | Placeholder;

/** Values of `groups security log stream format`. */
export type StreamFormatValue =
  | "syslog"
  | "sd-syslog"
  | "welf"
  | "binary"
  | "protobuf"
  | Placeholder;

/** Where. */
export interface StreamHost {
  /** Port. */
  readonly port?: Numeric;
  /** Routing instance it is reached by. */
  readonly routingInstance?: string;
  /** Address or name. 1 to 256 characters. */
  readonly ipaddr?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Receivers. */
export interface LogStream {
  /** Least severity. */
  readonly severity?: SeverityValue;
  /** Format. */
  readonly format?: StreamFormatValue;
  /** Where. */
  readonly host?: StreamHost;
  /** Address they come from. */
  readonly sourceAddress?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A file. */
export interface LogFile {
  /** Name. 1 to 256 characters. */
  readonly filename?: string;
  /** Size, in megabytes. 1 to 10. */
  readonly size?: Numeric;
  /** Folder. 1 to 256 characters. */
  readonly path?: string;
  /** How many. 2 to 10. */
  readonly files?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The file that traces go to. */
export interface LogTraceoptionsFile {
  /** Largest size of one file before the next is begun, such as `1m`. */
  readonly size?: string;
  /** Most files kept. 2 to 1000. Default 3. */
  readonly files?: Numeric;
  /** Let every user read the file. */
  readonly worldReadable?: Flag;
  /** Let only the user who began it read the file. */
  readonly noWorldReadable?: Flag;
  /** Keep only lines that this regular expression matches. */
  readonly match?: string;
  /** Name of the file, in the device's log folder. 1 to 1024 characters. */
  readonly filename?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace logging to a file, for troubleshooting. */
export interface LogTraceoptions {
  /** Keep traces on this device. */
  readonly noRemoteTrace?: Flag;
  /** The file that traces go to. */
  readonly file?: LogTraceoptionsFile;
  /** What to trace. One of source, configuration, all, report, hpl. */
  readonly flag?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Logs of traffic. */
export interface SecurityLog {
  /** None. */
  readonly disable?: Flag;
  /** Times in UTC. */
  readonly utcTimestamp?: Flag;
  /** `stream` sends from the forwarding plane, `event` goes through the routing engine. */
  readonly mode?: LogModeValue;
  /** Most messages to the routing engine. 0 to 1500 logs per second. */
  readonly eventRate?: Numeric;
  /** Format. */
  readonly format?: LogFormatValue;
  /** Most messages. 0 to 5000 logs per second. */
  readonly rateCap?: Numeric;
  /** Keep them for reports. */
  readonly report?: Present;
  /** Address they come from. */
  readonly sourceAddress?: string;
  /** Interface whose address they come from. */
  readonly sourceInterface?: string;
  /** Transport. */
  readonly transport?: LogTransport | true;
  /** Receivers. Names of 1 to 63 characters. At most 8. */
  readonly stream?: Readonly<Record<string, LogStream | true>>;
  /** A file. */
  readonly file?: LogFile;
  /** Trace logging to a file, for troubleshooting. */
  readonly traceoptions?: LogTraceoptions;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where certificates come from. */
export interface CaProfileEnrollment {
  /** Address. */
  readonly url?: string;
  /** Times to ask. 0 to 1080. Default 1000. */
  readonly retry?: Numeric;
  /** Time between, in seconds. 0 to 3600. Default 600. */
  readonly retryInterval?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Go on without. */
export interface CrlDisable {
  /** When it can't be fetched. */
  readonly onDownloadFailure?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Where it is. */
export interface CrlUrl {
  /** Password. */
  readonly password?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The list. */
export interface RevocationCheckCrl {
  /** Go on without. */
  readonly disable?: CrlDisable;
  /** Where it is. Names of 1 to 500 characters. */
  readonly url?: Readonly<Record<string, CrlUrl | true>>;
  /** How often it is fetched. 0 to 8784 hours. */
  readonly refreshInterval?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Whether certificates were withdrawn. */
export interface CaProfileRevocationCheck {
  /** By list. */
  readonly useCrl?: Flag;
  /** By asking. */
  readonly useOcsp?: Flag;
  /** Don't look. */
  readonly disable?: Flag;
  /** The list. */
  readonly crl?: RevocationCheckCrl;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Who is responsible. */
export interface CaProfileAdministrator {
  /** Mail address. */
  readonly emailAddress?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Authorities. */
export interface PkiCaProfile {
  /** The authority's name. */
  readonly caIdentity?: string;
  /** Address questions come from. */
  readonly sourceAddress?: string;
  /** Routing instance it is reached by. */
  readonly routingInstance?: string;
  /** Where certificates come from. */
  readonly enrollment?: CaProfileEnrollment;
  /** Whether certificates were withdrawn. */
  readonly revocationCheck?: CaProfileRevocationCheck;
  /** Who is responsible. */
  readonly administrator?: CaProfileAdministrator;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Groups of authorities. */
export interface PkiTrustedCaGroup {
  /** Authorities. Each 1 to 63 characters. At most 20. */
  readonly caProfiles?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Certificates. */
export interface ScepCertificateId {
  /** Authority. */
  readonly caProfileName?: string;
  /** With a new key. */
  readonly reGenerateKeypair?: Flag;
  /** When this share of its life is left. 1 to 99. */
  readonly reEnrollTriggerTimePercentage?: Numeric;
  /** Password. */
  readonly challengePassword?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** By SCEP. */
export interface AutoReEnrollmentScep {
  /** Certificates. */
  readonly certificateId?: Readonly<Record<string, ScepCertificateId | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Certificates. */
export interface Cmpv2CertificateId {
  /** Authority. */
  readonly caProfileName?: string;
  /** With a new key. */
  readonly reGenerateKeypair?: Flag;
  /** When this share of its life is left. 1 to 99. */
  readonly reEnrollTriggerTimePercentage?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** By CMPv2. */
export interface AutoReEnrollmentCmpv2 {
  /** Certificates. */
  readonly certificateId?: Readonly<Record<string, Cmpv2CertificateId | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Renewal. */
export interface PkiAutoReEnrollment {
  /** By SCEP. */
  readonly scep?: AutoReEnrollmentScep | true;
  /** By CMPv2. */
  readonly cmpv2?: AutoReEnrollmentCmpv2 | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** The file that traces go to. */
export interface PkiTraceoptionsFile {
  /** Largest size of one file before the next is begun, such as `1m`. */
  readonly size?: string;
  /** Most files kept. 2 to 1000. Default 3. */
  readonly files?: Numeric;
  /** Let every user read the file. */
  readonly worldReadable?: Flag;
  /** Let only the user who began it read the file. */
  readonly noWorldReadable?: Flag;
  /** Keep only lines that this regular expression matches. */
  readonly match?: string;
  /** Name of the file, in the device's log folder. 1 to 1024 characters. */
  readonly filename?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Trace certificates to a file, for troubleshooting. */
export interface PkiTraceoptions {
  /** Keep traces on this device. */
  readonly noRemoteTrace?: Flag;
  /** The file that traces go to. */
  readonly file?: PkiTraceoptionsFile;
  /** What to trace. One of certificate-verification, online-crl-check, enrollment, acme-enrollment, all. */
  readonly flag?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Certificates. */
export interface SecurityPki {
  /** Authorities. Names of 1 to 32 characters. */
  readonly caProfile?: Readonly<Record<string, PkiCaProfile | true>>;
  /** Groups of authorities. Names of 1 to 63 characters. */
  readonly trustedCaGroup?: Readonly<Record<string, PkiTrustedCaGroup | true>>;
  /** Renewal. */
  readonly autoReEnrollment?: PkiAutoReEnrollment;
  /** Trace certificates to a file, for troubleshooting. */
  readonly traceoptions?: PkiTraceoptions;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** DNS. */
export interface AlgDns {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** FTP. */
export interface AlgFtp {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** H.323. */
export interface AlgH323 {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** MGCP. */
export interface AlgMgcp {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Microsoft RPC. */
export interface AlgMsrpc {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Sun RPC. */
export interface AlgSunrpc {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** rsh. */
export interface AlgRsh {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** RTSP. */
export interface AlgRtsp {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** SCCP. */
export interface AlgSccp {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** SIP. */
export interface AlgSip {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Oracle SQL. */
export interface AlgSql {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** talk. */
export interface AlgTalk {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** TFTP. */
export interface AlgTftp {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** PPTP. */
export interface AlgPptp {
  /** Don't look into it. */
  readonly disable?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPsec of hosts behind source NAT, without NAT traversal. */
export interface AlgIkeEspNat {
  /** Let it pass. */
  readonly enable?: Flag;
  /** Time for ESP to begin. 2 to 30 seconds. Default 5. */
  readonly espGateTimeout?: Numeric;
  /** Time until idle ESP ends. 60 to 2400 seconds. Default 1800. */
  readonly espSessionTimeout?: Numeric;
  /** Time until idle IKE ends. 180 to 86400 seconds. Default 14400. */
  readonly stateTimeout?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Protocols that open further connections. */
export interface SecurityAlg {
  /** DNS. */
  readonly dns?: AlgDns;
  /** FTP. */
  readonly ftp?: AlgFtp;
  /** H.323. */
  readonly h323?: AlgH323 | true;
  /** MGCP. */
  readonly mgcp?: AlgMgcp | true;
  /** Microsoft RPC. */
  readonly msrpc?: AlgMsrpc;
  /** Sun RPC. */
  readonly sunrpc?: AlgSunrpc;
  /** rsh. */
  readonly rsh?: AlgRsh | true;
  /** RTSP. */
  readonly rtsp?: AlgRtsp | true;
  /** SCCP. */
  readonly sccp?: AlgSccp | true;
  /** SIP. */
  readonly sip?: AlgSip | true;
  /** Oracle SQL. */
  readonly sql?: AlgSql | true;
  /** talk. */
  readonly talk?: AlgTalk;
  /** TFTP. */
  readonly tftp?: AlgTftp;
  /** PPTP. */
  readonly pptp?: AlgPptp;
  /** IPsec of hosts behind source NAT, without NAT traversal. */
  readonly ikeEspNat?: AlgIkeEspNat;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** VPNs, translation, zones and policies. */
export interface GroupsSecurity {
  /** Internet Key Exchange, the first phase. */
  readonly ike?: SecurityIke;
  /** IPsec, the second phase. */
  readonly ipsec?: SecurityIpsec;
  /** Books of address names; `global` is seen by all zones, others by the zones they are attached to. At most 4096. */
  readonly addressBook?: Readonly<Record<string, SecurityAddressBook | true>>;
  /** How sessions are kept. */
  readonly flow?: SecurityFlow;
  /** Network address translation: static before destination before routing before source. */
  readonly nat?: SecurityNat;
  /** Which traffic passes. */
  readonly policies?: SecurityPolicies | true;
  /** Security zones: policies speak of zones, not of interfaces. */
  readonly zones?: SecurityZones;
  /** Attacks that are looked for in what arrives. */
  readonly screen?: SecurityScreen;
  /** Logs of traffic. */
  readonly log?: SecurityLog;
  /** Certificates. */
  readonly pki?: SecurityPki | true;
  /** Protocols that open further connections. */
  readonly alg?: SecurityAlg;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** RADIUS servers. */
export interface AccessRadiusServer {
  /** Port. 1 to 65535. Default 1812. */
  readonly port?: Numeric;
  /** Port for accounting. 1 to 65535. Default 1813. */
  readonly accountingPort?: Numeric;
  /** Secret shared with it. */
  readonly secret?: string;
  /** Time for an answer. 1 to 1000 seconds. Default 3. */
  readonly timeout?: Numeric;
  /** Times to ask. 1 to 100. Default 3. */
  readonly retry?: Numeric;
  /** This end's address. */
  readonly sourceAddress?: string;
  /** Routing instance it is reached by. */
  readonly routingInstance?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups access profile authentication-order`. */
export type ProfileAuthenticationOrderValue =
  | "radius"
  | "password"
  | "none"
  | "nasreq"
  | "nas-5g"
  | "saml"
  | "ldap"
  | "securid"
  | "s6a"
  | Placeholder;

/** IKE users. */
export interface ClientXauth {
  /** Address the user gets. */
  readonly ipAddress?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Firewall users. */
export interface ClientFirewallUser {
  /** Password. 1 to 128 characters. */
  readonly password?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Users. */
export interface ProfileClient {
  /** Secret for CHAP. */
  readonly chapSecret?: string;
  /** Password for PAP. */
  readonly papPassword?: string;
  /** IKE users. */
  readonly xauth?: ClientXauth;
  /** Groups of the user. */
  readonly clientGroup?: readonly string[];
  /** Firewall users. */
  readonly firewallUser?: ClientFirewallUser;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses. */
export interface ProfileAddressAssignment {
  /** Pool. 1 to 63 characters. */
  readonly pool?: string;
  /** Pool for IPv6. 1 to 63 characters. */
  readonly inet6Pool?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Profiles. */
export interface AccessProfile {
  /** Where use is reported, in turn. */
  readonly accountingOrder?: readonly "radius"[];
  /** Where users are checked, in turn. */
  readonly authenticationOrder?: readonly ProfileAuthenticationOrderValue[];
  /** Users. */
  readonly client?: Readonly<Record<string, ProfileClient | true>>;
  /** Addresses. */
  readonly addressAssignment?: ProfileAddressAssignment;
  /** Most sessions of a user. 1 to 16. */
  readonly sessionLimitPerUsername?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Ranges of addresses. */
export interface InetRange {
  /** First address. */
  readonly low?: string;
  /** Last address. */
  readonly high?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** What IKE users get besides. */
export interface InetXauthAttributes {
  /** Name server. */
  readonly primaryDns?: string;
  /** Second name server. */
  readonly secondaryDns?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** IPv4. */
export interface PoolFamilyInet {
  /** Network. */
  readonly network?: string;
  /** Ranges of addresses. Names of 1 to 63 characters. */
  readonly range?: Readonly<Record<string, InetRange | true>>;
  /** What IKE users get besides. */
  readonly xauthAttributes?: InetXauthAttributes;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Family of addresses. */
export interface PoolFamily {
  /** IPv4. */
  readonly inet?: PoolFamilyInet | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Pools. */
export interface AddressAssignmentPool {
  /** Pool to go on with. 1 to 63 characters. */
  readonly link?: string;
  /** Family of addresses. */
  readonly family?: PoolFamily | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Addresses to hand out. */
export interface AccessAddressAssignment {
  /** Pools. Names of 1 to 63 characters. */
  readonly pool?: Readonly<Record<string, AddressAssignmentPool | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Asked in passing. */
export interface FirewallAuthenticationPassThrough {
  /** Profile. 1 to 250 characters. */
  readonly defaultProfile?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Asked on a page. */
export interface FirewallAuthenticationWebAuthentication {
  /** Profile. 1 to 250 characters. */
  readonly defaultProfile?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Users of the firewall. */
export interface AccessFirewallAuthentication {
  /** Asked in passing. */
  readonly passThrough?: FirewallAuthenticationPassThrough;
  /** Asked on a page. */
  readonly webAuthentication?: FirewallAuthenticationWebAuthentication;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Users and what they get. */
export interface GroupsAccess {
  /** RADIUS servers. */
  readonly radiusServer?: Readonly<Record<string, AccessRadiusServer | true>>;
  /** Profiles. Names of 1 to 63 characters. */
  readonly profile?: Readonly<Record<string, AccessProfile | true>>;
  /** Addresses to hand out. */
  readonly addressAssignment?: AccessAddressAssignment;
  /** Users of the firewall. */
  readonly firewallAuthentication?: AccessFirewallAuthentication;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups routing-instances instance instance-type`. */
export type InstanceTypeValue =
  | "virtual-switch"
  | "layer2-control"
  | "mac-vrf"
  | "forwarding"
  | "no-forwarding"
  | "l2vpn"
  | "vpls"
  | "virtual-router"
  | "l2backhaul-vpn"
  | "mpls-internet-multicast"
  | "evpn"
  | "mpls-forwarding"
  | "evpn-vpws"
  | "vrf"
  | Placeholder;

/** Logical interfaces that belong to it. */
export interface InstanceInterface {
  /** For all traffic. */
  readonly any?: Flag;
  /** For unicast. */
  readonly unicast?: Flag;
  /** For multicast. */
  readonly multicast?: Flag;
  /** The first of a pair. */
  readonly primary?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Its routes. */
export interface InstanceRoutingOptions {
  /** Routing tables by name, such as inet6.0. */
  readonly rib?: Readonly<Record<string, RoutingOptionsRib | true>>;
  /** Static routes. */
  readonly static?: RibStatic;
  /** Routes that stand for several others. */
  readonly aggregate?: RoutingOptionsAggregate;
  /** Routes that exist while others do. */
  readonly generate?: RoutingOptionsGenerate;
  /** Routes of the device's own links. */
  readonly interfaceRoutes?: RoutingOptionsInterfaceRoutes;
  /** The router's identity in routing protocols. */
  readonly routerId?: string;
  /** The autonomous system's number. */
  readonly autonomousSystem?: RoutingOptionsAutonomousSystem;
  /** Most prefixes. */
  readonly maximumPrefixes?: RoutingOptionsMaximumPrefixes;
  /** What goes to the forwarding table, and how. */
  readonly forwardingTable?: RoutingOptionsForwardingTable;
  /** Groups of tables that share routes. */
  readonly ribGroups?: Readonly<Record<string, RoutingOptionsRibGroups | true>>;
  /** Keep forwarding while routing restarts. */
  readonly gracefulRestart?: RoutingOptionsGracefulRestart | true;
  /** Policies for routes of other instances. */
  readonly instanceImport?: readonly string[];
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Its routing protocols. */
export interface InstanceProtocols {
  /** BGP. */
  readonly bgp?: ProtocolsBgp;
  /** OSPF. */
  readonly ospf?: ProtocolsOspf;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Community of its routes. */
export interface InstanceVrfTarget {
  /** Inward. */
  readonly import?: string;
  /** Outward. */
  readonly export?: string;
  /** Made automatically. */
  readonly auto?: Flag;
  /** Both ways. */
  readonly community?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A label for the whole table. */
export interface InstanceVrfTableLabel {
  /** This label. 16 to 1048575. */
  readonly static?: Numeric;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Instances. */
export interface RoutingInstancesInstance {
  /** A note. */
  readonly description?: string;
  /** Kind of instance. */
  readonly instanceType?: InstanceTypeValue;
  /** Logical interfaces that belong to it. */
  readonly interface?: Readonly<Record<string, InstanceInterface | true>>;
  /** Its routes. */
  readonly routingOptions?: InstanceRoutingOptions;
  /** Its routing protocols. */
  readonly protocols?: InstanceProtocols;
  /** What tells its routes from others'. */
  readonly routeDistinguisher?: string;
  /** Policies for routes that come in. */
  readonly vrfImport?: readonly string[];
  /** Policies for routes that go out. */
  readonly vrfExport?: readonly string[];
  /** Community of its routes. */
  readonly vrfTarget?: InstanceVrfTarget;
  /** A label for the whole table. */
  readonly vrfTableLabel?: InstanceVrfTableLabel | true;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Values of `groups applications application term alg`. */
export type AlgValue =
  | "bootp"
  | "dce-rpc"
  | "dce-rpc-portmap"
  | "dns"
  | "exec"
  | "ftp"
  | "ftp-data"
  | "gprs-gtp-c"
  | "gprs-gtp-u"
  | "gprs-gtp-v0"
  | "gprs-sctp"
  | "h323"
  | "icmp"
  | "icmpv6"
  | "ignore"
  | "iiop"
  | "ike-esp-nat"
  | "ip"
  | "login"
  | "mgcp-ca"
  | "mgcp-ua"
  | "ms-rpc"
  | "netbios"
  | "netshow"
  | "none"
  | "pptp"
  | "q931"
  | "ras"
  | "realaudio"
  | "rpc"
  | "rpc-portmap"
  | "rsh"
  | "rtsp"
  | "sccp"
  | "sip"
  | "shell"
  | "snmp"
  | "sqlnet"
  | "sqlnet-v2"
  | "sun-rpc"
  | "talk"
  | "tftp"
  | "traceroute"
  | "http"
  | "winframe"
  | "https"
  | "imap"
  | "smtp"
  | "ssh"
  | "telnet"
  | "twamp"
  | "pop3"
  | "smtps"
  | "imaps"
  | "pop3s"
  | Placeholder;

/** Alternatives. */
export interface ApplicationTerm {
  /** Application layer gateway. */
  readonly alg?: AlgValue;
  /** IP protocol, by name or number. */
  readonly protocol?: string;
  /** Source port or range, by name or number. */
  readonly sourcePort?: string;
  /** Destination port or range, by name or number. */
  readonly destinationPort?: string;
  /** ICMP type. */
  readonly icmpType?: string;
  /** ICMP code. */
  readonly icmpCode?: string;
  /** ICMPv6 type. */
  readonly icmp6Type?: string;
  /** ICMPv6 code. */
  readonly icmp6Code?: string;
  /** RPC program, or a range. */
  readonly rpcProgramNumber?: string;
  /** DCE RPC interface. */
  readonly uuid?: string;
  /** Time until an idle session ends, or `never`. Seconds. */
  readonly inactivityTimeout?: string;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Applications; those whose name begins with junos- are built in. */
export interface ApplicationsApplication {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Alternatives. Names of 1 to 63 characters. At most 8. */
  readonly term?: Readonly<Record<string, ApplicationTerm | true>>;
  /** Application layer gateway. */
  readonly applicationProtocol?: AlgValue;
  /** IP protocol, by name or number. */
  readonly protocol?: string;
  /** Source port or range, by name or number. */
  readonly sourcePort?: string;
  /** Destination port or range, by name or number. */
  readonly destinationPort?: string;
  /** ICMP type. */
  readonly icmpType?: string;
  /** ICMP code. */
  readonly icmpCode?: string;
  /** ICMPv6 type. */
  readonly icmp6Type?: string;
  /** ICMPv6 code. */
  readonly icmp6Code?: string;
  /** RPC program, or a range. */
  readonly rpcProgramNumber?: string;
  /** DCE RPC interface. */
  readonly uuid?: string;
  /** Time until an idle session ends, or `never`. Seconds. */
  readonly inactivityTimeout?: string;
  /** Ethernet type. */
  readonly etherType?: string;
  /** Leave AAAA queries. */
  readonly doNotTranslateAAAAQueryToAQuery?: Flag;
  /** Leave A queries. */
  readonly doNotTranslateAQueryToAAAAQuery?: Flag;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Names for several applications together. */
export interface ApplicationsApplicationSet {
  /** A note. 1 to 900 characters. */
  readonly description?: string;
  /** Applications of the set. Names of 1 to 63 characters. */
  readonly application?: Readonly<Record<string, Present>>;
  /** Sets inside the set. Names of 1 to 63 characters. */
  readonly applicationSet?: Readonly<Record<string, Present>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Names for kinds of traffic. */
export interface GroupsApplications {
  /** Applications; those whose name begins with junos- are built in. Names of 1 to 63 characters. */
  readonly application?: Readonly<Record<string, ApplicationsApplication | true>>;
  /** Names for several applications together. Names of 1 to 63 characters. */
  readonly applicationSet?: Readonly<Record<string, ApplicationsApplicationSet | true>>;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** Parts of configuration that others inherit; words in angle brackets match names. */
export interface Groups {
  /** The device as a whole. */
  readonly system?: GroupsSystem;
  /** Hardware and clusters. */
  readonly chassis?: GroupsChassis;
  /** Interfaces. */
  readonly interfaces?: Readonly<Record<string, InterfacesInterface | true>>;
  /** SNMP. */
  readonly snmp?: GroupsSnmp;
  /** Routes and where they are kept. */
  readonly routingOptions?: GroupsRoutingOptions;
  /** Routing protocols. */
  readonly protocols?: GroupsProtocols;
  /** Routing policy. */
  readonly policyOptions?: GroupsPolicyOptions;
  /** VPNs, translation, zones and policies. */
  readonly security?: GroupsSecurity;
  /** Users and what they get. */
  readonly access?: GroupsAccess;
  /** Routers inside the router, with interfaces and routes of their own. */
  readonly routingInstances?: Readonly<Record<string, RoutingInstancesInstance | true>>;
  /** Names for kinds of traffic. */
  readonly applications?: GroupsApplications;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}

/** A Junos configuration. */
export interface JunosConfig {
  /** Release the configuration was written by. */
  readonly version?: string;
  /** Parts of configuration that others inherit; words in angle brackets match names. */
  readonly groups?: Readonly<Record<string, Groups | true>>;
  /** The device as a whole. */
  readonly system?: GroupsSystem;
  /** Hardware and clusters. */
  readonly chassis?: GroupsChassis;
  /** Interfaces. */
  readonly interfaces?: Readonly<Record<string, InterfacesInterface | true>>;
  /** SNMP. */
  readonly snmp?: GroupsSnmp;
  /** Routes and where they are kept. */
  readonly routingOptions?: GroupsRoutingOptions;
  /** Routing protocols. */
  readonly protocols?: GroupsProtocols;
  /** Routing policy. */
  readonly policyOptions?: GroupsPolicyOptions;
  /** VPNs, translation, zones and policies. */
  readonly security?: GroupsSecurity;
  /** Users and what they get. */
  readonly access?: GroupsAccess;
  /** Routers inside the router, with interfaces and routes of their own. */
  readonly routingInstances?: Readonly<Record<string, RoutingInstancesInstance | true>>;
  /** Names for kinds of traffic. */
  readonly applications?: GroupsApplications;
  /** Groups whose statements this part of the configuration inherits, first match first. */
  readonly applyGroups?: readonly string[];
  /** Groups that this part does not inherit although a part around it does. */
  readonly applyGroupsExcept?: readonly string[];
}
