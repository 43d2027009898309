import { assert, fixture, html } from "@open-wc/testing";
import type { LitElement, TemplateResult } from "lit";
import { chatError, type Me } from "#protocol";
import "../../../widget/src/element/moderation/channel/channel-panel.ts";
import "../../../widget/src/element/moderation/channel/channel-staff.ts";
import "../../../widget/src/element/moderation/filters/filters.ts";
import "../../../widget/src/element/moderation/panels/audit-log.ts";
import "../../../widget/src/element/moderation/panels/person-card.ts";
import "../../../widget/src/element/moderation/panels/review-queue.ts";
import "../../../widget/src/element/moderation/panels/sanctions-list.ts";
import { OpenChat } from "../support/open-chat.ts";
import { until } from "../support/until.ts";

const ME: Me = {
  userId: "boss",
  nickname: "Boss",
  role: "owner",
  maySend: true,
};
const OF_CHANNEL: Me = { ...ME, channel: { id: "moonlight", role: "owner" } };

type Panel = LitElement & { revision: unknown; chat: unknown };

interface Reading {
  readonly panel: (chat: OpenChat) => TemplateResult;
  /** What the server answers while somebody's name, or another text, is `name`. */
  readonly answer: (name: string) => object;
}

const record = (name: string) => ({
  id: `a-${name}`,
  atMs: 0,
  by: null,
  kind: "ban",
  person: { userId: name, nickname: name },
  undoable: false,
});

/** Each panel that reads from the server. */
const PANELS: Readonly<Record<string, Reading>> = {
  "the review queue": {
    panel: (chat) => html`<live-chat-review-queue .chat=${chat}></live-chat-review-queue>`,
    answer: (name) => ({
      waiting: 1,
      reported: [],
      held: [
        {
          id: "h1",
          streamId: "s1",
          userId: "u1",
          nickname: name,
          role: "guest",
          message: "text",
          timestamp: 0,
          why: "filter",
        },
      ],
    }),
  },
  "the list of people": {
    panel: (chat) => html`<live-chat-people .chat=${chat} .me=${ME}></live-chat-people>`,
    answer: (name) => ({
      sanctions: [{ userId: "u1", nickname: name, kind: "ban", sinceMs: 0, actionId: "a1" }],
      more: false,
    }),
  },
  "the history": {
    panel: (chat) => html`<live-chat-history .chat=${chat} .me=${ME}></live-chat-history>`,
    answer: (name) => ({ records: [record(name)], more: false }),
  },
  "a person's card": {
    panel: (chat) =>
      html`<live-chat-person-card .chat=${chat} .me=${ME} .userId=${"u1"}></live-chat-person-card>`,
    answer: (name) => ({
      card: {
        person: { userId: "u1", nickname: name },
        role: "member",
        messages: [],
        actions: [],
        notes: [],
      },
    }),
  },
  "the filters": {
    panel: (chat) => html`<live-chat-filters .chat=${chat} .me=${ME}></live-chat-filters>`,
    answer: (name) => ({
      rules: [{ id: name, kind: "words", words: [name], action: { kind: "hold" } }],
    }),
  },
  "the channel's panel": {
    panel: (chat) =>
      html`<live-chat-channel-panel .chat=${chat} .me=${OF_CHANNEL}></live-chat-channel-panel>`,
    answer: (name) => ({ channel: { channelId: "moonlight", name, mode: {} } }),
  },
  "the channel's moderators": {
    panel: (chat) =>
      html`<live-chat-channel-staff .chat=${chat} .me=${OF_CHANNEL}></live-chat-channel-staff>`,
    answer: (name) => ({ staff: [{ userId: "u1", nickname: name, role: "moderator" }] }),
  },
};

/** What somebody sees of a panel: its text, and what stands in its fields. */
function seen(panel: Element): string {
  const fields = [...panel.querySelectorAll<HTMLInputElement>("input, textarea")];
  return [panel.textContent, ...fields.map(({ value }) => value)].join(" ");
}

