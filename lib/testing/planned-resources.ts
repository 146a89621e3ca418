// Every resource that a program asks Pulumi for, as plain data: without an engine, a provider or a cloud.
import { runtime } from "@pulumi/pulumi";
import { configured, type ConfiguredOptions } from "./configured";

/** A resource that a program asks Pulumi for. */
export interface PlannedResource {
  /** Pulumi's name for it, unique in the program. */
  readonly urn: string;
  /** Pulumi's token of its type, such as `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  /** The name that the program gives it. */
  readonly name: string;
  /** What the program says of it. What only the provider would know shows as `⟨TYPE::NAME.PROPERTY⟩`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** A resource that is there already and is only looked up. */
  readonly isRead: boolean;
  /** The provider that was named; undefined for the program's own. */
  readonly provider: string | undefined;
  /** URNs of what must be there before it, whatever reason the program has. */
  readonly after: readonly string[];
}

type Known = Omit<PlannedResource, "urn" | "after" | "isRead">;

/** Outputs that programs take from resources of AWS, and that nobody knows before they exist. */
const LATE_OUTPUTS = [
  ...["arn", "associationId", "allocationId", "availabilityZone", "keyName", "macAddress", "name"],
  ...["latestVersion", "networkInterfaceId", "primaryNetworkInterfaceId", "privateIp", "publicIp"],
  ...["mainRouteTableId", "securityGroupRuleId", "revision", "vpcId"],
  "associationDefaultRouteTableId",
];

const lateName = (name: string, property: string): string => `⟨${name}.${property}⟩`;

/** The provider's part of a resource, in its place. */
function state(type: string, name: string, inputs: object): Record<string, unknown> {
  const thing = `${type}::${name}`;
  const late: Record<string, unknown> = {};
  for (const property of LATE_OUTPUTS) late[property] = lateName(thing, property);
  return { ...late, ...inputs };
}

/** What a registration says beside what mocks are told. */
interface Registration {
  getType(): string;
  getName(): string;
  getDependenciesList(): string[];
}

interface Answer {
  getUrn(): string;
}

type Register = (
  registration: Registration,
  done: (error: unknown, answer: Answer) => void,
) => unknown;

interface Monitor {
  registerResource: Register;
  readResource: Register;
}

/**
 * Load a program and return all resources that it asks for, in the order in which it does. Nothing is made, and nobody
 * is asked. Configuration that the program requires and nobody gave is supplied as `⟨key⟩`.
 * @param load loads the program anew each time it is called: `() => import("..")` under jest
 * @throws Error of the program, a refusal with every mistake among them
 */
export async function planModule(
  load: () => unknown,
  options: ConfiguredOptions = {},
): Promise<readonly PlannedResource[]> {
  const known = new Map<string, Known>();
  const mocks = {
    call: ({ token, inputs }: runtime.MockCallArgs) => ({
      ...(inputs as object),
      id: lateName(token, "id"),
    }),
    newResource: ({ type, name, inputs, provider, id }: runtime.MockResourceArgs) => {
      const given = inputs as Readonly<Record<string, unknown>>;
      const named = provider === undefined || provider === "" ? undefined : provider;
      known.set(`${type}::${name}`, { type, name, inputs: given, provider: named });
      const own = id === undefined || id === "" ? lateName(`${type}::${name}`, "id") : id;
      return { id: own, state: state(type, name, given) };
    },
  };
  let found: PlannedResource[] = [];
  await configured(options, mocks, async () => {
    known.clear();
    found = watch(runtime.getMonitor() as unknown as Monitor, known);
    await load();
  });
  return found;
}

/** Notes what waits for what, which mocks are not told. */
function watch(monitor: Monitor, known: ReadonlyMap<string, Known>): PlannedResource[] {
  const found: PlannedResource[] = [];
  const noting =
    (register: Register, isRead: boolean): Register =>
    (registration, done) =>
      register.call(monitor, registration, (error, answer) => {
        const one = known.get(`${registration.getType()}::${registration.getName()}`);
        if (one !== undefined) {
          const after = registration.getDependenciesList();
          found.push({ ...one, urn: answer.getUrn(), isRead, after });
        }
        done(error, answer);
      });
  const { registerResource, readResource } = monitor;
  monitor.registerResource = noting(registerResource, false);
  monitor.readResource = noting(readResource, true);
  return found;
}
