// Whatever a client sends, and in whatever order it edits: the device answers, and keeps what it should.

import { fc } from "../../random";
import { ConfigTree } from "../../../lib/junos";
import { parseXml } from "../../../lib/device/xml";
import { type Box, box, Client, COMMIT, editor, MARK } from "./netconf-client";

const boxes: Box[] = [];

function device(): Box {
  const made = box();
  boxes.push(made);
  return made;
}

afterEach(() => {
  for (const each of boxes.splice(0)) each.remove();
});

const NAMES = [
  "lock",
  "unlock",
  "target",
  "candidate",
  "running",
  "load-configuration",
  "configuration-set",
  "configuration-text",
  "configuration",
  "system",
  "host-name",
  "commit-configuration",
  "check",
  "confirmed",
  "confirm-timeout",
  "get-configuration",
  "get-config",
  "source",
  "filter",
  "edit-config",
  "config",
  "open-configuration",
  "private",
  "exclusive",
  "close-configuration",
  "discard-changes",
  "validate",
  "commit",
  "cancel-commit",
  "get-rollback-information",
  "rollback",
  "compare",
  "kill-session",
  "session-id",
  "__proto__",
  "toString",
];
const VALUES = [
  "",
  "set",
  "text",
  "xml",
  "rollback",
  "0",
  "1",
  "49",
  "50",
  "-1",
  "1e9",
  "x",
  "committed",
  "merge",
  "override",
  "set system host-name a",
  "system { host-name a; }",
  "}{",
  "delete system",
  "rescue",
];
const ATTRIBUTES = [
  "action",
  "format",
  "rollback",
  "compare",
  "database",
  "inherit",
  "rescue",
  "operation",
  "url",
];

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom(...NAMES),
      fc.dictionary(fc.constantFrom(...ATTRIBUTES), fc.constantFrom(...VALUES), { maxKeys: 3 }),
      fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...VALUES),
        fc.array(tie("element"), { maxLength: 3 }).map((all) => all.join("")),
      ),
    )
    .map(
      ([name, attributes, inside]) =>
        `<${name}${Object.entries(attributes)
          .map(([key, value]) => ` ${key}="${value}"`)
          .join("")}>${inside}</${name}>`,
    ),
}));

test("any well-formed request is answered, and never by a crash", async () => {
  const client = new Client(device(), { answer: () => Promise.resolve("<ok/>") });
  await fc.assert(
    fc.asyncProperty(element, async (operation) => {
      const reply = await client.ask(operation);
      expect(parseXml(reply).name).toBe("rpc-reply");
      expect(reply).not.toContain("internal error");
    }),
    { numRuns: 300 },
  );
});

test("any other text is answered or ends the session", async () => {
  const shared = device();
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: "binary" })), async (text) => {
      const client = new Client(shared);
      await client.hello;
      client.send(`<rpc>${text}</rpc>${MARK}`);
      client.send(`<rpc message-id="last"><validate/></rpc>${MARK}`);
      const first = client.closed ? "" : await client.next();
      expect(first).not.toContain("internal error");
      client.hangUp();
    }),
    { numRuns: 100 },
  );
});

type Step =
  | { readonly do: "set" | "delete"; readonly leaf: string; readonly value: string }
  | { readonly do: "commit" | "confirmed" | "discard" | "restart" }
  | { readonly do: "rollback"; readonly number: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom("set" as const, "delete" as const),
    leaf: fc.constantFrom("host-name", "domain-name", "time-zone"),
    value: fc.constantFrom("a", "b", "c"),
  }),
  fc.record({
    do: fc.constantFrom(
      "commit" as const,
      "confirmed" as const,
      "discard" as const,
      "restart" as const,
    ),
  }),
  fc.record({ do: fc.constant("rollback" as const), number: fc.nat(5) }),
);

test("candidate, commits, rollbacks and restarts, in any order, against a model", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      let real = device();
      let who = editor();
      const text = (tree: ConfigTree): string => tree.toSet().join("\n");
      // The model: texts of all commits, newest first, and the candidate.
      const commits = [text(real.database.active)];
      let candidate = ConfigTree.fromSet(commits[0] ?? "");
      let confirmedOver: string | undefined;
      for (const each of steps) {
        switch (each.do) {
          case "set":
          case "delete": {
            const line =
              each.do === "set"
                ? `set system ${each.leaf} ${each.value}`
                : `delete system ${each.leaf}`;
            real.database.load(who, { action: "set", format: "text" }, line);
            candidate.applySet([line]);
            break;
          }
          case "commit":
          case "confirmed":
            await real.database.commit(who, each.do === "commit" ? {} : { confirmMinutes: 1000 });
            confirmedOver = each.do === "commit" ? undefined : (confirmedOver ?? commits[0]);
            commits.unshift(text(candidate));
            break;
          case "discard":
            real.database.rollback(who, 0);
            candidate = ConfigTree.fromSet(commits[0] ?? "");
            break;
          case "rollback": {
            const wanted = commits[each.number];
            const attempt = (): void => real.database.rollback(who, each.number);
            if (wanted === undefined) expect(attempt).toThrow("No such file");
            else {
              attempt();
              candidate = ConfigTree.fromSet(wanted);
            }
            break;
          }
          case "restart":
            real = real.restart();
            boxes.push(real);
            who = editor();
            if (confirmedOver !== undefined) commits.unshift(confirmedOver);
            confirmedOver = undefined;
            candidate = ConfigTree.fromSet(commits[0] ?? "");
        }
        expect(text(real.database.active)).toBe(commits[0]);
        expect(text(real.database.candidateOf(who))).toBe(text(candidate));
        expect(real.database.history).toHaveLength(commits.length);
      }
      real.database.stop();
    }),
    { numRuns: 60 },
  );
});

test("several sessions at once: one lock, and no change is lost or mixed", async () => {
  const shared = device();
  const clients = Array.from({ length: 8 }, () => new Client(shared));
  await Promise.all(
    clients.map(async (client, index) => {
      for (;;) {
        const locked = await client.ask("<lock-configuration/>");
        if (locked.includes("<ok/>")) break;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await client.load(`set system domain-search d${index}.example`);
      expect(await client.ask(COMMIT)).toContain("<ok/>");
      await client.ask("<unlock-configuration/>");
    }),
  );
  const lines = shared.database.active.toSet().filter((line) => line.includes("domain-search"));
  expect(lines).toHaveLength(8);
  expect(shared.database.history).toHaveLength(9);
});
