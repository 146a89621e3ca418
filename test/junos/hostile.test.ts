// Hostile input ends in an error, without using much memory; what runs away misses a test's own limit of two minutes.
import { check, ConfigTree, JunosSyntaxError } from "../../lib/junos";

/** Runs something that must fail with a syntax error. */
function refused(read: () => unknown): JunosSyntaxError {
  let error: unknown;
  try {
    read();
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(JunosSyntaxError);
  return error as JunosSyntaxError;
}

test("lines of ten megabytes", () => {
  const long = "a".repeat(10 * 1024 * 1024);
  expect(
    refused(() => ConfigTree.fromSet(`set system host-name ${long}`)).message.length,
  ).toBeLessThan(300);
  expect(
    refused(() => ConfigTree.fromCurly(`system { host-name ${long}; }`)).message.length,
  ).toBeLessThan(300);
  expect(
    refused(() => ConfigTree.fromCurly(`system { host-name "${long}`)).message.length,
  ).toBeLessThan(300);
  expect(
    check(
      ConfigTree.fromXml(
        `<configuration><system><host-name>${long}</host-name></system></configuration>`,
      ),
    )[0]?.what.length,
  ).toBeLessThan(200);
});

test("a line of very many words", () => {
  refused(() => ConfigTree.fromSet(`set ${"a ".repeat(100_000)}`));
  refused(() => ConfigTree.fromCurly(`${"a ".repeat(100_000)};`));
});

test("nesting without end", () => {
  refused(() => ConfigTree.fromCurly("a { ".repeat(1_000_000)));
  refused(() => ConfigTree.fromXml(`<configuration>${"<a>".repeat(1_000_000)}`));
  refused(() => ConfigTree.fromCurly("}".repeat(1_000_000)));
});

test("XML entities are neither expanded nor fetched", () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><configuration><system><host-name>&b;</host-name></system></configuration>`;
  expect(refused(() => ConfigTree.fromXml(bomb)).message).toMatch(/document type/);
  refused(() => ConfigTree.fromXml('<!DOCTYPE x SYSTEM "file:///etc/passwd"><configuration/>'));
  expect(
    refused(() =>
      ConfigTree.fromXml(
        "<configuration><system><host-name>&a;</host-name></system></configuration>",
      ),
    ).message,
  ).toMatch(/entity/);
  expect(
    ConfigTree.fromXml(
      "<configuration><system><host-name>&lt;&#65;&amp;</host-name></system></configuration>",
    )
      .get("system")
      ?.text("host-name"),
  ).toBe("<A&");
});

test("broken pieces of every kind", () => {
  for (const text of [
    "<",
    "<configuration",
    "<configuration><a></configuration>",
    "<configuration>\u0000</configuration>",
    "<?xml version='9'?>",
  ])
    refused(() => ConfigTree.fromXml(text));
  for (const text of [
    "system {",
    "system }",
    "{",
    ";;{",
    '"',
    "/*",
    "a [ b ;",
    "inactive: { }",
    "[ ]",
  ]) {
    try {
      ConfigTree.fromCurly(text);
    } catch (error) {
      expect(error).toBeInstanceOf(JunosSyntaxError);
    }
  }
  for (const text of [
    'set "',
    "set",
    "delete",
    "insert a",
    "rename",
    "set ]",
    "set [",
    "set a [ b",
    "insert a before b",
  ]) {
    try {
      ConfigTree.fromSet(text);
    } catch (error) {
      expect(error).toBeInstanceOf(JunosSyntaxError);
    }
  }
});

test("groups that apply each other, and many wildcards, come to an end", () => {
  const loop = [
    "set groups a apply-groups b",
    "set groups b apply-groups a",
    "set groups a system host-name x",
    "set apply-groups a",
  ];
  expect(ConfigTree.fromSet(loop.join("\n")).effective().get("system")?.text("host-name")).toBe(
    "x",
  );
  const stars = `<${"*a".repeat(200)}b>`;
  const tree = ConfigTree.fromSet(
    `set groups g interfaces ${stars} mtu 1400\nset interfaces ${"a".repeat(5000)} mtu 1300\nset apply-groups g`,
  );
  expect(tree.effective().get("system")).toBeUndefined();
});

test("a hundred thousand statements that are all unknown or undefined", () => {
  const lines = Array.from({ length: 100_000 }, (_, i) =>
    i % 2 ? `set nonsense thing${i} x` : `set security ike gateway g${i} ike-policy p${i}`,
  );
  expect(check(ConfigTree.fromSet(lines.join("\n"))).length).toBeGreaterThan(100_000);
});
