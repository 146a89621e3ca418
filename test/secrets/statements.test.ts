// Which statements hold secrets, and where: by the schema, by the word before them, by the form they are stored in.
import { ConfigTree, sealedKey, shownCommand, shownLine } from "../../lib/junos";
import { MASK } from "../../lib/secrets";

const CANARY = "CANARY7f3a";

/** Lines of which the canary is a secret. */
const SECRET = [
  `security ike policy p pre-shared-key ascii-text ${CANARY}`,
  `security ike policy p pre-shared-key hexadecimal ${CANARY}`,
  `system radius-server 10.0.0.1 secret ${CANARY}`,
  `system tacplus-server 10.0.0.1 secret ${CANARY}`,
  `system ntp authentication-key 1 value ${CANARY}`,
  `snmp community ${CANARY} authorization read-only`,
  `snmp v3 usm local-engine user u authentication-sha authentication-password ${CANARY}`,
  `snmp v3 usm local-engine user u privacy-aes128 privacy-key ${CANARY}`,
  `security macsec connectivity-association ca pre-shared-key cak ${CANARY}`,
  `protocols ospf area 0.0.0.0 interface st0.0 authentication md5 1 key ${CANARY}`,
  `protocols isis level 1 authentication-key ${CANARY}`,
  `protocols bgp group g authentication-key ${CANARY}`,
  `security authentication-key-chains key-chain k key 1 secret ${CANARY}`,
  `system archival configuration archive-sites "ftp://u:${CANARY}@192.0.2.1/x"`,
  `system license keys key "${CANARY} more"`,
  `services security-intelligence authentication auth-token ${CANARY}`,
  `services user-identification identity-management connection primary client-secret ${CANARY}`,
  `system services dynamic-dns client h password ${CANARY}`,
  `interfaces pp0 unit 0 ppp-options chap default-chap-secret ${CANARY}`,
  `interfaces pp0 unit 0 ppp-options pap local-password ${CANARY}`,
  `access radius-server 10.1.1.1 secret ${CANARY}`,
  `system login user u authentication plain-text-password-value ${CANARY}`,
  `system root-authentication plain-text-password-value ${CANARY}`,
  `security ipsec vpn v manual encryption key ascii-text ${CANARY}`,
  `wlan access-point a access-point-options psk ${CANARY}`,
  `security dynamic-vpn x preshared ${CANARY}`,
  `protocols vrrp x authentication-key ${CANARY}`,
  `interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24 vrrp-group 1 authentication-key ${CANARY}`,
  `services proxy profile p protocol http password ${CANARY}`,
  `access profile p client c firewall-user password ${CANARY}`,
  `groups g security ike policy p pre-shared-key ascii-text ${CANARY}`,
  `logical-systems l security ike policy p pre-shared-key ascii-text ${CANARY}`,
  `tenants t security ike policy p pre-shared-key ascii-text ${CANARY}`,
  `interfaces ge-0/0/0 description "$9$${CANARY}"`,
  `some thing secret ${CANARY} more words`,
];

describe.each(SECRET)("%s", (line) => {
  const [statement] = ConfigTree.fromSet(`set ${line}`).statements();

  test("can be shown", () => {
    if (statement === undefined) throw new Error("no statement");
    const shown = shownLine(statement);
    expect(shown).not.toContain(CANARY);
    expect(shown).toContain(MASK);
    for (const verb of ["set", "delete"])
      expect(shownCommand(`${verb} ${line}`)).not.toContain(CANARY);
  });
});

test("what no model knows is not guessed at where nobody here wrote it", () => {
  const [statement] = ConfigTree.fromSet(`set system novelty a ${CANARY} b`).statements();
  expect(statement && sealedKey(statement)).toBe(`system ${MASK}`);
  const [known] = ConfigTree.fromSet("set system host-name a").statements();
  expect(known && sealedKey(known)).toBe("system host-name");
});
