import { assert } from "@open-wc/testing";
import { chatError, type FilterRule, type Role } from "#protocol";
import { showElement, type Shown } from "../support/show-element.ts";
import { until } from "../support/until.ts";

const RULES: FilterRule[] = [
  { id: "words", kind: "words", words: ["spoiler"], action: { kind: "refuse" } },
];

async function open(role: Role = "owner"): Promise<Shown> {
  const me = { userId: "host", nickname: "Host", role, maySend: true } as const;
  const shown = await showElement({ me });
  shown.chat.answers["load-filters"] = { ok: true, rules: RULES };
  await until(() => shown.findAll(".staff-button").length > 0);
  shown.find(".staff-button").click();
  await shown.drawn();
  shown.find("[data-tab=filters]").click();
  await until(() => shown.findAll(".filters").length > 0);
  return shown;
}

async function type({ find, drawn }: Shown, selector: string, text: string): Promise<void> {
  const field = find(selector) as HTMLTextAreaElement;
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await drawn();
}

/** What was asked of this kind last. */
function lastAsked({ chat }: Shown, event: string): string | undefined {
  return chat.asked.findLast((asked) => asked.startsWith(`${event} `));
}

describe("the filters' panel", () => {
  it("[FI13] tries a text on what stands in the form, once for what is typed in one go", async () => {
    const shown = await open();
    shown.chat.answers["try-filter"] = { ok: true };
    await type(shown, "[data-filter=words] [name=words]", "ending");
    await type(shown, "[name=try]", "the en");
    await type(shown, "[name=try]", "the ending");
    await until(() => shown.find(".outcome").innerText !== "");
    assert.equal(shown.find(".outcome").innerText, "No filter finds anything.");
    const asked = shown.chat.asked.filter((asked) => asked.startsWith("try-filter"));
    assert.lengthOf(asked, 1);
    assert.match(asked[0]!, /"text":"the ending".*"words":\["ending"\]/);
    assert.isUndefined(lastAsked(shown, "moderate"));
  });

  it("[FI12] saves what is switched on, and shows a refusal where it belongs", async () => {
    const shown = await open();
    const { chat, find, findAll } = shown;
    find("[data-filter=patterns] [role=switch]").click();
    await shown.drawn();
    await type(shown, "[name=patterns]", "(");
    const error = chatError("bad-request", { message: "patterns: missing )" });
    chat.answers["moderate"] = { ok: false, error };
    find("[data-do=save-filters]").click();
    await until(() => findAll("[data-filter=patterns] .fault").length > 0);
    assert.match(find("[data-filter=patterns] .fault").innerText, /missing \)/);
    // In the server's English, at the field, and not as if it were a message.
    assert.equal(find("[data-filter=patterns] .fault [lang]").lang, "en");
    assert.equal(find("[name=patterns]").ariaInvalid, "true");
    assert.lengthOf(findAll(".toast"), 0);
    assert.match(lastAsked(shown, "moderate")!, /"kind":"set-filters".*"patterns":\["\("\]/);
    await type(shown, "[name=patterns]", "()");
    assert.lengthOf(findAll(".fault"), 0);
  });

  it("does not lose what is written: not by Escape, and not by what others save", async () => {
    const shown = await open();
    const { chat, find } = shown;
    await type(shown, "[data-filter=words] [name=words]", "ending");
    find("[name=words]").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Escape", bubbles: true }),
    );
    await shown.drawn();
    assert.lengthOf(shown.findAll(".staff-panel"), 0);
    find(".staff-button").click();
    await until(() => shown.findAll("[data-tab=filters]").length > 0);
    find("[data-tab=filters]").click();
    await until(() => shown.findAll("[name=words]").length > 0);
    assert.equal((find("[name=words]") as HTMLTextAreaElement).value, "ending");
    chat.answers["load-filters"] = { ok: true, rules: [] };
    chat.show({ news: { waiting: 1 } });
    await until(() => shown.findAll(".filters-foot .fault").length > 0);
    assert.equal((find("[name=words]") as HTMLTextAreaElement).value, "ending");
    find(".filters-foot .fault button").click();
    await shown.drawn();
    assert.isFalse((find("[data-filter=words] [role=switch]") as HTMLInputElement).checked);
    assert.lengthOf(shown.findAll(".filters-foot .fault"), 0);
  });

  it("[FI12] [FI13] lets moderators see and try, and not change", async () => {
    const shown = await open("moderator");
    assert.lengthOf(shown.findAll("[data-do=save-filters]"), 0);
    assert.isTrue(shown.find("[name=words]").matches(":disabled"));
    assert.isFalse(shown.find("[name=try]").matches(":disabled"));
  });
});
