import { assert, fixture, html, nextFrame, oneEvent } from "@open-wc/testing";
import type { LitElement } from "lit";
import {
  chatError,
  type ActionScope,
  type Answer,
  type AuditRecord,
  type HeldMessage,
  type Me,
  type ModerationAction,
  type Sanction,
} from "#protocol";
import "../../../widget/src/element/moderation/filters/filters.ts";
import "../../../widget/src/element/moderation/panels/audit-log.ts";
import "../../../widget/src/element/moderation/panels/sanctions-list.ts";
import "../../../widget/src/element/moderation/panels/person-card.ts";
import "../../../widget/src/element/moderation/panels/review-queue.ts";
import "../../../widget/src/element/moderation/panels/room-panel.ts";
import "../../../widget/src/element/moderation/person-menu.ts";
import "../../../widget/src/element/moderation/staff-button.ts";
import { enStaff } from "../../../widget/src/i18n/en/en-staff.ts";
import * as ko from "../../../widget/src/i18n/ko/ko.ts";
import type { Language } from "../../../widget/src/i18n/languages.ts";
import { TestChat } from "../support/test-chat.ts";

const OWNER: Me = { userId: "host", nickname: "Host", role: "owner", maySend: true };
const RECORD: AuditRecord = {
  id: "a1",
  streamId: "s1",
  atMs: 0,
  by: null,
  kind: "ban",
  person: { userId: "g1", nickname: "Mina" },
  undoable: true,
};

/** A chat, and the staff's actions in it, which are done as long as nothing else is said. */
function staff() {
  const chat = new TestChat();
  const actions: ModerationAction[] = [];
  const scopes: (ActionScope | undefined)[] = [];
  const done: Answer<{ record: AuditRecord }> = { ok: true, record: RECORD };
  const act = (
    action: ModerationAction,
    scope?: ActionScope,
  ): Promise<Answer<{ record: AuditRecord }>> => {
    actions.push(action);
    scopes.push(scope);
    return Promise.resolve(chat.answers.moderate ?? done);
  };
  return { chat, actions, scopes, act };
}

function held(id: string, nickname: string): HeldMessage {
  const said = { streamId: "s1", userId: id, nickname, role: "guest", message: `by ${nickname}` };
  return { ...said, id, timestamp: 0, why: "filter" } as unknown as HeldMessage;
}

function sanction(userId: string, nickname: string): Sanction {
  return { userId, nickname, kind: "ban", sinceMs: 0, actionId: `a-${userId}` };
}

function within(element: Element, selector: string): HTMLElement {
  const found = element.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
}

/** What is read is there, and rendered. */
async function settled(element: Element): Promise<void> {
  for (let i = 0; i < 3; i++) await nextFrame();
  await (element as LitElement).updateComplete;
}

