import type { LiveChat } from "../../widget/src/element/live-chat.ts";
import { message, TestChat } from "../../tests/widget/support/test-chat.ts";
import { offer } from "./list-feeder.ts";

/* The element as it is shipped, over a chat that is fed like the others: neither server nor connection. */
const element = document.createElement("live-chat") as LiveChat;
const chat = new TestChat();
Object.assign(element, { streamId: "s1", chat });
element.style.blockSize = "100%";
document.querySelector("main")?.append(element);
offer(({ number, text, ...rest }) =>
  chat.show({
    rows: [...chat.getSnapshot().rows, message(number + 1, { ...rest, message: text })],
  }),
);
