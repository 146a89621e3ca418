// Which program a lab of a test runs, as words of the command line.
import { resolve } from "node:path";
import { chosenAfter, wordsOf } from "../../../lab/door/choice";

it("is a folder, and only what was said", () => {
  expect(wordsOf({ project: "/a/b" })).toEqual(["/a/b"]);
  expect(wordsOf({ project: "examples/x" })).toEqual([resolve("examples/x")]);
  expect(
    wordsOf({ project: "/p", stack: "dev", config: { a: "1", "o:b": "x=y" }, withSecrets: true }),
  ).toEqual(["/p", "--stack", "dev", "--config", "a=1", "--config", "o:b=x=y", "--with-secrets"]);
});

it("takes what is said later before what was said first, setting by setting", () => {
  const first = { project: "/p", stack: "dev", config: { a: "1", b: "2" } };
  expect(chosenAfter(first, {})).toEqual(first);
  expect(chosenAfter(first, { config: { b: "3" } })).toEqual({
    ...first,
    config: { a: "1", b: "3" },
  });
  expect(chosenAfter({ project: "/p" }, {})).toEqual({ project: "/p" });
});
