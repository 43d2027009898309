import type { ChatMessage } from "live-chat-element/client";
import "live-chat-element/define";

/* A page without a framework, and Angular's templates, go by the maps of the DOM. */
const chat = document.createElement("live-chat");
chat.streamId = "stream-123";
chat.readOnly = true;
chat.token = () => Promise.resolve("token");
chat.reauthenticate();
document.querySelector("live-chat")?.focus();

chat.addEventListener("live-chat-ready", ({ detail }) => detail.streamId satisfies string);
chat.addEventListener("live-chat-message-sent", ({ detail }) => {
  detail.message satisfies ChatMessage;
});
chat.addEventListener("live-chat-message-failed", ({ detail }) => detail.text.length);
document.body.addEventListener("live-chat-status-changed", ({ detail }) => {
  if (detail.connection.status === "reconnecting") detail.connection.nextAttemptAt.toFixed();
});

// @ts-expect-error There are two themes, and "auto".
chat.theme = "sepia";
// @ts-expect-error A stream has a name.
chat.streamId = 5;
// @ts-expect-error This event tells of no message.
chat.addEventListener("live-chat-ready", ({ detail }) => detail.message);
// @ts-expect-error There is no such status.
chat.addEventListener("live-chat-status-changed", (e) => e.detail.connection.status === "lively");
// @ts-expect-error No page makes a snapshot.
chat.chat = { getSnapshot: () => ({}) };
