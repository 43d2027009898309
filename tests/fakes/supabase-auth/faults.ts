import type { ServerResponse } from "node:http";

/**
 * Faults of a route: it answers 500, breaks the connection, answers invalid JSON, or does not
 * answer until the fault is over.
 */
export type Fault = "error" | "unreachable" | "garbage" | "hanging";

/** Breaks routes on request of a test, and counts requests. */
export class Faults {
  readonly #broken = new Map<string, Fault>();
  readonly #asked = new Map<string, number>();
  readonly #held = new Map<string, (() => void)[]>();

  /** Breaks a route, like `/token`, until it is mended. */
  break(path: string, fault: Fault): void {
    this.#broken.set(path, fault);
  }

  /** Repairs a route; waiting requests are answered now. */
  mend(path: string): void {
    this.#broken.delete(path);
    for (const answer of this.#held.get(path) ?? []) answer();
    this.#held.delete(path);
  }

  /** How often a route was asked, preflights not counted. */
  countOf(path: string): number {
    return this.#asked.get(path) ?? 0;
  }

  /** Resolves to true if the route works and the request is to be answered. */
  async letPass(path: string, response: ServerResponse): Promise<boolean> {
    this.#asked.set(path, this.countOf(path) + 1);
    switch (this.#broken.get(path)) {
      case undefined:
        return true;
      case "hanging":
        await new Promise<void>((resolve) => {
          this.#held.set(path, [...(this.#held.get(path) ?? []), resolve]);
        });
        return true;
      case "unreachable":
        response.destroy();
        return false;
      case "garbage":
        response.writeHead(200, { "content-type": "text/html" }).end("<h1>Under maintenance</h1>");
        return false;
      case "error":
        response
          .writeHead(500, { "content-type": "application/json" })
          .end(JSON.stringify({ code: "unexpected_failure", message: "Unexpected failure" }));
        return false;
    }
  }
}
