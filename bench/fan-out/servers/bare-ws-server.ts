import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type Ws from "ws";
import { answerQuestions } from "../asked-process.ts";
import { asChatMessage } from "../load/plain-dialect.ts";

/* A chat on the ws package alone: a message is encoded once, and sent to everyone. */

// The copy that Socket.IO uses; tools bring older ones.
const ofSocketIo = createRequire(createRequire(import.meta.url).resolve("engine.io"));
const WebSocket = ofSocketIo("ws") as typeof Ws;

const http = createServer();
const wss = new WebSocket.Server({ server: http });
wss.on("connection", (socket) => {
  socket.on("message", (text) => {
    const message = asChatMessage((text as Buffer).toString());
    for (const client of wss.clients)
      if (client.readyState === WebSocket.OPEN) client.send(message);
  });
});
await new Promise<void>((resolve) => http.listen({ port: 0, backlog: 4_096 }, resolve));

const answers = { port: () => (http.address() as AddressInfo).port };
export type RivalAnswers = typeof answers;
answerQuestions(answers);
