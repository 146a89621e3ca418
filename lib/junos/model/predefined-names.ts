// Names of the applications and sets that Junos knows by itself, beyond those whose traffic is known here.
// Facts: the group junos-defaults of SRX devices, as public parsers and libraries list it.

const SUN_RPC =
  "mountd nfs nlockmgr portmap rquotad ruserd sadmind sprayd status walld ypbind ypserv any";

const MS_RPC =
  "any epm iis-com iis-com-1 iis-com-adminbase msexchange msexchange-directory-nsp msexchange-directory-rfr " +
  "msexchange-info-store tcp udp uuid-any-tcp uuid-any-udp wmic wmic-admin wmic-admin2 wmic-mgmt";

const WMIC_WEBM =
  "callresult classobject level1login login-clientid login-helper objectsink refreshing-services " +
  "remote-refresher services shutdown";

const ICMP6 =
  "all dst-unreach-addr dst-unreach-admin dst-unreach-beyond dst-unreach-port dst-unreach-route echo-reply " +
  "echo-request packet-too-big param-prob-header param-prob-nexthdr param-prob-option time-exceed-reassembly " +
  "time-exceed-transit";

const OTHERS =
  "aol biff chargen cvspserver gnutella gopher gprs-gtp-c gprs-gtp-u gprs-gtp-v0 gprs-sctp gtp h323 " +
  "internet-locator-service irc l2tp ldp-tcp ldp-udp lpr mgcp mgcp-ca mgcp-ua ms-rpc msn netbios-session nfsd-tcp " +
  "nfsd-udp ns-global ns-global-pro nsm ntalk pc-anywhere persistent-nat printer r2cp rdp realaudio " +
  "routing-inbound rtsp sccp sctp-any smb-session snpp sql-monitor stun-tcp stun-udp sun-rpc-nfs-access tacacs-ds " +
  "talk uucp vdo-live wais whois xnm-clear-text xnm-ssl ymsg";

const words = (text: string): readonly string[] => text.split(" ");

/** Names alone: what traffic they stand for is not known here. */
export const PREDEFINED_NAMES: ReadonlySet<string> = new Set(
  [
    ...words(OTHERS),
    ...words(SUN_RPC).flatMap((name) =>
      ["", "-tcp", "-udp"].map((protocol) => `sun-rpc-${name}${protocol}`),
    ),
    ...words(MS_RPC).map((name) => `ms-rpc-${name}`),
    ...words(WMIC_WEBM).map((name) => `ms-rpc-wmic-webm-${name}`),
    ...words(ICMP6).map((name) => `icmp6-${name}`),
  ].map((name) => `junos-${name}`),
);
