import { onTestFinished } from "vitest";
import { readProjectFile } from "../architecture/source-files.ts";

/**
 * What a widget and a server of 23 November 2026 (commit 399bbe1) sent each other: a guest's first
 * visit and, after a cut connection, the second. It was recorded at the widget's WebSocket with
 * `CHAT_HISTORY_LIMIT=3`, while another guest wrote and the operator acted.
 */
export const EARLIER_VISITS = JSON.parse(
  readProjectFile("tests/support/earlier-widget.json"),
) as readonly [EarlierVisit, EarlierVisit];

export interface EarlierVisit {
  auth: object;
  requests: { event: string; payload: object; answer: object }[];
  /** The batches that the server sent without a request. */
  pushed: ["entries", EarlierBatch][];
}

type EarlierBatch = [
  streamId: string,
  epoch: string,
  after: number,
  atMs: number,
  known: number,
  rows: (object | [id: string, author: unknown, ...rest: unknown[]])[],
];

/** The wire of that widget, which wrote the packets of Socket.IO itself. */
export class EarlierWidget {
  readonly answers: object[] = [];
  readonly batches: EarlierBatch[] = [];
  readonly #visit: EarlierVisit;
  readonly #socket: WebSocket;
  readonly #packets: string[] = [];
  #onPacket = (): void => undefined;

  private constructor(url: string, visit: EarlierVisit) {
    this.#visit = visit;
    this.#socket = new WebSocket(
      `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`,
    );
    this.#socket.onmessage = ({ data }) => {
      this.#packets.push(String(data));
      this.#onPacket();
    };
    onTestFinished(() => this.close());
  }

  /** Begins a visit, with `auth` in place of the credentials that the widget had. */
  static async open(url: string, visit: EarlierVisit, auth = {}): Promise<EarlierWidget> {
    const widget = new EarlierWidget(url, visit);
    await widget.#next("0{");
    widget.#socket.send(`40${JSON.stringify({ ...visit.auth, ...auth })}`);
    await widget.#next("40{");
    return widget;
  }

  /** Asks what the widget asked next; `more` has what the server of this test calls otherwise. */
  async ask<Answer = object>(more = {}): Promise<Answer> {
    const id = this.answers.length;
    const { event, payload } = this.#visit.requests[id]!;
    this.#socket.send(`42${id}${JSON.stringify([event, { ...payload, ...more }])}`);
    const answer = (JSON.parse((await this.#next(`43${id}[`)).slice(3)) as [object])[0];
    this.answers.push(answer);
    return answer as Answer;
  }

  /** Waits for the next batch. */
  async hear(): Promise<void> {
    const packet = await this.#next('42["entries"');
    this.batches.push((JSON.parse(packet.slice(2)) as ["entries", EarlierBatch])[1]);
  }

  close(): void {
    this.#socket.close();
  }

  async #next(start: string): Promise<string> {
    for (;;) {
      const at = this.#packets.findIndex((packet) => packet.startsWith(start));
      if (at >= 0) return this.#packets.splice(at, 1)[0]!;
      await new Promise<void>((resolve) => (this.#onPacket = resolve));
    }
  }
}

/** The rows of batches with their authors, which batches name once and then by number. */
export function rowsOf(batches: readonly EarlierBatch[]): unknown[] {
  let people: unknown[] = [];
  return batches.flatMap(([, , , , known, rows]) => {
    if (known === 0) people = [];
    return rows.map((row) => {
      if (!Array.isArray(row)) return row;
      const [id, author, ...rest] = row;
      if (typeof author !== "number") people.push(author);
      return [id, typeof author === "number" ? people[author] : author, ...rest];
    });
  });
}

/** A value without what differs in each run: ids, credentials and times. */
export function withoutIds(value: unknown): unknown {
  if (typeof value === "number") return value > 1e12 ? "time" : value;
  if (typeof value === "string")
    return value
      .replace(/^guest:[\w-]{16}$/, "guest:id")
      .replace(/^[\w-]{16}\.[\w-]{43}$/, "credential")
      .replace(/^[\w-]{20}$/, "clientId")
      .replace(/^([0-9a-z]\.)?[\w-]{12}$/, "$1id");
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutIds(each)]));
}