describe("what staff read, when news come before the answers", () => {
  for (const [name, { panel: render, answer }] of Object.entries(PANELS)) {
    it(`[MO11] ${name} shows the newest, in whichever order the answers come`, async () => {
      const { panel, chat } = await reading(render, 3);
      const [first, second, third] = chat.open;
      second!.answer({ ok: true, ...answer("Bea") });
      await until(() => seen(panel).includes("Bea"), "an answer while a newer one is awaited");
      third!.answer({ ok: true, ...answer("Cem") });
      await until(() => seen(panel).includes("Cem"), "the newest");
      first!.answer({ ok: true, ...answer("Ada") });
      await answered(panel);
      assert.include(seen(panel), "Cem");
      assert.notInclude(seen(panel), "Ada");
    });

    it(`[MO11] ${name} keeps what it has where an older read fails afterwards`, async () => {
      const { panel, chat } = await reading(render, 2);
      chat.open[1]!.answer({ ok: true, ...answer("Bea") });
      await until(() => seen(panel).includes("Bea"), "the newest");
      chat.open[0]!.answer({ ok: false, error: chatError("store-busy") });
      await answered(panel);
      assert.include(seen(panel), "Bea");
      assert.isFalse(panel.querySelector("[role=alert]") !== null);
    });
  }
});

/** So many lines are shown at once. */
const AT_ONCE = 50;

describe("a list that staff read", () => {
  const lines = (from: number, count = AT_ONCE): string[] =>
    Array.from({ length: count }, (_, i) => `n${from + i}`);
  const page = (names: readonly string[], more: boolean) => ({
    ok: true,
    records: names.map(record),
    more,
  });

  /** A list whose first page is there, and its button for more. */
  async function withMore() {
    const { panel, chat } = await reading(PANELS["the history"]!.panel, 1);
    chat.open[0]!.answer(page(lines(100), true));
    await until(() => listed(panel).length === AT_ONCE, "the first page");
    const more = panel.querySelector<HTMLElement>(".load-more");
    if (!more) throw new Error("There is no button for more");
    return { panel, chat, more };
  }

  it("[MO5] adds a page only to the list that it continues, and asks for it once", async () => {
    const { panel, chat, more } = await withMore();
    more.click();
    more.click();
    panel.revision = "news";
    await until(() => chat.open.length === 3, "a request for more, and a read of the news");
    chat.open[2]!.answer(page(lines(99, 2), false));
    await until(() => listed(panel).length === 2, "the news");
    chat.open[1]!.answer(page(lines(150, 1), false));
    await answered(panel);
    assert.deepEqual(listed(panel), lines(99, 2));
  });

  it("[MO5] asked for more while it is being read again, has each line once", async () => {
    const { panel, chat, more } = await withMore();
    panel.revision = "news";
    await until(() => chat.open.length === 2, "a read of the news");
    more.click();
    await until(() => chat.open.length === 3, "a request for more");
    for (const { payload, answer } of chat.open.slice(1)) {
      const isMore = "before" in (payload as object);
      answer(isMore ? page(lines(150, 2), false) : page(lines(99), true));
    }
    await until(() => listed(panel)[0] === "n99", "the news");
    await answered(panel);
    assert.deepEqual(listed(panel), lines(99));
  });

  it("[MO5] searched, shows nothing of the search before", async () => {
    const { panel, chat } = await reading(PANELS["the history"]!.panel, 1);
    const field = panel.querySelector<HTMLInputElement>("[type=search]");
    if (!field) throw new Error("There is no field to search");
    field.value = "zoe";
    field.dispatchEvent(new Event("change"));
    await until(() => chat.open.length === 2, "the search");
    chat.open[0]!.answer(page(lines(1, 1), false));
    await answered(panel);
    assert.deepEqual(listed(panel), []);
    chat.open[1]!.answer(page(lines(2, 1), false));
    await until(() => listed(panel).length > 0, "what was found");
    assert.deepEqual(listed(panel), lines(2, 1));
  });
});

/** The names in a list, in order. */
function listed(panel: Element): (string | undefined)[] {
  return [...panel.querySelectorAll(".record-link")].map(
    ({ textContent }) => /n\d+/.exec(textContent)?.[0],
  );
}

/** A panel that has asked so often, and has had no answer. */
async function reading(
  render: (chat: OpenChat) => TemplateResult,
  times: number,
): Promise<{ panel: Panel; chat: OpenChat }> {
  const chat = new OpenChat();
  const panel = await fixture<Panel>(render(chat));
  for (let i = 1; i <= times; i++) {
    await until(() => chat.open.length === i, `request ${i}`);
    if (i < times) panel.revision = i;
  }
  return { panel, chat };
}

/** What was answered has been heard and drawn. */
async function answered(panel: Panel): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await panel.updateComplete;
}
