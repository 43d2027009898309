import type { RenderedMessage, Renderers } from "live-chat-element";
import { LiveChat } from "live-chat-element/react";
import { createContext, useContext } from "react";

const Product = createContext("celadon bowl");

/** The second sample of docs/react.md. */
export function Shop() {
  return (
    <Product.Provider value="moon jar">
      <LiveChat streamId="stream-123" renderMessage={renderMessage} />
    </Product.Provider>
  );
}

function renderMessage(message: RenderedMessage) {
  // Whatever is null looks as it always does.
  return message.message.startsWith("!buy") ? <Order {...message} /> : null;
}

function Order({ nickname, time }: RenderedMessage) {
  const product = useContext(Product);
  return (
    <p className="order">
      {nickname} ordered a {product} <time>{time}</time>
    </p>
  );
}

export const renderers: Renderers = {
  message({ nickname, id, status }, signal) {
    signal.addEventListener("abort", () => id?.length);
    // @ts-expect-error There is no such status.
    return status === "lost" ? document.createElement("p") : nickname;
  },
};

// @ts-expect-error A renderer gives a node or a text.
export const wrong: Renderers = { message: () => 5 };
