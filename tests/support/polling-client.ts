/** Between the packets of one answer. (Engine.IO 4) */
const SEPARATOR = "\u001e";

/**
 * Engine.IO over polling, written by hand, for requests that no library would send.
 *
 * `query` is appended to the handshake's URL unchanged.
 */
export class PollingClient {
  readonly #url: string;
  readonly #headers: Record<string, string>;
  #asked = 0;

  private constructor(url: string, headers: Record<string, string>) {
    this.#url = url;
    this.#headers = headers;
  }

  /** Begins a session and connects; fails where the server does not take it. */
  static async open(
    server: string,
    query: string,
    headers: Record<string, string> = {},
  ): Promise<PollingClient> {
    const address = `${server}/socket.io/?EIO=4&transport=polling`;
    const handshake = await fetch(address + query, { headers });
    const text = await handshake.text();
    if (!handshake.ok) throw new Error(`${handshake.status}: ${text}`);
    const { sid } = JSON.parse(text.slice(1)) as { sid: string };
    const client = new PollingClient(`${address}&sid=${sid}`, headers);
    await client.#post("40");
    await client.#read((packet) => packet.startsWith("40"));
    return client;
  }

  /** Sends an event and gives the answer to it. */
  async ask(event: string, payload: object): Promise<unknown> {
    const id = this.#asked++;
    await this.#post(`42${id}${JSON.stringify([event, payload])}`);
    const prefix = `43${id}[`;
    const answer = await this.#read((packet) => packet.startsWith(prefix));
    return (JSON.parse(answer.slice(prefix.length - 1)) as unknown[])[0];
  }

  /** Ends the session. */
  async close(): Promise<void> {
    await this.#post("1");
  }

  async #post(body: string): Promise<void> {
    const answer = await fetch(this.#url, { method: "POST", body, headers: this.#headers });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  }

  async #read(isIt: (packet: string) => boolean): Promise<string> {
    for (;;) {
      const answer = await fetch(this.#url, { headers: this.#headers });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
      const packets = text.split(SEPARATOR);
      if (packets.includes("2")) await this.#post("3");
      const found = packets.find(isIt);
      if (found !== undefined) return found;
    }
  }
}
