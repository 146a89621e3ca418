// Which room may know of which: held against every import in lib/, lab/ and examples/.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { alg, Graph } from "@dagrejs/graphlib";
import ts from "typescript";

const root = resolve(__dirname, "..");

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .map((name) => join(folder, name))
    .sort();
}

interface Import {
  readonly file: string;
  /** A path inside the repository without extension (a folder for its index), or a package's name. */
  readonly target: string;
  readonly isPackage: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const { importedFiles } = ts.preProcessFile(text, true, true);
  // What adds to another file's types has to name that file: it is no import.
  const imported = importedFiles.filter(
    ({ fileName }) => !text.includes(`declare module "${fileName}"`),
  );
  return imported.map(({ fileName }) => {
    const isPackage = !fileName.startsWith(".");
    const target = isPackage ? fileName : relative(root, resolve(root, dirname(file), fileName));
    return { file, target, isPackage };
  });
}

/** `lib/junos/tree/tree.ts` belongs to `lib/junos`; a file right in `lib` is a room of its own. */
const roomOf = (path: string): string => path.split("/").slice(0, 2).join("/").replace(/\.ts$/, "");

const isPackageOf = (name: string, found: string): boolean =>
  found === name || found.startsWith(`${name}/`);

const withoutExtension = (file: string): string => file.replace(/\.ts$/, "");

const lib = sources("lib").flatMap(importsOf);
const lab = sources("lab").flatMap(importsOf);
const examples = sources("examples").flatMap(importsOf);

/** What each room of lib/ may import besides itself. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "lib/version": [],
  "lib/provider-place": [],
  "lib/turns": [],
  "lib/thrown-text": [],
  "lib/key-pair": [],
  "lib/net": [],
  "lib/diagnostics": [],
  "lib/secrets": [],
  "lib/junos": ["lib/net", "lib/diagnostics", "lib/secrets", "lib/turns"],
  // Follows packets through configurations alone.
  "lib/trace": ["lib/junos", "lib/net"],
  // Says why a tunnel does not work, from what it is given: it asks nobody.
  "lib/diagnosis": ["lib/trace", "lib/junos", "lib/net"],
  // Public figures of EC2, for whoever plans machines or plays them.
  "lib/ec2-types": [],
  "lib/rpc": ["lib/thrown-text"],
  // Programs are loaded by what they are, in a process of their own: it knows nothing of what they build.
  "lib/program": ["lib/diagnostics", "lib/junos", "lib/thrown-text"],
  "lib/topology": ["lib/junos", "lib/net", "lib/diagnostics"],
  "lib/vpn": ["lib/topology", "lib/junos", "lib/net", "lib/diagnostics"],
  "lib/device": ["lib/junos", "lib/net", "lib/secrets", "lib/turns", "lib/thrown-text"],
  "lib/provider": [
    "lib/version",
    "lib/key-pair",
    "lib/diagnosis",
    "lib/device",
    "lib/junos",
    "lib/rpc",
    "lib/net",
    "lib/diagnostics",
    "lib/secrets",
    "lib/turns",
    "lib/thrown-text",
  ],
  "lib/aws": ["lib/ec2-types", "lib/topology", "lib/junos", "lib/net", "lib/diagnostics"],
  "lib/stack": [
    "lib/version",
    "lib/provider-place",
    "lib/aws",
    "lib/vpn",
    "lib/topology",
    "lib/junos",
    "lib/net",
    "lib/diagnostics",
  ],
};

/** Rooms that stand on top of all others. */
const ON_TOP = ["lib/testing", "lib/cli", "lib/index"];

describe("in lib/", () => {
  it("every room is known to this test", () => {
    const rooms = new Set(sources("lib").map(roomOf));
    expect([...rooms].filter((room) => !(room in ROOMS) && !ON_TOP.includes(room))).toEqual([]);
  });

  it.each(Object.entries(ROOMS))("%s imports only %j", (room, allowed) => {
    const wrong = lib
      .filter(({ file, isPackage }) => roomOf(file) === room && !isPackage)
      .filter(({ target }) => ![room, ...allowed].includes(roomOf(target)));
    expect(wrong).toEqual([]);
  });

  it("nothing imports the lab", () => {
    expect(lib.filter(({ target }) => target.startsWith("lab"))).toEqual([]);
  });

  it.each([
    ["@pulumi/aws", ["lib/aws"]],
    ["ssh2", ["lib/device", "lib/key-pair"]],
    ["ip-address", ["lib/net"]],
    [
      "@pulumi/pulumi",
      ["lib/rpc", "lib/aws", "lib/stack", "lib/testing", "lib/topology", "lib/vpn", "lib/cli"],
    ],
    ["constructs", ["lib/topology", "lib/vpn", "lib/aws", "lib/stack", "lib/testing"]],
  ] as const)("%s is imported by %j alone", (name, rooms) => {
    const users = lib.filter(({ target }) => isPackageOf(name, target));
    const wrong = users.filter(({ file }) => !(rooms as readonly string[]).includes(roomOf(file)));
    expect(wrong).toEqual([]);
  });

  it("the command line takes Pulumi's Automation API alone, and only once a command asks for it", () => {
    const wrong = sources("lib/cli").filter((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const uses = text.match(/^import [^;]*? from "@pulumi\/pulumi[^"]*";$/gms) ?? [];
      return uses.some((use) => !/^import type .*"@pulumi\/pulumi\/automation";$/s.test(use));
    });
    expect(wrong).toEqual([]);
  });

  it("pure rooms take only types from Pulumi", () => {
    const wrong = ["lib/topology", "lib/vpn"].flatMap(sources).filter((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const statements = text.match(/^import [^;]*? from "@pulumi\/pulumi[^"]*";$/gms) ?? [];
      return statements.some((statement) => !statement.startsWith("import type "));
    });
    expect(wrong).toEqual([]);
  });

  it("@pulumi/aws is imported deeply: the whole of it takes a type check seconds", () => {
    expect(lib.filter(({ target }) => target === "@pulumi/aws")).toEqual([]);
  });
});

