// A licence key of one's own: one statement of the device's Configuration, sealed, and judged when it is known.
import { type Input, runtime, secret } from "@pulumi/pulumi";
import { Gateway, StackScope, VpnStack } from "../../lib";
import { synthesize } from "../../lib/stack";
import { awsSite } from "../lab-site";
import { recorded } from "./mocks";

const registered = recorded();
const KEY = "JUNOS204558 aaaaaa bbbbbb cccccc";

const build = (license: Input<string>) => (scope: StackScope) => {
  const site = awsSite(scope);
  new Gateway(scope, "left", {
    site,
    external: site.subnet("10.1.12.0/24"),
    internal: site.subnet("10.1.11.0/24"),
    license,
  });
};

it("is a placeholder in what synth shows, also where the program has it in clear", () => {
  const scope = new StackScope("s");
  build(KEY)(scope);
  const [tree] = [...synthesize(scope).configs.values()];
  const text = tree?.toSet().join("\n") ?? "";
  expect(text).toContain("set system license keys key ⟨s/left/license⟩");
  expect(text).not.toContain("aaaaaa");
});

it("is among the statements that the device is committed with, and so again after a replacement", async () => {
  new VpnStack("s", build(secret(KEY)));
  await runtime.disconnect();
  const configuration = registered
    .of("vsrx:index:Configuration")
    .find(({ name }) => name === "s-left");
  expect(JSON.stringify(configuration?.inputs)).toContain(KEY);
});