describe("an element of staff without a chat around it", () => {
  it("[HE3] is a review queue that decides, opens a person's menu, and reads again", async () => {
    const { chat, actions, act } = staff();
    const waits = (...messages: HeldMessage[]): void => {
      const { length: waiting } = messages;
      chat.answers["load-queue"] = { ok: true, waiting, held: messages, reported: [] };
    };
    waits(held("h1", "Mina"), held("h2", "Jun"));
    const queue = await fixture<HTMLElement & { revision: unknown }>(
      html`<live-chat-review-queue .chat=${chat} .act=${act}></live-chat-review-queue>`,
    );
    await settled(queue);
    const approve = within(queue, "li:last-child [data-do=approve]");
    const menu = oneEvent(queue, "open-menu");
    within(queue, "li:last-child .small-button:last-child").click();
    const { detail } = (await menu) as CustomEvent<{ person: { userId: string } }>;
    assert.equal(detail.person.userId, "h2");
    approve.click();
    assert.deepEqual(actions, [{ kind: "approve", heldId: "h2" }]);
    waits(held("h1", "Mina"));
    queue.revision = 1;
    await settled(queue);
    assert.lengthOf(queue.querySelectorAll("li"), 1);
  });

  it("[MO6] is a panel of the room that shows a refused switch as it was", async () => {
    const { chat, actions, act } = staff();
    chat.answers.moderate = { ok: false, error: chatError("forbidden") };
    const room = await fixture(
      html`<live-chat-room-panel
        .mode=${{ slowSeconds: 30 }}
        .me=${OWNER}
        .act=${act}
      ></live-chat-room-panel>`,
    );
    await settled(room);
    const frozen = within(room, "[name=frozen]") as HTMLInputElement;
    frozen.click();
    const slow = within(room, "[name=slowSeconds]") as HTMLSelectElement;
    slow.value = "5";
    slow.dispatchEvent(new Event("change"));
    await settled(room);
    assert.deepEqual(actions, [
      { kind: "set-mode", mode: { frozen: true } },
      { kind: "set-mode", mode: { slowSeconds: 5 } },
    ]);
    assert.isFalse(frozen.checked);
    assert.equal(slow.value, "30");
  });

  it("[MO7] is a button that ends the chat at its second press", async () => {
    const { actions, act } = staff();
    const room = await fixture(
      html`<live-chat-room-panel .me=${OWNER} .act=${act}></live-chat-room-panel>`,
    );
    await settled(room);
    const end = within(room, "[data-do=end]");
    end.click();
    await settled(room);
    assert.match(end.innerText, /: Press again/);
    assert.isEmpty(actions);
    end.click();
    await settled(room);
    assert.deepEqual(actions, [{ kind: "set-mode", mode: { ended: true } }]);
    assert.notMatch(end.innerText, /: Press again/);
  });

  it("[MO5] is a list of people that reports the people it found, and can be searched", async () => {
    const { chat, actions, act } = staff();
    chat.answers["load-sanctions"] = {
      ok: true,
      sanctions: [sanction("g1", "Mina"), sanction("g2", "Jun")],
      more: false,
    };
    const found: unknown[] = [];
    const people = await fixture<HTMLElement & { revision: unknown }>(
      html`<live-chat-people
        .chat=${chat}
        .act=${act}
        @found=${({ detail }: CustomEvent<unknown>) => found.push(detail)}
      ></live-chat-people>`,
    );
    await settled(people);
    assert.deepEqual(found[0], [
      { userId: "g1", nickname: "Mina" },
      { userId: "g2", nickname: "Jun" },
    ]);
    const lift = within(people, "li:last-child [data-do=lift]");
    lift.click();
    assert.deepEqual(actions, [{ kind: "lift", userId: "g2" }]);
    chat.answers["load-sanctions"] = { ok: true, sanctions: [sanction("g1", "Mina")], more: false };
    people.revision = 1;
    await settled(people);
    assert.lengthOf(people.querySelectorAll("li"), 1);
    const search = within(people, "input") as HTMLInputElement;
    search.value = "mina";
    search.dispatchEvent(new Event("change"));
    assert.equal(chat.asked.at(-1), 'load-sanctions {"search":"mina"}');
  });

  it("[MO5] [MO8] is a history in which an action can be undone once", async () => {
    const { chat, actions, act } = staff();
    chat.answers["load-audit"] = { ok: true, records: [RECORD], more: false };
    const history = await fixture<HTMLElement & { revision: unknown }>(
      html`<live-chat-history .chat=${chat} .act=${act}></live-chat-history>`,
    );
    await settled(history);
    const undo = within(history, "[data-do=undo]");
    undo.click();
    assert.deepEqual(actions, [{ kind: "undo", actionId: "a1" }]);
    const undone = { ...RECORD, undoable: false, undoneBy: "a2" };
    chat.answers["load-audit"] = { ok: true, records: [undone], more: false };
    history.revision = 1;
    await settled(history);
    assert.lengthOf(history.querySelectorAll("[data-do=undo]"), 0);
  });

  it("[MO10] is a card that is another one's for another person", async () => {
    const { chat, act } = staff();
    const card = await fixture<HTMLElement & { userId: string }>(
      html`<live-chat-person-card
        .userId=${"g1"}
        .chat=${chat}
        .act=${act}
        .me=${OWNER}
      ></live-chat-person-card>`,
    );
    await settled(card);
    assert.equal(card.innerText.trim(), "This could not be loaded.");
    chat.answers["load-person"] = {
      ok: true,
      card: {
        person: { userId: "g2", nickname: "Jun" },
        role: "guest",
        messages: [],
        actions: [],
        notes: [],
      },
    };
    card.userId = "g2";
    await settled(card);
    assert.equal(chat.asked.at(-1), 'load-person {"userId":"g2"}');
    assert.equal(within(card, "h3").innerText, "Jun");
    within(card, "[data-do=ban]");
  });

  it("[MO3] is a menu that takes the focus, acts and closes", async () => {
    const { actions, act } = staff();
    const subject = { person: { userId: "guest:1", nickname: "Mina" }, role: "guest" };
    const menu = await fixture(
      html`<live-chat-person-menu
        .subject=${subject}
        .me=${OWNER}
        .act=${act}
      ></live-chat-person-menu>`,
    );
    await settled(menu);
    assert.isTrue(menu.contains(document.activeElement));
    const closed = oneEvent(menu, "close");
    (within(menu, "[name=address]") as HTMLInputElement).checked = true;
    within(menu, "[data-do=ban]").click();
    await closed;
    assert.deepEqual(actions, [{ kind: "ban", userId: "guest:1", withAddress: true }]);
  });

  it("[FI12] is a form of filters that saves the rules that are switched on", async () => {
    const { chat, actions, act } = staff();
    chat.answers["load-filters"] = { ok: true, rules: [] };
    const filters = await fixture(
      html`<live-chat-filters .chat=${chat} .act=${act} .me=${OWNER}></live-chat-filters>`,
    );
    await settled(filters);
    within(filters, "[data-filter=flood] [role=switch]").click();
    await settled(filters);
    within(filters, "[data-do=save-filters]").click();
    await settled(filters);
    const [saved] = actions as { kind: string; rules: { kind: string }[] }[];
    assert.equal(saved!.kind, "set-filters");
    assert.deepEqual(
      saved!.rules.map(({ kind }) => kind),
      ["flood"],
    );
  });
});

