// Rules of what reaches the provider: inputs of its resources, states that earlier runs have written, ids to import.
import { error, type Rule } from "./rule";

export const PROVIDER = {
  "input-late": error(
    "What is pushed to a device must be known before a session with it begins.",
    "Give a value that is known by then, such as the output of a resource that is created first.",
  ),
  "input-missing": error("Without it a device can't be reached or asked.", "Give the input."),
  "input-statement": error(
    "A line that can't be read as a Junos statement would be refused by the device, or mean something else to it.",
    "Write it as the device shows it behind `set`.",
  ),
  "input-type": error(
    "A value of another kind would become a statement that nobody meant, or none.",
    "Give a value of the kind that is allowed.",
  ),
  "input-value": error(
    "A word or number that the resource does not know would be ignored, or stop it half-way.",
    "Take one of the values that are allowed.",
  ),
  "import-id": error(
    "To take over a gateway the provider must know which one it is and how to log in to it.",
    "Give the id as name=user@host or name=user@host:port, and credentials in the stack's configuration.",
  ),
  "import-host": error(
    "Whoever can ask the provider for any id would have the stack's credentials shown to any host.",
    "Name the host in the stack's configuration: vsrx:hosts, with its port unless that is the usual one.",
  ),
  "placeholder-unfilled": error(
    "A statement that names a placeholder means nothing until it has its value.",
    "Give each placeholder a value in placeholders.",
  ),
  "placement-moved": error(
    "What exists would get another number because of what came beside it, and traffic would stop.",
    "Pin the numbers that are in use, as the message shows: the newcomer takes the next free one.",
  ),
  "provider-older": error(
    "A provider that is older than the program's package does not know all that the program says.",
    "Let plugins.providers in Pulumi.yaml name the folder lib/provider/bin of the package that the program imports.",
  ),
  "state-newer": error(
    "A state in a form that this version can't read would be taken for something else.",
    "Use the version of pulumi-vsrx that wrote it, or a newer one.",
  ),
  "protected-removed": error(
    "Pulumi refuses to delete what is protected only at the end of an update, when the statements of its devices are gone already.",
    "Give a VPN that has another name now its former one in `aliases`; else put it back without `protect` and run `pulumi up`, then take it out.",
  ),
  "statement-contested": error(
    "Two configurations of one box that want two values would undo each other's work with every update.",
    "Let one of them say it.",
  ),
  "statement-values": error(
    "A statement that takes one value can't have two: the last one would win without a word.",
    "Give it once.",
  ),
} as const satisfies Readonly<Record<string, Rule>>;
