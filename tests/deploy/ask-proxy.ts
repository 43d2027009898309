import type { IncomingHttpHeaders } from "node:http";
import { request, type RequestOptions } from "node:https";
import type { ReverseProxy } from "../support/proxies.ts";

/** A request as it is written: the path is sent byte for byte, from an address of one's choice. */
export function askProxy(
  { url, ca }: ReverseProxy,
  path: string,
  options: Pick<RequestOptions, "headers" | "localAddress"> = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  const { port, host } = new URL(url);
  const headers = { host, ...options.headers };
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: "127.0.0.1",
        servername: "localhost",
        port,
        path,
        ca,
        agent: false,
        ...options,
        headers,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (more: string) => (text += more));
        response.once("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    asked.once("error", reject).end();
  });
}
