// What a program asks Pulumi for, as a user's test sees it.
import { Route } from "@pulumi/aws/ec2/route";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Config } from "@pulumi/pulumi";
import { planModule } from "../../lib/testing";

const VPC = "⟨aws:ec2/vpc:Vpc::main.id⟩";

describe("planModule", () => {
  it("has every resource with its inputs, and what comes before it", async () => {
    const resources = await planModule(() => {
      const vpc = new Vpc("main", { cidrBlock: new Config("p").require("cidr") });
      const other = new Vpc("other", { cidrBlock: "10.2.0.0/16" });
      new Route("r", { routeTableId: vpc.id }, { dependsOn: [other] });
    });
    expect(resources.map(({ name, inputs }) => [name, inputs])).toEqual([
      ["main", { cidrBlock: "⟨cidr⟩" }],
      ["other", { cidrBlock: "10.2.0.0/16" }],
      ["r", { routeTableId: VPC }],
    ]);
    const [main, other, route] = resources;
    expect([...(route?.after ?? [])].sort()).toEqual([main?.urn, other?.urn].sort());
    expect(route).toMatchObject({ isRead: false, provider: undefined });
  });

  it("tells what is only looked up from what is made", async () => {
    const resources = await planModule(() => {
      Vpc.get("there", "vpc-1");
      new Vpc("new", { cidrBlock: "10.2.0.0/16" });
    });
    const read = resources.filter(({ isRead }) => isRead).map(({ name }) => name);
    expect(read).toEqual(["there"]);
    expect(resources).toHaveLength(2);
  });

  it("fails as the program does", async () => {
    await expect(
      planModule(() => {
        throw new Error("no such branch");
      }),
    ).rejects.toThrow("no such branch");
  });
});
