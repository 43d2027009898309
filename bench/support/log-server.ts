import { startChatServer } from "../../server/src/create-chat-server.ts";
import { toOptions } from "../../server/src/options.ts";

/* A chat server in a process of its own, for a bench: node log-server.ts <database> <max batch> */
const [databaseUrl = "memory:", maxBatch = "500"] = process.argv.slice(2);
const options = toOptions({ port: 0, databaseUrl, rateLimit: "off", logLevel: "error" });
const server = await startChatServer(options, { maxBatch: Number(maxBatch) });
process.send?.({ url: server.url.replace("localhost", "127.0.0.1") });
const stop = () => void server.close().then(() => process.exit(0));
process.once("message", stop).once("disconnect", stop);
