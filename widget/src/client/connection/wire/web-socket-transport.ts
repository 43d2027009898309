import type { OpenTransport } from "./transport.ts";

export const openWebSocket: OpenTransport = (address, { onPacket, onClose }) => {
  const socket = new WebSocket(`${address.replace(/^http/, "ws")}&transport=websocket`);
  socket.onmessage = ({ data }) => onPacket(String(data));
  socket.onclose = onClose;
  const send = (packet: string): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(packet);
  };
  return {
    send,
    close: (farewell) => {
      socket.onmessage = socket.onclose = null;
      if (farewell) send(farewell);
      socket.close();
    },
  };
};
