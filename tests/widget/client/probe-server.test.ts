import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { probeServer, readHello } from "../../../widget/src/client/connection/probe-server.ts";
import { startServer } from "../../support/start-server.ts";

describe("a server's hello", () => {
  it.each([
    [{ name: "live-chat", origin: { value: "https://a.test", allowed: true } }, "welcome"],
    [
      { name: "live-chat", origin: { value: "https://a.test", allowed: false } },
      "origin-not-allowed",
    ],
    [{ name: "live-chat" }, "welcome"],
    [{ name: "live-chat", protocol: 1, origin: { allowed: true } }, "welcome"],
    [{ name: "live-chat", protocol: 2, origin: { allowed: true } }, "version-mismatch"],
    [{ name: "another" }, "server-unreachable"],
    ["<html>", "server-unreachable"],
    [null, "server-unreachable"],
  ])("[CN8] %j means %s", (answer, verdict) => {
    expect(readHello(answer)).toBe(verdict);
  });
});

describe("a probe over HTTP", () => {
  it("[CN8] is welcome at a chat server", async () => {
    const { url } = await startServer();
    expect(await probeServer(url)).toBe("welcome");
  });

  it.each([
    [{ name: "live-chat", protocol: 1, origin: { allowed: false } }, "origin-not-allowed"],
    [{ name: "live-chat", protocol: 2 }, "version-mismatch"],
    [{ name: "another" }, "server-unreachable"],
  ])("[CN8] reads %j as %s", async (hello, verdict) => {
    const url = await serve((_, response) => response.end(JSON.stringify(hello)));
    expect(await probeServer(url)).toBe(verdict);
  });

  it("[CN8] asks below the path of the server's address", async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      response.end(JSON.stringify({ name: "live-chat" }));
    });
    expect(await probeServer(`${url}/chat`)).toBe("welcome");
    expect(asked).toEqual(["/chat/api/v1/hello"]);
  });

  it("takes an answer that is no JSON, and none at all, for a server that is not there", async () => {
    const html = await serve((_, response) => response.end("<html>"));
    const silent = await serve((_, response) => response.destroy());
    expect(await probeServer(html)).toBe("server-unreachable");
    expect(await probeServer(silent)).toBe("server-unreachable");
  });

  it("gives up a server that takes the question and never answers", async () => {
    const patience = new AbortController();
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(patience.signal);
    const asked = Promise.withResolvers<void>();
    const url = await serve(() => asked.resolve());
    const verdict = probeServer(url);
    await asked.promise;
    expect(timeout).toHaveBeenCalledWith(5_000);
    patience.abort();
    expect(await verdict).toBe("server-unreachable");
  });

  it("sends no cookies, which a server that answers every origin may not be asked with", async () => {
    const fetch = vi.fn(() => Promise.resolve(Response.json({ name: "live-chat" })));
    vi.stubGlobal("fetch", fetch);
    expect(await probeServer("https://chat.test")).toBe("welcome");
    expect(fetch).toHaveBeenCalledWith(
      "https://chat.test/api/v1/hello",
      expect.objectContaining({ credentials: "omit" }),
    );
  });
});

/** The address of a server of its own, which ends with the test. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
