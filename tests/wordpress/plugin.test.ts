import { describe, expect, test } from "vitest";
import { runPlugin } from "../support/wordpress.ts";

const SERVER = "https://chat.example.com";
const options = { live_chat_server: SERVER };
const render = (content: string) => runPlugin({ content, options }).html;

describe("the WordPress plugin's shortcode", () => {
  test("is the element, with the server from the settings, and loads its script", () => {
    const { html, scripts } = runPlugin({
      content: '<p>[live_chat stream_id="my-show"]</p>',
      options,
    });
    expect(html).toBe(`<p><live-chat stream-id="my-show" server-url="${SERVER}"></live-chat></p>`);
    expect(scripts).toEqual({ "live-chat": `${SERVER}/live-chat.js` });
  });

  test("loads the classic script where WordPress knows no modules, and none without a chat", () => {
    const content = '[live_chat stream_id="my-show"]';
    expect(runPlugin({ content, options, hasModules: false }).scripts).toEqual({
      "live-chat": `${SERVER}/live-chat.umd.js`,
    });
    expect(runPlugin({ content: "no chat", options }).scripts).toEqual([]);
  });

  test("takes what the element has, each in its own form", () => {
    expect(
      render(
        '[live_chat stream_id="a:b.c" theme="dark" density="compact" avatars="off" lang="ko-KR" ' +
          'nickname="민지 <3" height="480" read_only no_pop_out="1" no_header="false"]',
      ),
    ).toBe(
      `<live-chat stream-id="a:b.c" server-url="${SERVER}" theme="dark" density="compact" ` +
        'avatars="off" lang="ko-KR" nickname="민지 &lt;3" read-only no-pop-out ' +
        'style="block-size:480px"></live-chat>',
    );
  });

  test("leaves out unknown attributes and values of the wrong form", () => {
    expect(
      render(
        '[live_chat stream_id="s1" theme="pink" lang="x" height="9;color:red" onclick="alert(1)" ' +
          'server_url="https://evil.example" style="x" nickname=""]',
      ),
    ).toBe(`<live-chat stream-id="s1" server-url="${SERVER}"></live-chat>`);
  });

  test("forgives the quotes that editors make typographic", () => {
    expect(render("[live_chat stream_id=“my-show” theme=”dark”]")).toBe(
      `<live-chat stream-id="my-show" server-url="${SERVER}" theme="dark"></live-chat>`,
    );
  });

  test.each(['"><script>alert(1)</script>', "a b", "", "x".repeat(129), "방송"])(
    "has nothing to show for the stream id %j, and tells editors alone",
    (streamId) => {
      const block = { streamId };
      const { html, scripts } = runPlugin({ block, options });
      expect(html).toBe("");
      expect(scripts).toEqual([]);
      const told = runPlugin({ block, options, capabilities: ["edit_posts"] }).html;
      expect(told).toContain("stream_id is missing or wrong");
      expect(told).not.toContain("<script");
    },
  );

  test("shows only editors that no server is set", () => {
    const content = '[live_chat stream_id="s1"]';
    expect(runPlugin({ content }).html).toBe("");
    expect(runPlugin({ content, capabilities: ["edit_posts"] }).html).toContain("Settings");
  });
});

describe("the WordPress plugin's block", () => {
  test("is made on the server, as the shortcode is", () => {
    const { html, blocks, registered } = runPlugin({
      block: { streamId: "s1", theme: "light", height: 600, readOnly: true },
      options,
    });
    expect(html).toBe(
      '<div class="wp-block-live-chat-chat">' +
        `<live-chat stream-id="s1" server-url="${SERVER}" theme="light" read-only ` +
        'style="block-size:600px"></live-chat></div>',
    );
    const { attributes, editor_script: script } = blocks["live-chat/chat"]!;
    expect(Object.keys(attributes)).toEqual(["streamId", "theme", "height", "readOnly"]);
    expect(registered[script]!.src).toMatch(/\/block\.js$/);
  });
});

describe("the WordPress plugin's settings", () => {
  test.each([
    ["https://chat.example.com", "https://chat.example.com"],
    [" HTTPS://Chat.Example.com:8443/ ", "https://chat.example.com:8443"],
    ["http://localhost:3001", "http://localhost:3001"],
    ["", ""],
  ])("take the server %j as %j", (given, server) => {
    expect(runPlugin({ save: { live_chat_server: given }, options })).toMatchObject({
      saved: { live_chat_server: server },
      errors: [],
    });
  });

  test.each([
    "chat.example.com",
    "http://chat.example.com",
    "javascript:alert(1)",
    "https://user:secret@chat.example.com",
    "https://chat.example.com/path",
    "https://chat.example.com/?x",
    'https://"><script>',
    "https://",
  ])("refuse the server %j, and keep the one before", (given) => {
    const { saved, errors } = runPlugin({ save: { live_chat_server: given }, options });
    expect(saved["live_chat_server"]).toBe(SERVER);
    expect(errors).toHaveLength(1);
  });

  test("are for administrators, name the site's origin, and escape the values", () => {
    const page = { page: "live-chat", options: { live_chat_server: '"><script>' } };
    const { html, pages } = runPlugin({ ...page, capabilities: ["manage_options"] });
    expect(pages["live-chat"]!.capability).toBe("manage_options");
    expect(html).toContain("<code>https://site.example</code>");
    expect(html).toContain('name="live_chat_server"');
    expect(html).not.toContain("<script>");
    expect(runPlugin({ ...page, capabilities: ["edit_posts"] }).html).toBe("");
  });
});
