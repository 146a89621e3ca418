// Named sets of algorithms for IKE and IPsec, and what is weak about the old ones.
import type { Mistake } from "../diagnostics";
import {
  type DhGroupValue,
  type EncryptionAlgorithmValue,
  type IpsecProposalAuthenticationAlgorithmValue,
  type Placeholder,
  type ProposalAuthenticationAlgorithmValue,
  type ProposalEncryptionAlgorithmValue,
  WEAK_ALGORITHMS,
} from "../junos";

/** Diffie-Hellman groups that Junos has a word for. */
export type DhGroup = Exclude<DhGroupValue, Placeholder>;

/** Ciphers of IKE (phase 1). */
export type IkeCipher = Exclude<EncryptionAlgorithmValue, Placeholder>;

/** Ciphers of IPsec (phase 2). */
export type EspCipher = Exclude<ProposalEncryptionAlgorithmValue, Placeholder>;

/** Integrity algorithms of IKE (phase 1). */
export type IkeIntegrity = Exclude<ProposalAuthenticationAlgorithmValue, Placeholder>;

/** Integrity algorithms of IPsec (phase 2). */
export type EspIntegrity = Exclude<IpsecProposalAuthenticationAlgorithmValue, Placeholder>;

/** IKE (phase 1) algorithms, in Junos's words. */
export interface IkeProposal {
  /** Diffie-Hellman group of the key exchange. */
  readonly dhGroup: DhGroup;
  /** Integrity. Leave out with AES-GCM and ChaCha20-Poly1305, which bring their own. */
  readonly authenticationAlgorithm?: IkeIntegrity;
  /** Cipher, such as `aes-256-gcm`. */
  readonly encryptionAlgorithm: IkeCipher;
  /** Seconds, 180–86400. @default Junos's own, which is 28800 */
  readonly lifetimeSeconds?: number;
}

/** IPsec (phase 2) algorithms, in Junos's words. */
export interface IpsecProposal {
  /** Integrity. Leave out with AES-GCM and ChaCha20-Poly1305, which bring their own. */
  readonly authenticationAlgorithm?: EspIntegrity;
  /** Cipher of ESP, such as `aes-256-gcm`. */
  readonly encryptionAlgorithm: EspCipher;
  /** Seconds, 180–86400. @default Junos's own, which is 3600 */
  readonly lifetimeSeconds?: number;
  /** Kilobytes, 64000–4294967294. @default unlimited */
  readonly lifetimeKilobytes?: number;
}

/** All that both ends of a tunnel have to agree on, said once. */
export interface Suite {
  /** What messages call it; no device is told it. */
  readonly name: string;
  /** IKE version. Junos's own default is 1. */
  readonly version: "v1-only" | "v2-only";
  /** IKEv1 exchange; IKEv2 has none. @default "main" */
  readonly mode?: "main" | "aggressive";
  /** Algorithms of IKE (phase 1). */
  readonly ike: IkeProposal;
  /** Algorithms of IPsec (phase 2). */
  readonly ipsec: IpsecProposal;
  /** Diffie-Hellman group of each new IPsec key. @default no perfect forward secrecy */
  readonly pfs?: DhGroup;
}

/** The ready-made suites, by name. */
export interface ReadySuites {
  /** IKEv2, AES-256-GCM, NIST P-384 (group 20), with perfect forward secrecy; new keys after 28800 s (IKE) and 3600 s (IPsec). */
  readonly modern: Suite;
  /** IKEv2, AES-256-CBC with SHA-256 and group 14: for peers without AES-GCM. New keys as in {@link modern}. */
  readonly compatible: Suite;
  /** IKEv1 main mode with AES-256-CBC, SHA-256 and group 14: for policy-based VPNs, which know no IKEv2. */
  readonly modernV1: Suite;
  /** IKEv1 main mode, 3DES, SHA-1, group 2: Juniper's route-based example. Weak. */
  readonly classic: Suite;
  /** IKEv1 main mode, 3DES, MD5, group 2, PFS group 1: Juniper's policy-based example. Weak. */
  readonly classicMd5: Suite;
  /** IKEv2, AES-256-CBC, SHA-1, group 5: Juniper's dynamic-endpoint example. Weak. */
  readonly classicV2: Suite;
}

