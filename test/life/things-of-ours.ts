// What becomes of stacks, devices, sites and hosts when their program changes.
import type { LabStep, Thing } from "./row";

const NONE = "none";
const BOOT = "its tunnels, until the new instance has booted and is configured";

const LEFT = 'tags: { owner: "net" },\n    ...shared,';
const BERLIN = 'new Gateway(scope, "berlin", {';
const renamed = (more: string): readonly [string, string] => [
  BERLIN,
  `new Gateway(scope, "bonn", {\n    ${more}`,
];
/** The way back from a name that an alias gave: the oldest stands first. */
const BACK: LabStep["back"] = [[BERLIN, `${BERLIN}\n    aliases: ["life-berlin", "life-bonn"],`]];

const NEXT_KEY: LabStep["edits"] = [
  [
    "import { AwsSite,",
    'import { nextKey } from "../../../test/e2e/cloud/programs/two-sites/next-key";\nimport { AwsSite,',
  ],
  [
    'publicKey: config.require("publicKey"),\n    privateKey: config.requireSecret("privateKey"),',
    "...nextKey,",
  ],
];
const OTHER_ZONE: LabStep["edits"][number] = [
  LEFT,
  'tags: { owner: "net" },\n    ...shared,\n    availabilityZone: `${shared.availabilityZone.slice(0, -1)}b`,',
];
const OTHER_ZONE_CHANGES = [
  "replace Instance life-berlin",
  "replace Instance life-host1",
  "update Configuration life-berlin",
  "update Route life-left-10-1-2-0-to-10-2-2-0-24",
  "update Tunnel life-vpn1",
];
const OTHER_ZONE_AND_KEY = [...OTHER_ZONE_CHANGES, "update Configuration life-bern"];

const STACK: Thing = {
  title: "Stack",
  rows: [
    {
      change: "gets another name",
      outcome: "replaced",
      what: "everything in AWS is made anew, then the old is deleted; configurations of existing devices stay the resources they were, and the devices are committed to once at most",
      outage: "tunnels of AWS gateways have new addresses; none on existing devices",
    },
    {
      change: "gets another name, with `aliases` in its options",
      outcome: "in place",
      what: "nothing is replaced: resources are renamed in the state, names on devices don't contain the stack's",
      outage: NONE,
    },
    {
      change: "`up` again, nothing changed",
      outcome: "nothing",
      what: "no resource is touched",
      outage: NONE,
      lab: { edits: [], changes: [], keepsTraffic: true },
    },
    {
      change: "goes on with another version of this package",
      outcome: "in place",
      what: "a flat stack of 0.1.0 stays as it is; constructs inside other constructs get the names of their path, in one commit for each device",
      outage:
        "none for a flat stack (0 of 260 pings lost); else the tunnels whose statements are renamed negotiate again (30 of 160)",
    },
  ],
};

