import { assert, fixture, html, nextFrame } from "@open-wc/testing";
import type { LitElement } from "lit";
import type { ActionScope, AuditRecord, Me, ModerationAction, PersonCard } from "#protocol";
import { chatError } from "#protocol";
import type { Act } from "../../../widget/src/element/moderation/action-sender.ts";
import "../../../widget/src/element/moderation/channel/channel-panel.ts";
import "../../../widget/src/element/moderation/panels/person-card.ts";
import { TestChat } from "../support/test-chat.ts";
import { until } from "../support/until.ts";

const BOSS: Me = {
  userId: "boss",
  nickname: "Boss",
  role: "owner",
  maySend: true,
  channel: { id: "moonlight", name: "Moonlight", role: "owner" },
};
const MODERATOR: Me = {
  ...BOSS,
  userId: "sora",
  nickname: "Sora",
  role: "moderator",
  channel: { id: "moonlight", name: "Moonlight", role: "moderator" },
};
const RECORD: AuditRecord = { id: "a1", atMs: 0, by: null, kind: "appoint", undoable: true };

interface Done {
  readonly action: ModerationAction;
  readonly scope: ActionScope | undefined;
}

/** A chat of a channel, and what was done in it. */
function channel() {
  const chat = new TestChat();
  const done: Done[] = [];
  chat.answers["load-channel"] = {
    ok: true,
    channel: { channelId: "moonlight", name: "Moonlight", mode: { noLinks: true } },
  };
  chat.answers["load-staff"] = {
    ok: true,
    staff: [
      { userId: "sora", nickname: "Sora", role: "moderator" },
      { userId: "u-7", role: "moderator" },
    ],
  };
  chat.answers["load-sanctions"] = {
    ok: true,
    sanctions: [
      { userId: "tom", nickname: "Tom", kind: "ban", sinceMs: 0, actionId: "b1", scope: "channel" },
    ],
    more: false,
  };
  chat.answers["load-filters"] = { ok: true, rules: [] };
  const act: Act = (action, scope) => {
    done.push({ action, scope });
    return Promise.resolve(chat.answers.moderate ?? { ok: true, record: RECORD });
  };
  return { chat, act, done };
}

async function show(me: Me, { chat, act }: ReturnType<typeof channel>): Promise<HTMLElement> {
  const panel = await fixture<HTMLElement>(
    html`<live-chat-channel-panel .chat=${chat} .act=${act} .me=${me}></live-chat-channel-panel>`,
  );
  await until(() => panel.querySelectorAll("live-chat-channel-staff .record").length > 1);
  return panel;
}

function within<E extends HTMLElement = HTMLElement>(element: Element, selector: string): E {
  const found = element.querySelector<E>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
}

/** Opens a section and waits until what it has is there. */
async function open(panel: HTMLElement, section: string, content: string): Promise<HTMLElement> {
  const details = within<HTMLDetailsElement>(panel, `[data-section=${section}]`);
  details.open = true;
  await until(() => details.querySelector(content) !== null);
  return details;
}

const names = (panel: Element): (string | undefined)[] =>
  [...panel.querySelectorAll("live-chat-channel-staff bdi")].map(({ textContent }) =>
    textContent?.trim(),
  );

