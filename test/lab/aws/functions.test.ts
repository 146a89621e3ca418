// The functions that programs look things up with.

import { LAB_USER } from "../../../lab/aws/callers";
import { FUNCTIONS } from "../../../lab/aws/functions";
import { LINUX_AMI, VSRX_AMI } from "../../../lab/aws/images";
import { type PlainMap } from "../../../lab/aws/schema";

function call(token: string, args: PlainMap = {}, region = "us-east-1"): PlainMap {
  const answer = FUNCTIONS.get(token);
  if (answer === undefined) throw new Error(`no ${token}`);
  return answer(region, args, LAB_USER);
}

const getAmi = (args: PlainMap): PlainMap => call("aws:ec2/getAmi:getAmi", args);
const named = (...values: string[]) => ({ filters: [{ name: "name", values }] });

test("the vSRX is found by name and owner, as in the Marketplace", () => {
  const found = getAmi({
    owners: ["aws-marketplace"],
    mostRecent: true,
    ...named("junos-vsrx3-x86-64-*"),
  });
  expect(found).toMatchObject({
    id: VSRX_AMI,
    architecture: "x86_64",
    rootDeviceName: "/dev/sda1",
  });
  expect(getAmi({ owners: ["amazon"], nameRegex: "^al2023.*2023\\.9" }).id).toBe(LINUX_AMI);
});

test("a search without result, or with too many, says so", () => {
  expect(() => getAmi({ ...named("windows-*") })).toThrow("returned no results");
  expect(() => getAmi({})).toThrow("more than one result");
  expect(getAmi({ mostRecent: true }).id).toBe(LINUX_AMI);
  expect(() => getAmi({ filters: [{ name: "colour", values: ["blue"] }] })).toThrow(
    "The filter 'colour' is invalid",
  );
});

test("a vSRX has a product code, by which it is found too; Linux has none", () => {
  const found = getAmi({
    mostRecent: true,
    filters: [{ name: "product-code", values: ["0lab*"] }],
  });
  expect(found).toMatchObject({
    id: VSRX_AMI,
    productCodes: [
      { productCodeId: expect.any(String) as unknown, productCodeType: "marketplace" },
    ],
  });
  expect(getAmi({ owners: ["amazon"], mostRecent: true }).productCodes).toEqual([]);
});

test("zones are the region's own", () => {
  const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
  expect(call(token, { state: "available" }, "eu-central-1")).toMatchObject({
    names: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    zoneIds: ["euc1-az1", "euc1-az2", "euc1-az3"],
    id: "eu-central-1",
  });
  expect(call(token, { excludeNames: ["eu-central-1a"] }, "eu-central-1").names).toHaveLength(2);
});

test("region and identity need no credentials", () => {
  expect(call("aws:index/getRegion:getRegion")).toMatchObject({
    region: "us-east-1",
    description: "US East (N. Virginia)",
  });
  expect(call("aws:index/getCallerIdentity:getCallerIdentity").accountId).toMatch(/^\d{12}$/);
});