const GATEWAY: Thing = {
  title: "Gateway or NAT device in AWS",
  rows: [
    {
      change: "gets another name",
      outcome: "replaced",
      what: "a new instance with new interfaces is made, routes are turned to it, the old one is deleted; the preview lists it as create and delete",
      outage: BOOT,
      lab: {
        edits: [renamed("")],
        changes: [
          "create Configuration life-bonn",
          "create Instance life-bonn",
          "delete Configuration life-berlin",
          "delete Instance life-berlin",
          "update Configuration life-bern",
          "update Route life-left-10-1-2-0-to-10-2-2-0-24",
          "update Tunnel life-vpn1",
        ],
      },
    },
    {
      change: 'gets another name, with `aliases: ["STACK-OLDNAME"]`',
      outcome: "in place",
      what: "instance, interfaces, addresses and groups stay, tags change; the host name and the policies that are called after it are committed; every later name, the first one again among them, needs the oldest name as the first of its aliases and those in between after it: its addresses come from the oldest, and without it AWS says that they are in use (`InvalidIPAddress.InUse`)",
      outage: "flows that pass a policy which is renamed",
      lab: {
        edits: [renamed('aliases: ["life-berlin"],')],
        back: BACK,
        changes: [
          "update Configuration life-bern",
          "update Configuration life-bonn",
          "update Instance life-bonn",
          "update Tunnel life-vpn1",
        ],
      },
    },
    {
      change: "gets another name, with `aliases` and its old `name`",
      outcome: "in place",
      what: "for Pulumi alone: nothing in AWS or on a device changes",
      outage: NONE,
      lab: {
        edits: [renamed('aliases: ["life-berlin"],\n    name: "berlin",')],
        back: BACK,
        changes: [],
        keepsTraffic: true,
      },
    },
    {
      change: "another one comes, before or after it in sort order",
      outcome: "nothing",
      what: "it keeps its addresses, units and numbers; a newcomer whose own number would move it is refused with the lines that pin what is there",
      outage: NONE,
    },
    {
      change: "moves into another construct, with `aliases`",
      outcome: "in place",
      what: "the instance stays; names on the device follow the new path, unless `name` keeps them",
      outage: "tunnels whose statements are renamed negotiate again",
    },
    {
      change: "is removed",
      outcome: "removed",
      what: "its VPNs have to go too; the other ends lose their half in one commit each",
      outage: "its own tunnels",
    },
    {
      change: "is replaced by another one on the same subnets",
      outcome: "replaced",
      what: "as with another name: routes are the table's and the destination's, and are turned to the new one in place",
      outage: BOOT,
      lab: {
        edits: [renamed(""), ["berlin.example.net", "bonn.example.net"]],
        changes: [
          "create Configuration life-bonn",
          "create Instance life-bonn",
          "delete Configuration life-berlin",
          "delete Instance life-berlin",
          "update Configuration life-bern",
          "update Route life-left-10-1-2-0-to-10-2-2-0-24",
          "update Tunnel life-vpn1",
        ],
      },
    },
    {
      change: "`instanceType` of its site",
      outcome: "in place",
      what: "the instance is stopped and started as the other type; its tunnels are verified again",
      outage: "its tunnels, for a reboot",
      lab: {
        edits: [[LEFT, `${LEFT}\n    instanceType: "c5.2xlarge",`]],
        changes: ["update Instance life-berlin", "update Tunnel life-vpn1"],
      },
    },
    {
      change: "`ami` of its site",
      outcome: "replaced",
      what: "the old instance ends first: its interfaces and addresses stay",
      outage: BOOT,
      lab: {
        edits: [[LEFT, `${LEFT}\n    ami: "ami-0vsrx0lab00000000",`]],
        changes: [
          "replace Instance life-berlin",
          "update Configuration life-berlin",
          "update Tunnel life-vpn1",
        ],
      },
    },
    {
      change: "`nat`: elastic IP or NAT gateway",
      outcome: "in place",
      what: "the subnet's default route changes, peers get the new address in one commit",
      outage: "its tunnels, until both ends are committed",
    },
    {
      change: "`config`, `raw`, `override`",
      outcome: "in place",
      what: "one commit with the difference",
      outage: NONE,
      lab: {
        edits: [
          [
            "internal: leftLan,\n",
            'internal: leftLan,\n    raw: ["set system ntp server 192.0.2.123"],\n',
          ],
        ],
        changes: ["update Configuration life-berlin", "update Tunnel life-vpn1"],
        keepsTraffic: true,
      },
    },
  ],
};

