// Who asks before a read has begun shares it; who asks later gets the next one.

import { setTimeout as sleep } from "node:timers/promises";
import { SharedReads } from "../../lib/provider/shared-reads";

test("a thousand who ask at once cost one read", async () => {
  const reads = new SharedReads<number>(0);
  let sent = 0;
  const all = Array.from({ length: 1000 }, () =>
    reads.ask("hub", async (begin) => {
      begin();
      sent += 1;
      return await Promise.resolve(sent);
    }),
  );
  expect(new Set(await Promise.all(all))).toEqual(new Set([1]));
});

test("whoever asks while one is under way gets an answer to a later question", async () => {
  const reads = new SharedReads<number>(0);
  let sent = 0;
  const ask = (): Promise<number> =>
    reads.ask("hub", async (begin) => {
      begin();
      sent += 1;
      const mine = sent;
      await sleep(20);
      return mine;
    });
  const first = ask();
  while (sent === 0) await sleep(1);
  const later = [ask(), ask(), ask()];
  expect(await first).toBe(1);
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
});

test("a read that fails fails for all who waited for it, and for nobody after them", async () => {
  const reads = new SharedReads<string>(0);
  const fail = (): Promise<string> => reads.ask("hub", () => Promise.reject(new Error("away")));
  await expect(Promise.all([fail(), fail()])).rejects.toThrow("away");
  expect(await reads.ask("hub", () => Promise.resolve("back"))).toBe("back");
});

test("devices don't wait for each other", async () => {
  const reads = new SharedReads<string>(10_000);
  const never = reads.ask("a", async (begin) => {
    begin();
    return await new Promise<string>(() => undefined);
  });
  expect(never).toBeInstanceOf(Promise);
  expect(await reads.ask("b", () => Promise.resolve("b"))).toBe("b");
});
