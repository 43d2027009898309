import type { OpenTransport } from "./transport.ts";

/** Between packets in one body. */
const SEPARATOR = "\x1e";

/** For networks that let no WebSocket through: one request waits for packets, another brings ours. */
export const openPolling: OpenTransport = (address, { onPacket, onClose }) => {
  const aborter = new AbortController();
  const { signal } = aborter;
  const outgoing: string[] = [];
  let isPosting = false;
  let url = `${address}&transport=polling`;

  const request = async (body?: string): Promise<string> => {
    const init = body === undefined ? {} : { method: "POST", body };
    const response = await fetch(url, { ...init, signal, cache: "no-store" });
    if (!response.ok) throw new Error(`polling: ${response.status}`);
    return response.text();
  };
  const poll = async (): Promise<void> => {
    while (!signal.aborted)
      for (const packet of (await request()).split(SEPARATOR)) {
        if (packet.startsWith("0")) {
          const { sid } = JSON.parse(packet.slice(1)) as { sid: string };
          url += `&sid=${encodeURIComponent(sid)}`;
        }
        if (!signal.aborted) onPacket(packet);
      }
  };
  const post = async (): Promise<void> => {
    if (isPosting) return;
    isPosting = true;
    for (let packet = outgoing.shift(); packet; packet = outgoing.shift()) await request(packet);
    isPosting = false;
  };
  const fail = (): void => {
    if (signal.aborted) return;
    aborter.abort();
    onClose();
  };

  poll().catch(fail);
  return {
    send: (packet) => {
      outgoing.push(packet);
      post().catch(fail);
    },
    close: () => aborter.abort(),
  };
};
