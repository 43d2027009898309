import { assert, expect } from "@open-wc/testing";
import type { ChatSnapshot } from "../../../widget/src/store/index.ts";
import { showElement } from "../support/show-element.ts";
import { message } from "../support/test-chat.ts";

const GUEST = { userId: "me", role: "guest", maySend: false } as const;
const READER = { userId: "", role: "viewer", maySend: false } as const;
const ROWS = [
  message(1, {
    nickname: "라이브모아",
    role: "owner",
    message: "어서 오세요 https://example.com/a",
  }),
  message(2, { nickname: "도우미", role: "moderator" }),
  message(3, { nickname: "مريم", message: "مرحبا" }),
  { kind: "removed", seq: 4, id: "m4", timestamp: 0 } as const,
  ...Array.from({ length: 12 }, (_, i) => message(5 + i, { userId: `guest:${i}-colours` })),
  message(20, { userId: "me", nickname: "지우" }),
];
const PENDING = [
  { clientId: "c1", text: "on its way", queuedAtMs: 0, status: "sending" },
  { clientId: "c2", text: "refused", queuedAtMs: 0, status: "failed", error: "rate-limited" },
] as const;

/** What there is to see, and words that must be there in English and in Korean. */
const STATES: Record<string, [Partial<ChatSnapshot>, RegExp, RegExp]> = {
  live: [
    { rows: ROWS, pending: PENDING },
    /too fast.*Retry.*Discard/s,
    /너무 빨라요.*다시 보내기.*보내지 않기/s,
  ],
  empty: [{}, /No messages yet/, /아직 메시지가 없어요/],
  connecting: [{ connection: { status: "connecting" } }, /Connecting/, /연결하고 있어요/],
  reconnecting: [
    {
      connection: { status: "reconnecting", attempt: 3, nextAttemptAt: Date.now() + 3_600_000 },
      rows: ROWS,
    },
    /Trying again in \d+ s.*Try now/s,
    /\d+초 뒤에 다시 연결해요.*지금 연결/s,
  ],
  "trying to reconnect": [
    { connection: { status: "reconnecting", attempt: 3, nextAttemptAt: 0 }, rows: ROWS },
    /Connection lost. Trying again…/,
    /다시 연결하고 있어요…/,
  ],
  offline: [
    { connection: { status: "offline" }, rows: ROWS },
    /You are offline/,
    /인터넷 연결이 끊겼어요/,
  ],
  "wrong origin": [
    { connection: { status: "failed", reason: "origin-not-allowed" } },
    /does not allow http:\/\/localhost.*CHAT_ORIGINS/s,
    /http:\/\/localhost.*CHAT_ORIGINS/s,
  ],
  "unknown server": [
    { connection: { status: "failed", reason: "server-unreachable" } },
    /No chat server answers at https:\/\/chat\.example\.com/,
    /https:\/\/chat\.example\.com에서 채팅 서버를/,
  ],
  "server-url that is no address": [
    { connection: { status: "failed", reason: "invalid-server-url" } },
    /server-url is not an address/,
    /server-url이 올바른 주소가 아니에요/,
  ],
  "invalid stream id": [
    { connection: { status: "failed", reason: "invalid-stream-id" } },
    /stream-id is missing or not valid/,
    /stream-id가 없거나/,
  ],
  "nickname required": [
    { me: { ...GUEST, reason: "nickname-required" } },
    /Choose a nickname to join in/,
    /닉네임을 정하고/,
  ],
  "sign-in required": [
    { me: { ...READER, reason: "sign-in-required" } },
    /Sign in to chat/,
    /로그인하고 채팅하기/,
  ],
  "sign-in run out": [
    { me: { ...READER, reason: "token-expired" } },
    /Your sign-in has run out.*Sign in to chat/s,
    /로그인이 만료됐어요.*로그인하고 채팅하기/s,
  ],
  "members only": [
    { connection: { status: "failed", reason: "sign-in-required" } },
    /Sign in to join the conversation.*Sign in to chat/s,
    /로그인하면 채팅에.*로그인하고 채팅하기/s,
  ],
  "nickname of somebody else": [
    { me: { ...GUEST, reason: "nickname-required" }, nicknameError: "name-taken" },
    /Somebody who looks after this chat has that name/,
    /이 채팅 운영진의 이름/,
  ],
  "break in the log": [
    { rows: ROWS, hasBreak: true, hasOlder: true },
    /while you were away.*Show/s,
    /자리를 비운/,
  ],
};

describe("every state", () => {
  for (const [name, [snapshot, english, korean]] of Object.entries(STATES)) {
    it(`${name}: is said in words, and accessible in both themes`, async () => {
      const light = await showElement(snapshot, { theme: "light" });
      assert.match(light.find(".chat").innerText, english);
      await expect(light.element).to.be.accessible();
      const dark = await showElement(snapshot, { theme: "dark", lang: "ko" });
      assert.match(dark.find(".chat").innerText, korean);
      await expect(dark.element).to.be.accessible();
    });
  }

  it("offers to try again only where that can help", async () => {
    for (const [reason, buttons] of [
      ["server-unreachable", 1],
      ["origin-not-allowed", 1],
      ["invalid-server-url", 0],
      ["invalid-stream-id", 0],
    ] as const) {
      const { findAll } = await showElement({ connection: { status: "failed", reason } });
      assert.lengthOf(findAll("[part=try-now]"), buttons, reason);
    }
  });

  it("offers what to do with a failed message side by side at 320 px, in Korean too", async () => {
    const { element, find, drawn } = await showElement({ pending: PENDING }, { lang: "ko" });
    element.style.inlineSize = "320px";
    await drawn();
    const [retry, discard] = ["retry", "discard"].map((part) =>
      find(`[part=${part}]`).getBoundingClientRect(),
    );
    assert.equal(retry!.top, discard!.top);
    assert.isAtMost(discard!.right, element.getBoundingClientRect().right);
  });

  it("is no wider than what it stands in", async () => {
    const { element } = await showElement();
    element.style.inlineSize = "";
    const { width } = element.parentElement!.getBoundingClientRect();
    assert.equal(element.getBoundingClientRect().width, width);
  });

  it("shows the connection's state beside the title, always", async () => {
    const { find } = await showElement({ connection: { status: "offline" } });
    assert.match(find("[part~=connection]").ariaLabel ?? "", /offline/);
  });

  it("follows the page's language when it has none of its own", async () => {
    const { element, find, drawn } = await showElement();
    element.removeAttribute("lang");
    document.documentElement.lang = "ko-KR";
    await drawn();
    assert.equal(find(".title").innerText, "실시간 채팅");
    document.documentElement.lang = "en";
    await drawn();
    assert.equal(find(".title").innerText, "Live chat");
    document.documentElement.removeAttribute("lang");
  });

  it("is for reading only, or without a composer, where the page says so", async () => {
    const { element, find, findAll, drawn } = await showElement();
    element.readOnly = true;
    await drawn();
    assert.match(find(".composer").innerText, /read along/);
    element.noComposer = true;
    await drawn();
    assert.equal(find(".composer").innerText, "");
    assert.isEmpty(findAll("textarea:not([hidden] *)"));
  });
});
