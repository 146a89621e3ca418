// Every block of TypeScript in a page for users, and every example in a comment, is checked by the compiler, against the package's own types.
import { join } from "node:path";
import ts from "typescript";
import { root, textOf, tracked } from "./listed";

const FOLDER = join(root, "test/docs/blocks");

/** What pages take as given: a stack's scope, its configuration, and gateways that an earlier line would have made. */
const GIVEN = `
type Package = typeof import("pulumi-vsrx");
type Gateway = InstanceType<Package["Gateway"]>;
type Hub = InstanceType<Package["DynamicEndpointGateway"]>;
declare const stack: import("constructs").Construct;
declare const config: import("@pulumi/pulumi").Config;
declare const site: InstanceType<Package["AwsSite"]>;
declare const [hq, paris, oslo, branch]: [Gateway, Gateway, Gateway, Gateway];
declare const [srx1, srx2]: [Gateway, Gateway];
declare const [hub, east, west]: [Hub, Hub, Hub];
declare const nat: InstanceType<Package["NatDevice"]>;
declare const attachment: { readonly transitGatewayId: import("@pulumi/pulumi").Output<string> };
declare const firewall: { readonly primaryNetworkInterfaceId: import("@pulumi/pulumi").Output<string> };
declare const [joint, dmz]: [import("pulumi-vsrx").AwsSubnet, import("pulumi-vsrx").AwsSubnet];
declare const who: import("pulumi-vsrx").ConnectOptions;
declare const [external, internal]: [import("pulumi-vsrx").InterfaceSpec, import("pulumi-vsrx").InterfaceSpec];
declare const [initiator, responder]: [import("pulumi-vsrx").RouteBasedEnd, import("pulumi-vsrx").RouteBasedEnd];
declare const [identity, text]: [string, string];
declare const presharedKey: import("@pulumi/pulumi").Output<string>;
declare const dpd: NonNullable<import("pulumi-vsrx").RouteBasedVpnProps["dpd"]>;
declare class BranchNetwork extends AnyConstruct { constructor(scope: import("constructs").Construct, id: string); }
declare const AnyConstruct: typeof import("constructs").Construct;
declare const { AwsSite, DynamicEndpointGateway, ExistingSite, Gateway, Host, Nat, NatDevice, PolicyBasedVpn, RouteBasedVpn, suites, VpnStack }: Package;
declare const { synth }: typeof import("pulumi-vsrx/testing");
`;

interface Block {
  readonly name: string;
  readonly code: string;
}

/** Pages for those who change the emulator show its inside, which no package exports. */
const forUsers = (pattern: string): readonly string[] =>
  tracked(pattern).filter((path) => !/^(lab|test)\//.test(path));

const blocksIn = (
  paths: readonly string[],
  form: RegExp,
  codeOf = (text: string): string => text,
): readonly Block[] =>
  paths.flatMap((path) =>
    [...textOf(path).matchAll(form)].map(([, code = ""], index) => ({
      name: `${path}, block ${index + 1}`,
      code: codeOf(code),
    })),
  );

/** Examples of comments stand behind the comment's own asterisks. */
const examples = blocksIn(
  forUsers("lib/*.ts"),
  /^ *\* @example\n *\* ```ts\n([^]*?)^ *\* ```/gm,
  (text) => text.replaceAll(/^ *\* ?/gm, ""),
);

const blocks = [...blocksIn(forUsers("*.md"), /^```ts\n([^]*?)^```/gm), ...examples];

const fileOf = (index: number): string => join(FOLDER, `block-${index}.ts`);

/** A file each, in memory; what a page leaves out is marked with an ellipsis. */
const files = new Map<string, string>([
  [join(FOLDER, "given.d.ts"), GIVEN],
  [join(root, "test/docs/index.ts"), "export {};\n"],
  ...blocks.map(({ code }, index): [string, string] => [
    fileOf(index),
    `${code.replaceAll("…, ", "initiator, responder, presharedKey, ")}\nexport {};\n`,
  ]),
]);

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ["node", "jest"],
  paths: {
    "pulumi-vsrx": [join(root, "lib/index.ts")],
    "pulumi-vsrx/*": [join(root, "lib/*/index.ts")],
  },
};

function check(): ReadonlyMap<string, readonly string[]> {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  host.readFile = (path) => files.get(path) ?? readFile.call(host, path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = files.get(path);
    return text === undefined
      ? getSourceFile.call(host, path, language, ...rest)
      : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const faultsOf = (path: string): readonly string[] => {
    const source = program.getSourceFile(path);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  };
  return new Map(
    [join(FOLDER, "given.d.ts"), ...blocks.map((_, index) => fileOf(index))].map((path) => [
      path,
      faultsOf(path),
    ]),
  );
}

let faults: ReadonlyMap<string, readonly string[]> = new Map();

beforeAll(() => {
  faults = check();
}, 120_000);

it("what is taken as given has the package's types", () => {
  expect(faults.get(join(FOLDER, "given.d.ts"))).toEqual([]);
});

it("comments have examples", () => {
  expect(examples.length).toBeGreaterThan(5);
});

it.each(blocks.map(({ name }, index) => [name, index] as const))("%s compiles", (_, index) => {
  expect(faults.get(fileOf(index))).toEqual([]);
});
