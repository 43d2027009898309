import type { OpenTransport } from "./transport.ts";

export const openWebSocket: OpenTransport = (address, { onPacket, onClose }) => {
  const socket = new WebSocket(`${address.replace(/^http/, "ws")}&transport=websocket`);
  socket.onmessage = ({ data }) => onPacket(String(data));
  socket.onclose = onClose;
  return {
    send: (packet) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(packet);
    },
    close: () => {
      socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
};
