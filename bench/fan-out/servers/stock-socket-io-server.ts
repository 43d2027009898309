import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { answerQuestions } from "../asked-process.ts";
import { asChatMessage } from "../load/plain-dialect.ts";

/* A chat as Socket.IO's tutorials build it: one emit a message, the last ones kept in memory. */
const KEPT = 100;
const history = new Map<string, object[]>();
const http = createServer();
const io = new Server(http);
io.on("connection", (socket) => {
  socket.on("join", async (room: string, done: (answer: object) => void) => {
    await socket.join(room);
    done({ ok: true, messages: history.get(room) ?? [] });
  });
  socket.on("chat message", (text: string) => {
    const message = JSON.parse(asChatMessage(text)) as object;
    for (const room of socket.rooms) {
      if (room === socket.id) continue;
      history.set(room, [...(history.get(room) ?? []).slice(1 - KEPT), message]);
      io.to(room).emit("chat message", message);
    }
  });
});
await new Promise<void>((resolve) => http.listen({ port: 0, backlog: 4_096 }, resolve));

answerQuestions({ port: () => (http.address() as AddressInfo).port });