/** What each room of lab/ may import besides itself. */
const LAB_ROOMS: Readonly<Record<string, readonly string[]>> = {
  "lab/topology": ["lib/junos", "lib/net", "lib/diagnostics", "lib/thrown-text"],
  "lab/dataplane": ["lab/topology", "lib/junos", "lib/net", "lib/diagnostics", "lib/thrown-text"],
  "lab/junos": [
    "lab/dataplane",
    "lab/topology",
    "lib/key-pair",
    "lib/junos",
    "lib/net",
    "lib/diagnostics",
    "lib/thrown-text",
  ],
  "lab/aws": [
    "lab/topology",
    "lib/ec2-types",
    "lib/rpc",
    "lib/net",
    "lib/diagnostics",
    "lib/thrown-text",
  ],
  "lab/daemon": ["lab/aws", "lab/junos", "lab/topology"],
  // A person's side of the lab: it takes the reports' types from below and asks the daemon for the rest.
  "lab/cli": [
    "lab/daemon",
    "lab/aws",
    "lab/dataplane",
    "lib/key-pair",
    "lib/net",
    "lib/program",
    "lib/thrown-text",
  ],
};

describe("in lab/", () => {
  it("every room is known to this test", () => {
    const rooms = new Set(sources("lab").map(roomOf));
    expect([...rooms].filter((room) => !(room in LAB_ROOMS))).toEqual([]);
  });

  it.each(Object.entries(LAB_ROOMS))("%s imports only %j", (room, allowed) => {
    const wrong = lab
      .filter(({ file, isPackage }) => roomOf(file) === room && !isPackage)
      .filter(({ target }) => ![room, ...allowed].includes(roomOf(target)));
    expect(wrong).toEqual([]);
  });

  it("arithmetic on addresses is lib/net's", () => {
    expect(lab.filter(({ target }) => isPackageOf("ip-address", target))).toEqual([]);
  });

  it("nothing imports the library by its name", () => {
    expect(lab.filter(({ target }) => isPackageOf("pulumi-vsrx", target))).toEqual([]);
  });
});

describe("between rooms of lib/ and lab/", () => {
  it("one comes in through the door, the room's index", () => {
    const deep = [...lib, ...lab]
      .filter(({ file, target, isPackage }) => !isPackage && roomOf(target) !== roomOf(file))
      .filter(({ target }) => target !== roomOf(target));
    expect(deep).toEqual([]);
  });
});

describe("between files of lib/ and lab/", () => {
  it("there is no circle, not even one of types", () => {
    const files = new Set([...sources("lib"), ...sources("lab")].map(withoutExtension));
    const graph = new Graph();
    for (const { file, target } of [...lib, ...lab]) {
      const found = [target, `${target}/index`].find((candidate) => files.has(candidate));
      if (found !== undefined) graph.setEdge(withoutExtension(file), found);
    }
    const circles = alg.findCycles(graph);
    expect(circles.map((circle) => [...circle].sort())).toEqual([]);
  });
});

describe("in examples/", () => {
  it("programs import the library by its name, as a user's do", () => {
    const wrong = examples.filter(
      ({ target, isPackage }) => !isPackage && /^(lib|lab)\//.test(target),
    );
    expect(wrong).toEqual([]);
  });
});

describe("arithmetic on addresses", () => {
  /** Taking a prefix or an address apart by hand: its length, its octets, its host part, its family. */
  const BY_HAND = [
    /\.split\(["'`]\/["'`]/,
    /\.(?:lastI|i)ndexOf\(["'`]\/["'`]\)/,
    /\bBlockList\b|\bisIP(?:v[46])?\b/,
    /\bsplit\(["'`]\.["'`]\)[^;]*256/s,
    /=== "inet6?" \? \d+ : \d+/,
  ];
  /** Where a slash is not a prefix's: the account before a security group of another account. */
  const OTHER_SLASHES = ["lab/aws/types/security-group-rule.ts"];

  it("is done in lib/net, and nowhere else", () => {
    const wrong = ["lib", "lab"]
      .flatMap(sources)
      .filter((file) => roomOf(file) !== "lib/net" && !OTHER_SLASHES.includes(file))
      .filter((file) => {
        const text = readFileSync(join(root, file), "utf8");
        return BY_HAND.some((pattern) => pattern.test(text));
      });
    expect(wrong).toEqual([]);
  });

  it.each([
    'const length = Number(prefix.split("/")[1]);',
    "const host = prefix.slice(0, prefix.indexOf('/'));",
    'import { isIP } from "node:net";',
    'address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0)',
    'const bits = family === "inet" ? 32 : 128;',
  ])("%s is recognised", (line) => {
    expect(BY_HAND.some((pattern) => pattern.test(line))).toBe(true);
  });
});

describe("every source", () => {
  it("begins with a line that says its one idea", () => {
    const wrong = ["lib", "lab"]
      .flatMap(sources)
      .filter((file) => !/^(#!.*\n)?(\/\/ \S|\/\*\*)/.test(readFileSync(join(root, file), "utf8")));
    expect(wrong).toEqual([]);
  });

  it("has a name in kebab case", () => {
    const files = ["lib", "lab", "test", "bench", "examples"].flatMap(sources);
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|generated))?\.ts$/;
    expect(files.filter((file) => !kebab.test(basename(file)))).toEqual([]);
  });
});