/** Ready-made suites. Any other object of the same shape will do. */
export const suites: ReadySuites = {
  modern: {
    name: "modern",
    version: "v2-only",
    ike: { dhGroup: "group20", encryptionAlgorithm: "aes-256-gcm", lifetimeSeconds: 28800 },
    ipsec: { encryptionAlgorithm: "aes-256-gcm", lifetimeSeconds: 3600 },
    pfs: "group20",
  },
  compatible: {
    name: "compatible",
    version: "v2-only",
    ike: {
      dhGroup: "group14",
      authenticationAlgorithm: "sha-256",
      encryptionAlgorithm: "aes-256-cbc",
      lifetimeSeconds: 28800,
    },
    ipsec: {
      authenticationAlgorithm: "hmac-sha-256-128",
      encryptionAlgorithm: "aes-256-cbc",
      lifetimeSeconds: 3600,
    },
    pfs: "group14",
  },
  modernV1: {
    name: "modernV1",
    version: "v1-only",
    mode: "main",
    ike: {
      dhGroup: "group14",
      authenticationAlgorithm: "sha-256",
      encryptionAlgorithm: "aes-256-cbc",
      lifetimeSeconds: 28800,
    },
    ipsec: {
      authenticationAlgorithm: "hmac-sha-256-128",
      encryptionAlgorithm: "aes-256-cbc",
      lifetimeSeconds: 3600,
    },
    pfs: "group14",
  },
  classic: {
    name: "classic",
    version: "v1-only",
    mode: "main",
    ike: {
      dhGroup: "group2",
      authenticationAlgorithm: "sha1",
      encryptionAlgorithm: "3des-cbc",
    },
    ipsec: { authenticationAlgorithm: "hmac-sha1-96", encryptionAlgorithm: "3des-cbc" },
    pfs: "group2",
  },
  classicMd5: {
    name: "classicMd5",
    version: "v1-only",
    mode: "main",
    ike: { dhGroup: "group2", authenticationAlgorithm: "md5", encryptionAlgorithm: "3des-cbc" },
    ipsec: { authenticationAlgorithm: "hmac-md5-96", encryptionAlgorithm: "3des-cbc" },
    pfs: "group1",
  },
  classicV2: {
    name: "classicV2",
    version: "v2-only",
    ike: {
      dhGroup: "group5",
      authenticationAlgorithm: "sha1",
      encryptionAlgorithm: "aes-256-cbc",
    },
    ipsec: {
      authenticationAlgorithm: "hmac-sha1-96",
      encryptionAlgorithm: "aes-256-cbc",
      lifetimeSeconds: 7200,
    },
    pfs: "group5",
  },
};

/** What is weak about a suite, once for each algorithm. */
export function weaknesses(suite: Suite): readonly Mistake[] {
  const used = [
    suite.ike.encryptionAlgorithm,
    suite.ike.authenticationAlgorithm,
    suite.ike.dhGroup,
    suite.ipsec.encryptionAlgorithm,
    suite.ipsec.authenticationAlgorithm,
    suite.pfs,
  ];
  return [...new Set(used)].flatMap((algorithm): readonly Mistake[] => {
    const why = algorithm === undefined ? undefined : WEAK_ALGORITHMS[algorithm];
    if (algorithm === undefined || why === undefined) return [];
    return [
      {
        rule: "weak",
        severity: "warning",
        what: `weak algorithm in suite "${suite.name}": ${algorithm}: ${why}`,
        subject: algorithm,
        fix: "take a stronger suite, such as suites.modern, once every peer knows it",
      },
    ];
  });
}
