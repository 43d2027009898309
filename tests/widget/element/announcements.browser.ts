import { assert } from "@open-wc/testing";
import { listenTo } from "../support/listen-to.ts";
import { showElement } from "../support/show-element.ts";
import { message, messages } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

/** The seconds between two announcements; what the test itself waits for is less. */
const SECONDS = 3_000;
const { setTimeout: realSetTimeout } = window;

describe("a screen reader", () => {
  before(() => {
    window.setTimeout = ((run: () => void, ms = 0) =>
      realSetTimeout.call(window, run, ms < SECONDS ? ms : ms / 20)) as typeof setTimeout;
  });
  after(() => {
    window.setTimeout = realSetTimeout;
  });

  it("hears the same message again when somebody says it again", async () => {
    const { chat, find } = await showElement({ rows: messages(1, 3) });
    const heard = listenTo(find(".live-region"));
    for (const seq of [4, 5, 6]) {
      const rows = [...chat.getSnapshot().rows];
      chat.show({ rows: [...rows, message(seq, { message: "ㅋㅋㅋ", nickname: "민지" })] });
      await until(() => heard.length === seq - 3, "nothing was read out");
    }
    assert.deepEqual(heard, Array(3).fill("민지: ㅋㅋㅋ"));
  });

  it("hears the first message of an empty room, and nothing of what is there when one comes", async () => {
    const { chat, find, drawn } = await showElement({ me: undefined });
    const heard = listenTo(find(".live-region"));
    const me = { userId: "me", nickname: "지우", role: "guest", maySend: true } as const;
    chat.show({ me, rows: messages(1, 3) });
    await drawn();
    chat.show({ rows: [] });
    await drawn();
    chat.show({ rows: [message(5, { nickname: "민지", message: "안녕" })] });
    await until(() => heard.length > 0, "nothing was read out");
    assert.deepEqual(heard, ["민지: 안녕"]);
  });

  it("hears as many new messages again", async () => {
    const { chat, find } = await showElement({ rows: messages(1, 3) });
    const heard = listenTo(find(".live-region"));
    for (const round of [1, 2]) {
      const { rows } = chat.getSnapshot();
      const last = rows.at(-1)!.seq;
      chat.show({ rows: [...rows, ...messages(last + 1, last + 3)] });
      await until(() => heard.length === round, "nothing was read out");
    }
    assert.deepEqual(heard, Array(2).fill("3 new messages"));
  });

  it("hears again why a message cannot be sent", async () => {
    const { find, drawn } = await showElement();
    const heard = listenTo(find(".live-region"));
    for (let i = 0; i < 2; i++) {
      find("[part=send]").click();
      await drawn();
    }
    assert.deepEqual(heard, Array(2).fill("Write something first."));
  });

  it("hears again why a nickname is not taken", async () => {
    const { find, drawn } = await showElement({
      me: { userId: "g", role: "guest", maySend: false, reason: "nickname-required" },
    });
    const heard = listenTo(find("#nickname-hint"));
    for (let i = 0; i < 2; i++) {
      find("[part=nickname-submit]").click();
      await drawn();
    }
    assert.deepEqual(heard, Array(2).fill("A nickname has 1 to 32 visible characters."));
  });
});