describe("an element of staff in another language", () => {
  it("shows nothing before its texts are there, and all of them at once then", async () => {
    const { chat, act } = staff();
    chat.answers["load-sanctions"] = { ok: true, sanctions: [], more: false };
    const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<Language["staff"]>>>();
    const language: Language = { ...ko, staff: () => promise };
    const button = document.createElement("live-chat-staff-button");
    const people = document.createElement("live-chat-people");
    Object.assign(button, { language });
    Object.assign(people, { language, chat, act });
    const place = await fixture(html`<div>${button}${people}</div>`);
    const loaded = await ko.staff();
    for (let i = 0; i < 3; i++) await nextFrame();
    assert.equal(place.textContent.trim(), "");
    assert.isNull(place.querySelector("[aria-label]"));
    resolve(loaded);
    await settled(people);
    assert.include(place.textContent, loaded.staff.peopleEmpty);
    assert.equal(within(button, "button").ariaLabel, loaded.staff.staff);
  });

  it("is in English where they cannot be loaded", async () => {
    const staffGone = () => Promise.reject(new Error("no file"));
    const button = document.createElement("live-chat-staff-button");
    Object.assign(button, { language: { ...ko, staff: staffGone } });
    await fixture(html`${button}`);
    await settled(button);
    assert.equal(within(button, "button").ariaLabel, enStaff.staff);
  });
});

describe("actions of a channel's staff", () => {
  const CHANNEL = { id: "moonlight", name: "달빛공방", role: "owner" } as const;
  const subject = { person: { userId: "u1", nickname: "Mina" }, role: "member" };

  it("[CH6] a ban holds for all shows, by name, unless this one is chosen; a time-out is of this one", async () => {
    const { actions, scopes, act } = staff();
    const me = { ...OWNER, channel: CHANNEL };
    const menu = await fixture<LitElement>(
      html`<live-chat-person-menu
        .subject=${subject}
        .me=${me}
        .act=${act}
      ></live-chat-person-menu>`,
    );
    await settled(menu);
    const [everywhere, here] = menu.querySelectorAll<HTMLInputElement>("[name=scope]");
    assert.include(menu.textContent, "in all shows of 달빛공방");
    assert.isTrue(everywhere!.checked);
    within(menu, "[data-do=ban]").click();
    within(menu, "[data-do=timeout]").click();
    here!.click();
    within(menu, "[data-do=ban]").click();
    assert.deepEqual(
      actions.map(({ kind }, i) => [kind, scopes[i]]),
      [
        ["ban", "channel"],
        ["timeout", "stream"],
        ["ban", "stream"],
      ],
    );
  });

  it("[CH6] staff of the stream alone are not asked for a scope", async () => {
    const { scopes, act } = staff();
    const menu = await fixture<LitElement>(
      html`<live-chat-person-menu
        .subject=${subject}
        .me=${OWNER}
        .act=${act}
      ></live-chat-person-menu>`,
    );
    await settled(menu);
    assert.lengthOf(menu.querySelectorAll("[name=scope]"), 0);
    within(menu, "[data-do=ban]").click();
    assert.deepEqual(scopes, ["stream"]);
  });

  it("[CH7] a sanction of all shows is listed with the others, says so, and is lifted there", async () => {
    const { chat, scopes, act } = staff();
    chat.answers["load-sanctions"] = {
      ok: true,
      sanctions: [{ ...sanction("u1", "Mina"), scope: "channel" }],
      more: false,
    };
    const me = { ...OWNER, channel: CHANNEL };
    const list = await fixture<LitElement>(
      html`<live-chat-people .chat=${chat} .me=${me} .act=${act}></live-chat-people>`,
    );
    await settled(list);
    assert.include(list.textContent, "in all shows");
    within(list, "[data-do=lift]").click();
    assert.deepEqual(scopes, ["channel"]);
  });
});
