// What a name for a kind of traffic means: applications, their terms, sets of them and the predefined ones.
import type { ConfigNode } from "../tree/node";
import { PREDEFINED, PREDEFINED_SETS } from "./predefined-applications";
import { PREDEFINED_NAMES } from "./predefined-names";
import { type MeantTraffic, meantTraffic, type TrafficWords } from "./traffic";

const EVERYTHING: readonly MeantTraffic[] = [{ statement: "every application" }];

/** What an application is told by beside its protocol, ports and ICMP type. */
const BEYOND = ["rpc-program-number", "uuid", "ether-type"];

/** Whether a name is one of Junos's own: every configuration can use it, none can define it. */
export const isPredefinedApplication = (name: string): boolean =>
  name === "any" || name.startsWith("junos-");

/** The names of Junos's own that are known here; a release may have a few more. */
export const knownPredefined = (): readonly string[] => [
  "any",
  ...Object.keys(PREDEFINED),
  ...Object.keys(PREDEFINED_SETS),
  ...PREDEFINED_NAMES,
];

/** The applications of a configuration in force. */
export class Applications {
  constructor(private readonly root: ConfigNode) {}

  /** Every name that the configuration defines. */
  names(): readonly string[] {
    return [
      ...this.root.names("applications application"),
      ...this.root.names("applications application-set"),
    ];
  }

  /**
   * The kinds of traffic behind a name. One that holds nothing is an empty list.
   * @returns undefined when the configuration doesn't define it and it is not among the predefined ones that are known here.
   */
  meaning(name: string): readonly MeantTraffic[] | undefined {
    return this.look(name, new Set());
  }

  private look(name: string, around: ReadonlySet<string>): readonly MeantTraffic[] | undefined {
    if (name === "any") return EVERYTHING;
    // A set that holds itself ends here.
    if (around.has(name)) return [];
    const own = this.root.get(["applications", "application", name]);
    if (own !== undefined) return meantApplication(own);
    const members = this.membersOf(name);
    if (members === undefined) {
      const statement = `applications application ${name}`;
      return PREDEFINED[name]?.map((words) => meantTraffic(words, statement));
    }
    const inside = new Set([...around, name]);
    return members.flatMap(
      (member) =>
        this.look(member, inside) ?? [
          {
            statement: `applications application ${member}`,
            beyond: `the application "${member}"`,
          },
        ],
    );
  }

  private membersOf(name: string): readonly string[] | undefined {
    const set = this.root.get(["applications", "application-set", name]);
    if (set === undefined) return PREDEFINED_SETS[name];
    return [...set.names("application"), ...set.names("application-set")];
  }
}

function meantApplication(application: ConfigNode): readonly MeantTraffic[] {
  const statement = `applications application ${application.name}`;
  const terms = application.entries("term");
  if (terms.length === 0) return [meantNode(application, statement)];
  return terms.map((term) => meantNode(term, `${statement} term ${term.name}`));
}

function meantNode(node: ConfigNode, statement: string): MeantTraffic {
  const traffic = meantTraffic(wordsOf(node), statement);
  const more = BEYOND.find((word) => node.has(word));
  return more === undefined ? traffic : { ...traffic, beyond: `${more} ${node.text(more) ?? ""}` };
}

function wordsOf(node: ConfigNode): TrafficWords {
  return {
    protocol: node.text("protocol"),
    sourcePort: node.text("source-port"),
    destinationPort: node.text("destination-port"),
    icmpType: node.text("icmp-type"),
    icmpCode: node.text("icmp-code"),
    icmp6Type: node.text("icmp6-type"),
    icmp6Code: node.text("icmp6-code"),
  };
}
