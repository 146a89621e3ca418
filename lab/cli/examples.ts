// Which programs there are to deploy, and the settings the lab gives each of them.
import { newKeyPair } from "../../lib/key-pair";
import { createHmac, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, isAbsolute, join, resolve } from "node:path";
import { LINUX_AMI, secondZoneOf, VSRX_AMI } from "../aws";
import { fullKey, openProject } from "../../lib/program";
import { thrownText } from "../../lib/thrown-text";
import { type Choice } from "./choice";
import { LabError } from "./errors";
import { type LabFolder } from "./folder";
import { type Setting, STACK } from "./operation-types";
import { ownSecrets } from "./own-secrets";

export interface Example {
  readonly name: string;
  readonly folder: string;
  /** The file that is loaded. */
  readonly main: string;
  /** The Pulumi project's name, under which the program finds its settings. */
  readonly project: string;
  /** What its own Pulumi.yaml and stack file set, by `project:key`, and over it what the command line says. */
  readonly config: Readonly<Record<string, string>>;
  /** Settings of its stack file that only Pulumi could decrypt, as `project:key`. */
  readonly sealed: readonly string[];
  readonly choice: Choice;
}

export const DEFAULT_EXAMPLE = "route-based";

export function exampleNames(root: string): string[] {
  const folder = join(root, "examples");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "index.ts")))
    .sort();
}

/** An example by its name, or any Pulumi program by the path of its folder. */
export function findExample(root: string, name: string, choice: Choice = {}): Example {
  const isPath = name.includes("/");
  const start = process.env["INIT_CWD"] ?? process.cwd();
  const folder = isPath
    ? isAbsolute(name)
      ? name
      : resolve(start, name)
    : join(root, "examples", name);
  if (!isPath && !existsSync(folder)) {
    throw new LabError(
      `there is no example ${JSON.stringify(name)}; there are: ${exampleNames(root).join(", ")} ` +
        "(or give the path of a program's folder)",
    );
  }
  const hasOwnStack = existsSync(join(folder, `Pulumi.${STACK}.yaml`));
  const stack = choice.stack ?? (hasOwnStack ? STACK : undefined);
  const {
    main,
    name: project,
    config,
    sealed,
  } = openProject(folder, {
    name: `vsrx-${basename(folder)}`,
    ...(stack === undefined ? {} : { stack }),
    ...(choice.config === undefined ? {} : { config: choice.config }),
  });
  return { name: isPath ? folder : name, folder, main, project, config, sealed, choice };
}

const plain = (value: string): Setting => ({ value, secret: false });
const secret = (value: string): Setting => ({ value, secret: true });

const DEFAULT_REGION = "eu-central-1";

/** The networks from which the gateways may be managed: the one that the lab's operator is in. */
const OPERATOR_NETWORK = "198.51.100.0/24";

interface Secrets {
  readonly passphrase: string;
  readonly presharedKey: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The lab's own keys: made at its first use, kept in its folder, gone with it. */
export function labSecrets(folder: LabFolder): Secrets {
  const file = folder.file("secrets.json");
  const secrets = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Secrets)
    : newSecrets(folder, file);
  // In a file of its own too, where Pulumi reads it.
  writeFileSync(folder.passphraseFile, secrets.passphrase, { mode: 0o600 });
  return secrets;
}

function newSecrets(folder: LabFolder, file: string): Secrets {
  const pair = newKeyPair("operator@lab");
  const secrets = {
    passphrase: randomBytes(24).toString("base64url"),
    presharedKey: randomBytes(24).toString("base64url"),
    publicKey: pair.public,
    privateKey: pair.private,
  };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  // As a file too, for a person's own ssh and for other programs.
  writeFileSync(folder.keyFile, secrets.privateKey.trimEnd() + "\n", { mode: 0o600 });
  writeFileSync(`${folder.keyFile}.pub`, `${secrets.publicKey}\n`, { mode: 0o644 });
  return secrets;
}

/** A program's own machines: a topology file beside it, for devices that no cloud makes. */
export const topologyOf = (example: Example): unknown => besideOf(example, "topology.json");

/** What AWS has raised for a program's account, and how slow it is: a file beside the program. */
export const accountOf = (example: Example): unknown => besideOf(example, "account.json");

function besideOf(example: Example, name: string): unknown {
  const file = join(example.folder, name);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    throw new LabError(`${file} is not JSON: ${thrownText(error)}`);
  }
}

/** `NAME.address` for each device of a topology: where a program finds what exists already. */
function addressSettings(example: Example): Record<string, Setting> {
  const nodes = (topologyOf(example) as { nodes?: unknown } | undefined)?.nodes;
  const found = Array.isArray(nodes) ? (nodes as { name?: unknown; management?: unknown }[]) : [];
  return Object.fromEntries(
    found.flatMap(({ name, management }) =>
      typeof name === "string" && typeof management === "string"
        ? [[`${example.project}:${name}.address`, { value: management, secret: false }]]
        : [],
    ),
  );
}

/**
 * Pulumi settings for a program: its own, and over them what only the lab can know. More keys than a program reads do no
 * harm.
 */
export function settingsFor(example: Example, secrets: Secrets): Record<string, Setting> {
  const { choice } = example;
  const given = Object.keys(choice.config ?? {}).map((key) => fullKey(key, example.project));
  const region = example.config["aws:region"] ?? DEFAULT_REGION;
  return {
    "aws:region": plain(region),
    [`${example.project}:availabilityZone`]: plain(`${region}a`),
    [`${example.project}:otherZone`]: plain(secondZoneOf(region)),
    ...sealedSettings(example, secrets),
    ...Object.fromEntries(
      Object.entries(example.config).map(([key, value]) => [key, plain(value)]),
    ),
    ...addressSettings(example),
    [`${example.project}:vsrxAmi`]: plain(VSRX_AMI),
    [`${example.project}:hostAmi`]: plain(LINUX_AMI),
    [`${example.project}:managementFrom`]: plain(OPERATOR_NETWORK),
    [`${example.project}:publicKey`]: plain(secrets.publicKey),
    [`${example.project}:privateKey`]: secret(secrets.privateKey),
    [`${example.project}:presharedKey`]: secret(secrets.presharedKey),
    ...Object.fromEntries(given.map((key) => [key, plain(example.config[key] ?? "")])),
  };
}

/** The stack's own secrets, where they are asked for; else something that the lab makes up, the same at each time. */
function sealedSettings(example: Example, { passphrase }: Secrets): Record<string, Setting> {
  const { sealed, choice, folder } = example;
  if (sealed.length === 0) return {};
  if (choice.withSecrets === true && choice.stack !== undefined)
    return ownSecrets(folder, choice.stack);
  const made = (key: string): string =>
    createHmac("sha256", passphrase).update(key).digest("base64url").slice(0, 32);
  return Object.fromEntries(sealed.map((key) => [key, secret(made(key))]));
}
