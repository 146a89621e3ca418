// The exporter's door: where it listens, what it answers, and that looks never overlap.
import { Agent, request } from "node:http";
import { listenOf, serve, type ServeOptions, type Serving } from "../../../lib/cli/exporter/server";

let serving: Serving | undefined;
let told: string[];

const start = async (look: ServeOptions["look"]): Promise<Serving> => {
  told = [];
  serving = await serve(
    { host: "127.0.0.1", port: 0 },
    { look, seconds: 9, tell: (message) => told.push(message) },
  );
  return serving;
};

const page = (text: string): { contentType: string; text: string } => ({
  contentType: "text/plain; version=0.0.4; charset=utf-8",
  text,
});

afterEach(async () => {
  await serving?.stop();
  serving = undefined;
});

test.each([
  ["127.0.0.1:9550", { host: "127.0.0.1", port: 9550 }],
  ["localhost:1", { host: "localhost", port: 1 }],
  ["[::1]:9550", { host: "::1", port: 9550 }],
])("%s is where to listen", (text, place) => {
  expect(listenOf(text)).toEqual(place);
});

test.each([
  "",
  "9550",
  ":9550",
  "127.0.0.1",
  "127.0.0.1:99999",
  "::1:9550",
  "example.net:9550",
  "1.2.3:4",
])("%p is refused, with what is allowed", (text) => {
  expect(() => listenOf(text)).toThrow(
    /--listen takes .* 127\.0\.0\.1:9550 or \[::1\]:9550; found/,
  );
});

test("who asks while a look is under way shares it; the next one begins a new one", async () => {
  let looks = 0;
  let go: () => void = () => undefined;
  const { url } = await start(async () => {
    looks += 1;
    await new Promise<void>((resolve) => (go = resolve));
    return page(`look ${looks}\n`);
  });
  const both = Promise.all([fetch(`${url}/metrics`), fetch(`${url}/metrics?x=1`)]);
  while (looks === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  // Both questions are there before the answer.
  await new Promise((resolve) => setTimeout(resolve, 50));
  go();
  const texts = await Promise.all((await both).map((response) => response.text()));
  expect(texts).toEqual(["look 1\n", "look 1\n"]);
  const later = fetch(`${url}/metrics`);
  while (looks === 1) await new Promise((resolve) => setTimeout(resolve, 5));
  go();
  expect(await (await later).text()).toBe("look 2\n");
});

test("Prometheus's patience bounds a look, and ours bounds Prometheus's", async () => {
  const given: number[] = [];
  const { url } = await start((seconds) => {
    given.push(seconds);
    return Promise.resolve(page(""));
  });
  const ask = async (patience: string): Promise<unknown> =>
    await fetch(`${url}/metrics`, { headers: { "X-Prometheus-Scrape-Timeout-Seconds": patience } });
  for (const patience of ["5", "60", "0.1", "nonsense"]) await ask(patience);
  expect(given).toEqual([4.5, 9, 0.5, 9]);
});

test("other paths and methods are refused, and a failed look is told in the log alone", async () => {
  const { url } = await start(() => Promise.reject(new Error("device x is broken")));
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(`${url}/other`)).status).toBe(404);
  const post = await fetch(`${url}/metrics`, { method: "POST" });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  const failed = await fetch(`${url}/metrics`);
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toContain("device x");
  expect(told).toEqual(["device x is broken"]);
});

test("stopping answers who has asked, and then takes no more", async () => {
  let go: () => void = () => undefined;
  let isAsked = false;
  const own = await start(async () => {
    isAsked = true;
    await new Promise<void>((resolve) => (go = resolve));
    return page("the last one\n");
  });
  const last = new Promise<string>((resolve, reject) => {
    request(`${own.url}/metrics`, { agent: false }, (response) => {
      response.on("data", (chunk: Buffer) => resolve(chunk.toString()));
    })
      .on("error", reject)
      .end();
  });
  while (!isAsked) await new Promise((resolve) => setTimeout(resolve, 5));
  const stopped = own.stop();
  serving = undefined;
  go();
  expect(await last).toBe("the last one\n");
  await stopped;
  await expect(fetch(`${own.url}/metrics`)).rejects.toThrow();
});

test("a client that keeps its connection and goes on asking holds up no stop", async () => {
  let go: () => void = () => undefined;
  let isAsked = false;
  const own = await start(async () => {
    isAsked = true;
    await new Promise<void>((resolve) => (go = resolve));
    return page("answer\n");
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (): Promise<string | undefined> =>
    await new Promise((resolve, reject) => {
      const asked = request(`${own.url}/metrics`, { agent }, (response) => {
        response.resume().on("end", () => resolve(response.headers.connection));
      });
      asked.on("error", reject).end();
    });
  const last = ask();
  while (!isAsked) await new Promise((resolve) => setTimeout(resolve, 5));
  const stopped = own.stop();
  serving = undefined;
  go();
  expect(await last).toBe("close");
  await stopped;
  await expect(ask()).rejects.toThrow();
  agent.destroy();
});