const EXISTING: Thing = {
  title: "Existing device",
  rows: [
    {
      change: "its construct, its VPN or its stack gets another name",
      outcome: "in place",
      what: "its configuration is named by its address, or by `deviceId`, and stays the same resource; statements that are named after what was renamed change in one commit",
      outage: "tunnels whose statements are renamed negotiate again",
    },
    {
      change: "its address changes",
      outcome: "replaced",
      what: "for the program it is another box, unless `deviceId` says that it is the same one: then the connection changes and nothing else",
      outage: "none with `deviceId`",
    },
    {
      change: "two constructs of one program name one box",
      outcome: "refused",
      what: "two configurations would take each other's statements away: name the device once, or give each a `deviceId` of its own; where both claim one statement, an error names both",
      outage: NONE,
    },
    {
      change: "is removed",
      outcome: "removed",
      what: "what is ours is taken from it in one commit; what was there before stays",
      outage: "its tunnels",
    },
    {
      change: "the program wants a value where somebody else has set another one",
      outcome: "refused",
      what: "the error names what is there; `commit: { takeOver: true }` replaces it, and the log tells it. A statement of ours that was changed by hand is replaced without that",
      outage: NONE,
    },
    {
      change: "another stack wants a statement that this one has marked as its own",
      outcome: "refused",
      what: "the error names the stack; `existing: { mark }` writes the marks (`apply-macro` at the root), by default where nothing else names the box",
      outage: NONE,
    },
    {
      change: "the box died, and another one stands at its address",
      outcome: "refused",
      what: "its host key is not the pinned one; give the new key as `hostKey`, and it is configured from the start",
      outage: "until it is configured",
    },
    {
      change: "Junos is upgraded, and kmd becomes iked",
      outcome: "in place",
      what: '`daemon: "iked"` judges the configuration anew; policy-based VPNs are refused with the way out',
      outage: "as the upgrade itself",
    },
  ],
};

