// What a vSRX reads at its first boot.
import { userData } from "../../lib/aws";
import { ConfigTree } from "../../lib/junos";
import { KEY } from "../lab-site";

const bootstrap = { hostName: "srx1", user: "pulumi", publicKey: KEY };

describe("user data", () => {
  it("begins with the line a vSRX looks for, and goes on in curly text", () => {
    const [first, ...rest] = userData(bootstrap).split("\n");
    expect(first).toBe("#junos-config");
    const lines = ConfigTree.fromCurly(rest.join("\n")).toSet();
    expect(lines).toEqual(
      expect.arrayContaining([
        "set system host-name srx1",
        "set system services netconf ssh connection-limit 20",
        "set system management-instance",
        "set system login user pulumi class super-user",
        "set interfaces fxp0 unit 0 family inet dhcp",
      ]),
    );
    expect(lines.filter((line) => line.includes("ssh-ed25519"))).toHaveLength(2);
  });

  it("keeps root and passwords out, limits logins, and names the management instance", () => {
    const lines = ConfigTree.fromCurly(userData(bootstrap).replace(/^.*\n/, "")).toSet();
    expect(lines).toEqual(
      expect.arrayContaining([
        "set system services ssh root-login deny",
        "set system services ssh no-passwords",
        "set system services ssh protocol-version v2",
        "set routing-instances mgmt_junos description management",
        ...["ssh", "netconf ssh"].flatMap((service) => [
          `set system services ${service} connection-limit 20`,
          `set system services ${service} rate-limit 60`,
          `set system services ${service} client-alive-interval 10`,
        ]),
      ]),
    );
  });

  it.each([
    ["ssh-rsa AAAAB3NzaC1yc2E= me", "ssh-rsa"],
    ["ecdsa-sha2-nistp256 AAAAE2VjZHNh= me", "ssh-ecdsa"],
  ])("takes a key of another kind: %s", (publicKey, statement) => {
    expect(userData({ ...bootstrap, publicKey })).toContain(statement);
  });

  it("refuses a key that Junos has no statement for", () => {
    expect(() => userData({ ...bootstrap, publicKey: "ssh-dss AAAAB3= me" })).toThrow(
      'found type "ssh-dss"; allowed: ssh-ed25519',
    );
  });

  it("refuses what does not fit into AWS's limit", () => {
    expect(() => userData({ ...bootstrap, publicKey: `ssh-rsa ${"A".repeat(17_000)} me` })).toThrow(
      "allowed: 16384",
    );
  });
});
