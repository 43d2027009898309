import { io } from "socket.io-client";

import type { ChatMessage } from "#protocol";

/** Joins as the original client does, and gives the history it is sent. */
export async function readHistory(url: string, streamId: string): Promise<ChatMessage[]> {
  return talk(url, streamId, []);
}

/** Sends messages as the original client does; resolves when the last one came back. */
export async function sendAll(url: string, streamId: string, texts: string[]): Promise<void> {
  await talk(url, streamId, texts);
}

async function talk(url: string, streamId: string, texts: string[]): Promise<ChatMessage[]> {
  const socket = io(url, { forceNew: true });
  try {
    return await new Promise((resolve, reject) => {
      socket.on("connect_error", reject);
      socket.on("error", reject);
      socket.on("message-history", (history: ChatMessage[]) => {
        if (texts.length === 0) resolve(history);
        for (const message of texts) socket.emit("send-message", { streamId, message });
      });
      socket.on("new-message", ({ message }: ChatMessage) => {
        if (message === texts.at(-1)) resolve([]);
      });
      socket.emit("join-room", { streamId, user: { userId: "u1", nickname: "Stock" } });
    });
  } finally {
    socket.close();
  }
}
