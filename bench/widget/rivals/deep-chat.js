import "deep-chat";
import { offer } from "../list-feeder.ts";

const chat = document.createElement("deep-chat");
chat.connect = { handler: () => undefined };
chat.names = true;
chat.style.width = "100%";
chat.style.height = "100%";
chat.onComponentRender = () => offer(({ text, userId }) => chat.addMessage({ text, role: userId }));
document.querySelector("main").append(chat);
