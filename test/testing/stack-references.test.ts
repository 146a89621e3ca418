// A program that takes outputs of another stack is synthesized without that stack.
import { StackReference } from "@pulumi/pulumi";
import { Gateway, RouteBasedVpn, VpnStack } from "../../lib";
import { planModule, synthModule } from "../../lib/testing";

function program(): void {
  const hub = new StackReference("acme/hub/prod");
  new VpnStack("branch", (stack) => {
    const far = new Gateway(stack, "far", {
      unmanaged: true,
      external: { interface: "ge-0/0/0", address: "203.0.113.9/24" },
      routes: { "0.0.0.0/0": "203.0.113.1" },
      internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
    });
    const near = new Gateway(stack, "near", {
      existing: {
        address: hub.requireOutput("management"),
        user: "net",
        agent: true,
        hostKey: "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      },
      external: { interface: "ge-0/0/0", address: "198.51.100.9/24" },
      routes: { "0.0.0.0/0": "198.51.100.1" },
      internal: { interface: "ge-0/0/1", address: "10.1.0.1/24" },
    });
    new RouteBasedVpn(stack, "vpn", {
      initiator: { gateway: near, identity: "near.example.net" },
      responder: { gateway: far, identity: "far.example.net" },
      presharedKey: hub.getOutput("key"),
    });
  });
}

const KEY =
  "security ike policy vpn pre-shared-key ascii-text a-key-of-32-characters-or-more-it-is";

it("shows what is not given by stack and name", async () => {
  const { devices } = await synthModule(program);
  expect(devices.near).toHaveStatement(
    "security ike policy vpn pre-shared-key ascii-text ⟨acme/hub/prod.key⟩",
  );
});

it("takes what a test gives", async () => {
  const references = {
    "acme/hub/prod": { key: "a-key-of-32-characters-or-more-it-is", management: "192.0.2.1" },
  };
  const { devices } = await synthModule(program, { references });
  expect(devices.near?.tree.toSet().join("\n")).toContain(KEY.slice(0, 60));
  const planned = await planModule(program, { references });
  const configurations = planned.filter(({ type }) => type === "vsrx:index:Configuration");
  expect(JSON.stringify(configurations.map(({ inputs }) => inputs))).toContain("192.0.2.1");
});

it("puts the lookup back", async () => {
  const before = [
    Object.getOwnPropertyDescriptor(StackReference.prototype, "getOutput")?.value,
    Object.getOwnPropertyDescriptor(StackReference.prototype, "requireOutput")?.value,
  ] as const;
  await expect(
    synthModule(() => {
      throw new Error("fails");
    }),
  ).rejects.toThrow("fails");
  expect(Object.getOwnPropertyDescriptor(StackReference.prototype, "getOutput")?.value).toBe(
    before[0],
  );
  expect(Object.getOwnPropertyDescriptor(StackReference.prototype, "requireOutput")?.value).toBe(
    before[1],
  );
});
