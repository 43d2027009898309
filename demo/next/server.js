import { createServer } from "node:http";
import { createChatServer } from "live-chat-server";
import next from "next";

const app = next({ dev: process.env.NODE_ENV !== "production" });
await app.prepare();
const server = createServer(app.getRequestHandler());
const chat = await createChatServer({ attachTo: server });
server.listen(Number(process.env.PORT ?? 3000));

process.once("SIGTERM", async () => {
  await chat.close();
  process.exit();
});
