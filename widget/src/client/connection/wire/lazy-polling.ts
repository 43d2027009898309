import type { OpenTransport, Transport } from "./transport.ts";

/** Polling, loaded first: most networks let a WebSocket through. */
export const openLazyPolling: OpenTransport = (address, events) => {
  let transport: Transport | undefined;
  let isClosed = false;
  const load = async (): Promise<void> => {
    const { openPolling } = await import("./polling-transport.ts");
    if (!isClosed) transport = openPolling(address, events);
  };
  load().catch(() => isClosed || events.onClose());
  return {
    // Nothing is sent before the handshake has come by it.
    send: (packet) => transport?.send(packet),
    close: (farewell) => {
      isClosed = true;
      transport?.close(farewell);
    },
  };
};
