// Every type of the lab's AWS says where its changes are known from, and does what is said there.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BEHAVIOUR, TYPE_SOURCES } from "../../../lab/aws/sources";
import { sourcesPage } from "../../../lab/aws/sources-page";
import { RESOURCE_TYPES } from "../../../lab/aws/types";
import { typeNamed } from "./account";

const PAGE = join(__dirname, "../../../docs/lab-aws-sources.md");

const nameOf = (token: string): string => token.slice(token.lastIndexOf(":") + 1);

test("the page is written from the entries", () => {
  const page = sourcesPage();
  if (process.env["UPDATE_SOURCES"]) writeFileSync(PAGE, page);
  expect(
    readFileSync(PAGE, "utf8") === page ? "current" : "outdated: run with UPDATE_SOURCES=1",
  ).toBe("current");
});

test("every type has an entry, and every entry is a type", () => {
  const types = RESOURCE_TYPES.map(({ token }) => nameOf(token));
  expect(Object.keys(TYPE_SOURCES).sort()).toEqual(types.sort());
  for (const { file } of Object.values(TYPE_SOURCES))
    expect(file).toMatch(/^(ec2|vpc)_[a-z0-9_]*\.go$/);
  for (const where of Object.values(BEHAVIOUR)) expect(where.length).toBeGreaterThan(10);
});

test.each(RESOURCE_TYPES.map((type) => [nameOf(type.token), type] as const))(
  "%s replaces what its source replaces",
  (name, { inputs }) => {
    const replacing = Object.entries(inputs).flatMap(([input, { change }]) =>
      change === "replace" ? [input] : [],
    );
    const expected = ["region", ...(TYPE_SOURCES[name]?.replaces ?? [])];
    expect(replacing.sort()).toEqual(expected.sort());
  },
);

test.each([
  ["Vpc", { instanceTenancy: "default" }, { instanceTenancy: "dedicated" }, ["instanceTenancy"]],
  ["Vpc", { instanceTenancy: "dedicated" }, { instanceTenancy: "default" }, []],
  [
    "SecurityGroupIngressRule",
    { cidrIpv4: "192.0.2.0/24" },
    { referencedSecurityGroupId: "sg-1" },
    ["cidrIpv4", "referencedSecurityGroupId"],
  ],
  ["SecurityGroupEgressRule", { cidrIpv4: "192.0.2.0/24" }, { cidrIpv4: "192.0.2.0/25" }, []],
  [
    "Instance",
    { rootBlockDevice: { encrypted: false } },
    { rootBlockDevice: { encrypted: true } },
    ["rootBlockDevice"],
  ],
  [
    "Instance",
    { rootBlockDevice: { volumeSize: 20 } },
    { rootBlockDevice: { volumeSize: 30 } },
    [],
  ],
])("%s: from %j to %j replaces %j", (name, olds, news, expected) => {
  expect(typeNamed(name).replacedBy?.(olds, news, {})).toEqual(expected);
});
