// Pulumi's events as short lines.
import { type EngineEvent } from "@pulumi/pulumi/automation";
import { Progress } from "../../../lab/cli/progress";

const done = (op: string, type: string, name: string) =>
  ({
    resOutputsEvent: {
      metadata: { op, type, urn: `urn:pulumi:lab::project::${type}::${name}` },
    },
  }) as unknown as EngineEvent;

const said = (severity: string, message: string, urn = "") =>
  ({ diagnosticEvent: { severity, message, urn, color: "never" } }) as unknown as EngineEvent;

function progress(...events: EngineEvent[]): { lines: string[]; progress: Progress } {
  const lines: string[] = [];
  const made = new Progress((line) => lines.push(line));
  for (const event of events) made.event(event);
  made.finish();
  return { lines, progress: made };
}

it("names what takes time, counts the small things around it, leaves out what stays", () => {
  const { lines, progress: all } = progress(
    done("same", "aws:ec2/subnet:Subnet", "one"),
    done("create", "aws:ec2/subnet:Subnet", "two"),
    done("create", "aws:ec2/subnet:Subnet", "three"),
    done("create", "vsrx:index:Configuration", "srx1"),
    done("create", "pulumi:pulumi:Stack", "stack"),
    done("update", "aws:ec2/subnet:Subnet", "four"),
  );
  expect(lines).toEqual([
    "+ 2 network resources",
    "+ vsrx:index:Configuration  srx1",
    "~ aws:ec2/subnet:Subnet  four",
  ]);
  expect(all.changes.map(({ operation, name }) => `${operation} ${name}`)).toEqual([
    "create two",
    "create three",
    "create srx1",
    "update four",
  ]);
});

it("shows messages with the resource's name, without colour marks and debug words", () => {
  const urn = "urn:pulumi:lab::project::vsrx:index:Tunnel::vpn1";
  const { lines, progress: all } = progress(
    said("debug", "registering", urn),
    said("warning", "<{%fg 1%}>weak<{%reset%}>\n", urn),
    said("error", "not up", urn),
    said("error", "update failed"),
  );
  expect(lines).toEqual(["warning: vpn1: weak", "error: vpn1: not up", "error: update failed"]);
  expect(all.errors).toEqual(["vpn1: not up"]);
});

it("says once what a program ends with, which the engine says of the stack and again of the program", () => {
  const stack = "urn:pulumi:lab::project::pulumi:pulumi:Stack::natt";
  const { lines, progress: all } = progress(
    said("error", "two addresses\n", stack),
    said("error", "two addresses"),
    said("error", "addresses"),
  );
  expect(lines).toEqual(["error: natt: two addresses", "error: addresses"]);
  expect(all.errors).toEqual(["natt: two addresses", "addresses"]);
});
