import { parseHandshake } from "./handshake.ts";
import type { OpenTransport } from "./transport.ts";

/** Between packets in one body. */
const SEPARATOR = "\x1e";
/** Nobody waits for a farewell, but it may not hold one of the browser's few connections. */
const FAREWELL_TIMEOUT_MS = 5_000;

/** For networks that let no WebSocket through: one request waits for packets, another brings ours. */
export const openPolling: OpenTransport = (address, { onPacket, onClose }) => {
  const aborter = new AbortController();
  const { signal } = aborter;
  const outgoing: string[] = [];
  let isPosting = false;
  let isClosed = false;
  let url = `${address}&transport=polling`;

  const request = async (body?: string): Promise<string> => {
    const init = body === undefined ? {} : { method: "POST", body };
    const response = await fetch(url, { ...init, signal, cache: "no-store" });
    if (!response.ok) throw new Error(`polling: ${response.status}`);
    return response.text();
  };
  const receive = (packet: string): void => {
    // Some proxies and captive portals answer every request with a page of their own.
    if (!/^[0-6]/.test(packet)) throw new Error("polling: no packet");
    if (!isClosed) onPacket(packet);
  };
  const poll = async (): Promise<void> => {
    const first = (await request()).split(SEPARATOR);
    const handshake = parseHandshake(first[0] ?? "");
    if (!handshake) throw new Error("polling: no handshake");
    url += `&sid=${encodeURIComponent(handshake.sid)}`;
    first.forEach(receive);
    for (;;) {
      if (isClosed) return;
      (await request()).split(SEPARATOR).forEach(receive);
    }
  };
  const post = async (): Promise<void> => {
    if (isPosting) return;
    isPosting = true;
    for (let packet = outgoing.shift(); packet; packet = outgoing.shift()) await request(packet);
    isPosting = false;
  };
  const fail = (): void => {
    if (isClosed) return;
    isClosed = true;
    aborter.abort();
    onClose();
  };
  const sayFarewell = async (farewell: string): Promise<void> => {
    const within = AbortSignal.timeout(FAREWELL_TIMEOUT_MS);
    await fetch(url, { method: "POST", body: farewell, keepalive: true, signal: within });
  };

  poll().catch(fail);
  return {
    send: (packet) => {
      outgoing.push(packet);
      post().catch(fail);
    },
    close: (farewell) => {
      isClosed = true;
      const stop = (): void => aborter.abort();
      if (farewell) sayFarewell(farewell).then(stop, stop);
      else stop();
    },
  };
};
