// Captures: what leaves a device is replaced everywhere by the same words, and reads as before.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fc } from "../random";
import { anonymous, examine, readCapture, Replay } from "../../lib/device";
import { Anonymiser } from "../../lib/device/capture/anonymise";
import { ConfigTree } from "../../lib/junos";

const CONFIGURATION = `set version 24.4R1.9
set system host-name berlin-fw1
set system root-authentication encrypted-password "$6$abc$canary"
set system login user operator class super-user authentication ssh-ed25519 "ssh-ed25519 AAAAC3canary jane@corp.example"
set system radius-server 198.51.100.7 secret "$9$canary"
set snmp community 4711canary authorization read-only
set security ike policy to-paris pre-shared-key ascii-text "$9$canarycanary"
set security ike gateway to-paris address 203.0.113.9
set security ike gateway to-paris remote-identity hostname paris.corp.example
set security ike gateway to-paris local-identity user-at-hostname "jane@corp.example"
set interfaces ge-0/0/0 unit 0 description "Canary to the ISP"
set interfaces ge-0/0/0 unit 0 family inet address 203.0.113.1/24
set interfaces st0 unit 0 family inet6 address 2001:db8:77::1/64
set routing-options autonomous-system 4200012345
set security no-such-statement canary-word ( canary && other )`;

const reply = (inside: string): string => `<rpc-reply message-id="1">${inside}</rpc-reply>`;
const IKE = reply(
  `<ike-security-associations-information><ike-security-associations-block><ike-sa-remote-address>203.0.113.9</ike-sa-remote-address>
<ike-gw-name>to-paris</ike-gw-name><ike-security-associations><ike-sa-state>UP</ike-sa-state><ike-xauth-user-info><ike-ike-id>paris.corp.example</ike-ike-id></ike-xauth-user-info></ike-security-associations></ike-security-associations-block></ike-security-associations-information>`,
);
const LOG = reply(
  `<commit-information><commit-history><sequence-number>0</sequence-number><user>jane</user><log>canary did it</log><comment>commit confirmed, rollback in 5mins</comment></commit-history></commit-information>`,
);
const escaped = CONFIGURATION.replaceAll("&", "&amp;");

const capture = anonymous(
  [
    {
      request: "<get-configuration/>",
      reply: reply(`<configuration-set>${escaped}</configuration-set>`),
    },
    { request: "<ike/>", reply: IKE },
    { request: "<log/>", reply: LOG },
  ],
  { from: "device", capabilities: [] },
);
const whole = JSON.stringify(capture);
const at = (index: number): string => capture.exchanges[index]?.reply ?? "";

test("nothing of the owner is left: no secret, no name, no address", () => {
  expect(whole).not.toMatch(/canary|jane|corp|paris|berlin|203\.0\.113|198\.51|:77:|4200012345/i);
});

test("the configuration still says the same of the same things", () => {
  const tree = ConfigTree.fromDevice(
    /<configuration-set>([^]*)<\/configuration-set>/
      .exec(at(0))?.[1]
      ?.replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&") ?? "",
  );
  const before = ConfigTree.fromDevice(CONFIGURATION);
  expect(tree.statements()).toHaveLength(before.statements().length);
  expect(tree.toSet().join("\n")).toMatch(/^set version 24\.4R1\.9$/m);
  expect(tree.toSet().join("\n")).toMatch(/^set interfaces ge-0\/0\/0 unit 0 family inet address/m);
});

test("one name is one word, in the configuration and in every reply", () => {
  const gateway = /<ike-gw-name>([^<]+)/.exec(at(1))?.[1] ?? "";
  const identity = /<ike-ike-id>([^<]+)/.exec(at(1))?.[1] ?? "";
  const address = /<ike-sa-remote-address>([^<]+)/.exec(at(1))?.[1] ?? "";
  expect(at(0)).toContain(`gateway ${gateway} address ${address}`);
  expect(at(0)).toContain(`gateway ${gateway} remote-identity hostname ${identity}`);
});

test("the device's own words stay", () => {
  expect(at(1)).toContain("<ike-sa-state>UP</ike-sa-state>");
  expect(at(2)).toContain("commit confirmed, rollback in 5mins");
});

test("any words in any place of a configuration are replaced", () => {
  const canary = fc.stringMatching(/^canary[a-z0-9.@_-]{0,8}$/);
  fc.assert(
    fc.property(canary, fc.constantFrom("", '"'), (word, quote) => {
      for (const line of ["system", "security ike policy p1", "no-such thing"])
        expect(
          new Anonymiser().configuration(`set ${line} ${quote}${word}${quote} mtu ${word}`),
        ).not.toContain("canary");
    }),
  );
});

describe("a capture in test/captures", () => {
  const folder = join(__dirname, "../captures");
  test.each(readdirSync(folder).filter((name) => name.endsWith(".json")))(
    "%s is understood in every reply",
    async (name) => {
      const replay = new Replay(readCapture(readFileSync(join(folder, name), "utf8")));
      const findings = await examine(replay);
      expect(findings.filter(({ kind }) => kind !== "fine")).toEqual([]);
      expect(findings.length).toBeGreaterThan(10);
    },
  );

  test("that is none is refused", () => {
    expect(() => readCapture("{}")).toThrow(/not a capture/);
  });
});