describe("the panel of a channel", () => {
  it("[CH11] sets the name by an action of the channel, and explains a refused name", async () => {
    const tools = channel();
    const panel = await show(BOSS, tools);
    const field = within<HTMLInputElement>(panel, "[name=name]");
    assert.equal(field.value, "Moonlight");
    within(panel, "[data-do=set-name]").click();
    assert.lengthOf(tools.done, 0);
    field.value = " 달빛공방 ";
    within(panel, "[data-do=set-name]").click();
    assert.deepEqual(tools.done, [
      { action: { kind: "set-name", name: "달빛공방" }, scope: "channel" },
    ]);
    tools.chat.answers.moderate = { ok: false, error: chatError("bad-request") };
    field.value = "x".repeat(70);
    within(panel, "[data-do=set-name]").click();
    await until(() => field.getAttribute("aria-invalid") === "true");
    assert.match(within(panel, "#channel-name-hint").textContent ?? "", /64/);
  });

  it("[CH2] an owner sees the staff of all shows, and can withdraw a role there", async () => {
    const tools = channel();
    const panel = await show(BOSS, tools);
    assert.deepEqual(names(panel), ["Boss", "Sora", "u-7"]);
    within(panel, "[data-do=withdraw]").click();
    assert.deepEqual(tools.done, [
      { action: { kind: "appoint", userId: "sora", role: "member" }, scope: "channel" },
    ]);
    tools.chat.answers["load-staff"] = { ok: true, staff: [] };
    Object.assign(panel, { revision: "a2" });
    await until(() => names(panel).length === 1);
  });

  it("[CH9] sets with which mode new shows begin, and says it while the section is closed", async () => {
    const tools = channel();
    const panel = await show(BOSS, tools);
    assert.match(within(panel, "[data-section=mode] summary").textContent ?? "", /No links/);
    const mode = await open(panel, "mode", "[name=slowSeconds]");
    const slow = within<HTMLSelectElement>(mode, "[name=slowSeconds]");
    slow.value = "10";
    slow.dispatchEvent(new Event("change"));
    assert.deepEqual(tools.done, [
      { action: { kind: "set-mode", mode: { slowSeconds: 10 } }, scope: "channel" },
    ]);
  });

  it("[CH7] lists and lifts what holds in all shows, and reads nothing of the stream for it", async () => {
    const tools = channel();
    const panel = await show(BOSS, tools);
    const asked = (): string[] => tools.chat.asked.filter((one) => one.includes("load-sanctions"));
    assert.lengthOf(asked(), 0);
    const people = await open(panel, "people", "[data-do=lift]");
    assert.match(asked().join(), /"scope":"channel"/);
    assert.lengthOf(asked(), 1);
    within(people, "[data-do=lift]").click();
    assert.deepEqual(tools.done, [{ action: { kind: "lift", userId: "tom" }, scope: "channel" }]);
  });

  it("[CH8] saves filters of the channel, and keeps their edits apart from the stream's", async () => {
    const tools = channel();
    const panel = await show(BOSS, tools);
    const filters = await open(panel, "filters", "[data-filter=links] input");
    within(filters, "[data-filter=links] input").click();
    await until(() => filters.querySelector("[data-filter=links] [name=allow]") !== null);
    assert.match(tools.chat.asked.join(), /load-filters \{"scope":"channel"\}/);
    const ofStream = await fixture<HTMLElement>(
      html`<live-chat-filters
        .chat=${tools.chat}
        .act=${tools.act}
        .me=${BOSS}
      ></live-chat-filters>`,
    );
    await until(() => ofStream.querySelector("[data-filter=links]") !== null);
    assert.isNull(ofStream.querySelector("[data-filter=links] [name=allow]"));
    within(filters, "[data-do=save-filters]").click();
    await until(() => tools.done.length === 1);
    assert.deepEqual(
      tools.done.map(({ action, scope }) => [action.kind, scope]),
      [["set-filters", "channel"]],
    );
  });

  it("[CH2] a moderator reads all of it, lifts, and changes nothing else", async () => {
    const tools = channel();
    const panel = await show(MODERATOR, tools);
    assert.deepEqual(names(panel), ["Sora", "u-7"]);
    const people = await open(panel, "people", "[data-do=lift]");
    assert.isNotNull(people);
    const mode = await open(panel, "mode", "[name=slowSeconds]");
    const filters = await open(panel, "filters", "[data-filter=links] input");
    for (const field of mode.querySelectorAll<HTMLInputElement>("[name]"))
      assert.isTrue(field.disabled, field.name);
    assert.isTrue(within(filters, "[data-filter=links] input").matches(":disabled"));
    for (const what of ["[name=name]", "[data-do=withdraw]", "[data-do=save-filters]"])
      assert.isNull(panel.querySelector(what), what);
    assert.isNull(panel.querySelector("live-chat-invitations"));
  });
});

describe("a person's card", () => {
  const card = (more: Partial<PersonCard>): PersonCard => ({
    person: { userId: "mina", nickname: "Mina" },
    role: "member",
    messages: [],
    actions: [],
    notes: [],
    ...more,
  });

  async function offers(me: Me, shown: PersonCard): Promise<string[]> {
    const { chat, act } = channel();
    chat.answers["load-person"] = { ok: true, card: shown };
    const element = await fixture<LitElement>(
      html`<live-chat-person-card
        .chat=${chat}
        .act=${act}
        .me=${me}
        .userId=${"mina"}
      ></live-chat-person-card>`,
    );
    await until(() => element.querySelector("#staff-card bdi") !== null);
    await nextFrame();
    return [...element.querySelectorAll<HTMLElement>("[data-do=appoint]")].map((button) =>
      (button.textContent ?? "").trim().replace(/\s+/g, " "),
    );
  }

  it("[MO1][CH2] offers a role where one may give it, and takes it back where it was given", async () => {
    const { channel: _, ...ofStream } = BOSS;
    const inAll = "in all shows of Moonlight";
    assert.deepEqual(await offers(BOSS, card({ appointedIn: [] })), [
      `Make moderator · ${inAll}`,
      "Make moderator · in this show",
    ]);
    assert.deepEqual(await offers(BOSS, card({ role: "moderator", appointedIn: ["channel"] })), [
      `Take the role back · ${inAll}`,
    ]);
    assert.deepEqual(await offers(BOSS, card({ role: "moderator", appointedIn: ["stream"] })), [
      `Make moderator · ${inAll}`,
      "Take the role back · in this show",
    ]);
    // Made one by a token: nobody here can take that back.
    assert.deepEqual(await offers(ofStream, card({ role: "moderator", appointedIn: [] })), []);
    assert.deepEqual(await offers(ofStream, card({ role: "moderator" })), ["Take the role back"]);
    assert.deepEqual(await offers(MODERATOR, card({ appointedIn: [] })), []);
    // An owner of one stream, whom the channel made a moderator.
    assert.deepEqual(
      await offers({ ...BOSS, channel: MODERATOR.channel! }, card({ appointedIn: [] })),
      ["Make moderator · in this show"],
    );
  });
});
