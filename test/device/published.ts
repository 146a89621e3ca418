// Replies in the shapes that devices have, for tests: our own values in the order and nesting that were published.

export interface Branch {
  readonly address: string;
  readonly identity: string;
  readonly index: number;
}

const ikeBlock = (gateway: string, { address, identity, index }: Branch): string =>
  `<ike-security-associations-block><ike-sa-remote-address>\n${address}\n</ike-sa-remote-address><ike-sa-index>${index}</ike-sa-index>
<ike-gw-name>${gateway}</ike-gw-name><ike-security-associations><ike-sa-role>responder</ike-sa-role><ike-sa-state>UP</ike-sa-state>
<ike-sa-exchange-type>IKEv2</ike-sa-exchange-type><ike-sa-local-address>192.0.2.1</ike-sa-local-address><ike-sa-local-port>4500</ike-sa-local-port>
<ike-sa-remote-address>${address}</ike-sa-remote-address><ike-sa-remote-port>4500</ike-sa-remote-port>
<ike-xauth-user-info><ike-ike-id>${identity}</ike-ike-id></ike-xauth-user-info>
<ike-sa-phase2-information><ike-sa-local-id>hub.example.net</ike-sa-local-id><ike-sa-remote-id>${identity}</ike-sa-remote-id></ike-sa-phase2-information>
</ike-security-associations></ike-security-associations-block>`;

const direction = (name: string, spi: string): string =>
  `<ipsec-security-associations><sa-direction>${name}</sa-direction><sa-spi>${spi}</sa-spi><sa-state>installed</sa-state></ipsec-security-associations>`;

const ipsecBlock = (vpn: string, { address, index }: Branch): string =>
  `<ipsec-security-associations-block><sa-block-state>up</sa-block-state><sa-tunnel-index>${index}</sa-tunnel-index><sa-vpn-name>${vpn}</sa-vpn-name>
<sa-local-gateway>192.0.2.1</sa-local-gateway><sa-remote-gateway>${address}</sa-remote-gateway>${direction("inbound", "a1")}${direction("outbound", "b2")}</ipsec-security-associations-block>`;

/** `show security ike security-associations detail` of a gateway with these peers. */
export const ikeTable = (gateway: string, branches: readonly Branch[]): string =>
  `<ike-security-associations-information>${branches.map((branch) => ikeBlock(gateway, branch)).join("")}</ike-security-associations-information>`;

/** `show security ipsec security-associations detail` of a VPN with these peers. */
export const ipsecTable = (vpn: string, branches: readonly Branch[]): string =>
  `<ipsec-security-associations-information>${branches.map((branch) => ipsecBlock(vpn, branch)).join("")}</ipsec-security-associations-information>`;

/** `show security ipsec inactive-tunnels detail` when there are none. */
export const NO_INACTIVE =
  "<ipsec-unestablished-tunnel-information><total-inactive-tunnels>0</total-inactive-tunnels></ipsec-unestablished-tunnel-information>";

/** An error in Junos's own element instead of NETCONF's. */
export const daemonError = (daemon: string, text: string): string =>
  `<xnm:error xmlns:xnm="http://xml.juniper.net/xnm/1.1/xnm"><source-daemon>${daemon}</source-daemon><message>${text}</message></xnm:error>`;