const SITE: Thing = {
  title: "Site, subnet and host in AWS",
  rows: [
    {
      change: "`tags`",
      outcome: "in place",
      what: "tags are updated, and the preview says no more than that",
      outage: NONE,
      lab: {
        edits: [['owner: "net"', 'owner: "security"']],
        changes: ["update Instance life-berlin", "update Instance life-host1"],
        keepsTraffic: true,
      },
    },
    {
      change: "`management.from`",
      outcome: "in place",
      what: "rules for SSH come and go",
      outage: NONE,
      lab: {
        edits: [
          [
            'from: config.require("managementFrom"),',
            'from: [config.require("managementFrom"), "203.0.113.0/24"],',
          ],
        ],
        changes: [],
        keepsTraffic: true,
      },
    },
    {
      change: "`management.operators`: a key comes, changes or goes",
      outcome: "in place",
      what: "one commit on each device; user data and key pair hold the stack's own key alone, so no instance is touched, and one that is replaced later gets the newest keys",
      outage: NONE,
      lab: {
        edits: [
          [
            'publicKey: config.require("publicKey"),',
            'publicKey: config.require("publicKey"),\n    operators: { ana: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHVbMWJkZmdoamtsbW5vcHFyc3R1dnd4eXphYmNk ana" },',
          ],
        ],
        changes: [
          "update Configuration life-berlin",
          "update Configuration life-bern",
          "update Tunnel life-vpn1",
        ],
        keepsTraffic: true,
      },
    },
    {
      change: "`management.publicKey` and `privateKey`",
      outcome: "in place",
      what: "the new key is committed over the way in that there is, and only when it has let us in the former one is taken away; user data and key pair keep the key that the stack began with (its `BootKey`), and hosts the one that they booted with. To have another key there too: `pulumi up --replace` with the URN of the site's `BootKey`, which replaces instances",
      outage: NONE,
      lab: {
        edits: NEXT_KEY,
        changes: [
          "update Configuration life-berlin",
          "update Configuration life-bern",
          "update Tunnel life-vpn1",
        ],
        keepsTraffic: true,
      },
    },
    {
      change: "the same, while an instance is replaced",
      outcome: "replaced",
      what: "the instance boots with the key that the stack began with, and gets the newest by a commit before its configuration",
      outage: BOOT,
      lab: { edits: [...NEXT_KEY, OTHER_ZONE], changes: OTHER_ZONE_AND_KEY },
    },
    {
      change: "`management.publicKey`, where the private key is an agent's",
      outcome: "in place",
      what: "as with `privateKey`, while the agent holds the former key and the new one; instances boot with a pair that the stack made for it, so one that is made later needs the newest alone. A stack that began before there was such a pair, or with `privateKey`, keeps the key that it began with",
      outage: NONE,
    },
    {
      change: "`availabilityZone`",
      outcome: "replaced",
      what: "subnets and what stands in them are made anew behind the same public addresses",
      outage: BOOT,
      lab: { edits: [OTHER_ZONE], changes: OTHER_ZONE_CHANGES },
    },
    {
      change: "`cidr`",
      outcome: "replaced",
      what: "the VPC and everything in it, behind the same public addresses",
      outage: BOOT,
    },
    {
      change: "a subnet gets another size",
      outcome: "replaced",
      what: "the old subnet goes first, with the interfaces and instances in it",
      outage: BOOT,
      lab: {
        edits: [['left.subnet("10.1.2.0/24")', 'left.subnet("10.1.2.0/25")']],
        changes: [
          "create Route life-right-10-2-2-0-to-10-1-2-0-25",
          "delete Route life-right-10-2-2-0-to-10-1-2-0-24",
          "replace Instance life-berlin",
          "replace Instance life-host1",
          "update Configuration life-berlin",
          "update Configuration life-bern",
          "update Route life-left-10-1-2-0-to-10-2-2-0-24",
          "update Tunnel life-vpn1",
        ],
      },
    },
    {
      change: "a host comes, before or after others in sort order",
      outcome: "added",
      what: "nobody's address moves",
      outage: NONE,
      lab: {
        edits: [
          [
            'new Host(scope, "host1"',
            'new Host(scope, "a-newcomer", { network: leftLan, ami: hostAmi });\n  new Host(scope, "host1"',
          ],
        ],
        changes: ["create Instance life-a-newcomer"],
        keepsTraffic: true,
      },
    },
    {
      change: "a host comes whose name would take the address of another",
      outcome: "refused",
      what: "the preview says who would move and prints the line that keeps it: `stack.pin({ … })` at the start of the stack's function; with it the newcomer takes the next free address",
      outage: NONE,
      lab: {
        edits: [
          [
            'new Host(scope, "host1"',
            'new Host(scope, "a84", { network: leftLan, ami: hostAmi });\n  new Host(scope, "host1"',
          ],
        ],
        changes: [],
        refusal: "which life/a84/host would get",
      },
    },
    {
      change: "the same, with the line that the refusal prints",
      outcome: "added",
      what: "the newcomer takes the next free address",
      outage: NONE,
      lab: {
        edits: [
          [
            "const left = new AwsSite",
            'scope.pin({ "life/left:10.1.2.0/24 life/berlin/internal": "10.1.2.163" });\n  const left = new AwsSite',
          ],
          [
            'new Host(scope, "host1"',
            'new Host(scope, "a84", { network: leftLan, ami: hostAmi });\n  new Host(scope, "host1"',
          ],
        ],
        changes: ["create Instance life-a84"],
        keepsTraffic: true,
      },
    },
    {
      change: "a host's `ami`",
      outcome: "replaced",
      what: "the old host ends first: its address is fixed",
      outage: "the host",
      lab: {
        edits: [
          [
            'new Host(scope, "host1", { network: leftLan, ami: hostAmi });',
            'new Host(scope, "host1", { network: leftLan, ami: "ami-0linux0lab0000000" });',
          ],
        ],
        changes: ["replace Instance life-host1"],
      },
    },
    {
      change: "a host gets another name, with `aliases`",
      outcome: "in place",
      what: "its tags change",
      outage: NONE,
    },
    {
      change: "is removed",
      outcome: "removed",
      what: "with everything in it; a VPN that needs it is a mistake of the program",
      outage: "its own",
    },
  ],
};

export const THINGS_OF_OURS: readonly Thing[] = [STACK, GATEWAY, EXISTING, SITE];
