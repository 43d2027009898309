import "@chatscope/chat-ui-kit-styles/dist/default/styles.min.css";
import { ChatContainer, MainContainer, Message, MessageList } from "@chatscope/chat-ui-kit-react";
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";
import { offer } from "../list-feeder.ts";

function Chat() {
  const [messages, setMessages] = useState([]);
  offer((message) => setMessages((before) => [...before, message]));
  return h(
    MainContainer,
    null,
    h(
      ChatContainer,
      null,
      h(
        MessageList,
        null,
        messages.map(({ id, text, nickname }) =>
          h(
            Message,
            { key: id, model: { message: text, sender: nickname, direction: "incoming" } },
            h(Message.Header, { sender: nickname }),
          ),
        ),
      ),
    ),
  );
}

createRoot(document.querySelector("main")).render(h(Chat));
