import { createServer } from "node:http";
import next from "next";
import { createChatServer } from "live-chat-server";

const app = next({ dev: process.env.NODE_ENV !== "production" });
await app.prepare();
const server = createServer(app.getRequestHandler());
const chat = await createChatServer({ attachTo: server });
const port = Number(process.env.PORT ?? 3000);
server.listen(port, () => console.log(`Next.js and the chat: http://localhost:${port}`));

process.once("SIGTERM", () => void chat.close().then(() => process.exit()));
