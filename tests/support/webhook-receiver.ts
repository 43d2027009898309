import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { ADMIN_TOKEN, apiOf } from "./http-api.ts";
import { SIGN_IN } from "./staff.ts";

export const WEBHOOK_SECRET = `whsec_${Buffer.from("a secret of thirty-two bytes....").toString("base64")}`;

/** Server settings for webhooks to this machine. */
export const WEBHOOKS = { ...SIGN_IN, adminToken: ADMIN_TOKEN, webhookPrivate: true } as const;

export interface HeardEvent {
  id: string;
  type: string;
  timestamp: number;
  data: Record<string, unknown>;
}

/** A request that the receiver was sent. */
export interface Delivery {
  headers: IncomingHttpHeaders;
  body: { webhookId: string; streamId?: string; channelId?: string; events: HeardEvent[] };
  isSigned: boolean;
  answer: number;
}

/** A webhook receiver on this machine that keeps what it receives. */
export class WebhookReceiver {
  readonly deliveries: Delivery[] = [];
  url = "";
  /** Answers a delivery with a status, at any time. */
  answer: (delivery: Omit<Delivery, "answer">) => number | Promise<number> = () => 204;
  /** Maximum number of parallel deliveries so far. */
  most = 0;
  #waiting: (() => void)[] = [];

  static async open(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    let underWay = 0;
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        receiver.most = Math.max(receiver.most, ++underWay);
        void receiver.#hear(request.headers, Buffer.concat(parts).toString()).then((status) => {
          underWay -= 1;
          response.writeHead(status, { location: "/elsewhere" }).end();
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    return receiver;
  }

  /** The events of accepted deliveries. */
  get events(): HeardEvent[] {
    return this.deliveries.flatMap(({ answer, body }) => (answer < 300 ? body.events : []));
  }

  /** The texts of received messages. */
  get texts(): unknown[] {
    return this.events.flatMap(({ type, data }) =>
      type === "message.created" ? [data["message"]] : [],
    );
  }

  /** Waits for a condition on the received events. */
  async until(what: string, isSo: () => boolean, timeoutMs = 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!isSo()) {
      if (Date.now() > deadline)
        throw new Error(`never came: ${what}; heard ${JSON.stringify(this.deliveries)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async #hear(headers: IncomingHttpHeaders, text: string): Promise<number> {
    const delivery = {
      headers,
      body: JSON.parse(text) as Delivery["body"],
      isSigned: headers["webhook-signature"] === signatureOf(headers, text),
    };
    const answer = await this.answer(delivery);
    this.deliveries.push({ ...delivery, answer });
    for (const wake of this.#waiting.splice(0)) wake();
    return answer;
  }
}

/** Creates a webhook for a receiver. */
export async function tell(url: string, receiver: WebhookReceiver, more: object = {}) {
  const api = apiOf(url);
  const settings = { url: receiver.url, secret: WEBHOOK_SECRET, ...more };
  const { status } = await api.put("/webhooks/crm", settings);
  if (status !== 200) throw new Error(`the webhook was refused: ${status}`);
  return api;
}

function signatureOf(headers: IncomingHttpHeaders, text: string): string {
  const key = Buffer.from(WEBHOOK_SECRET.slice("whsec_".length), "base64");
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${text}`;
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}
