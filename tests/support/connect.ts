import { onTestFinished } from "vitest";
import { openClient, type Client, type ClientOptions } from "./stock-client.ts";

/** A plain socket.io-client that is closed after the test. */
export function connect(url: string, options: ClientOptions = {}): Client {
  const client = openClient(url, options);
  onTestFinished(() => void client.disconnect());
  return client;
}
