import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import { LiveChat, useChat } from "../../../widget/src/react/index.ts";

describe("React on a server", () => {
  test("renders the tag with its attributes, and no element behind it", () => {
    const html = renderToString(
      createElement(LiveChat, {
        streamId: "show",
        serverUrl: "https://chat.example.com",
        theme: "dark",
        readOnly: true,
        noHeader: false,
        mode: "overlay",
        maxRows: 4,
        token: "secret",
        className: "chat",
        children: createElement("b", { slot: "title" }, "Tonight"),
      }),
    );
    expect(html).toBe(
      '<live-chat stream-id="show" server-url="https://chat.example.com" theme="dark" ' +
        'read-only="" mode="overlay" max-rows="4" class="chat"><b slot="title">Tonight</b></live-chat>',
    );
    expect(globalThis.customElements?.get("live-chat")).toBeUndefined();
  });

  test("takes the server from NEXT_PUBLIC_CHAT_SERVER_URL where none is named", () => {
    vi.stubEnv("NEXT_PUBLIC_CHAT_SERVER_URL", "https://env.example.com");
    const html = renderToString(createElement(LiveChat, { streamId: "show" }));
    vi.unstubAllEnvs();
    expect(html).toContain('server-url="https://env.example.com"');
  });

  test("has an empty chat that connects to nothing", () => {
    function Chat() {
      const { messages, isConnected, status, error } = useChat({ streamId: "show" });
      return createElement("p", null, JSON.stringify({ messages, isConnected, status, error }));
    }
    expect(renderToString(createElement(Chat))).toBe(
      "<p>{&quot;messages&quot;:[],&quot;isConnected&quot;:false,&quot;status&quot;:&quot;idle&quot;}</p>",
    );
  });
});
