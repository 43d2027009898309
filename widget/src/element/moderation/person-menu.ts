import { TIMEOUT_PRESETS, type ModerationAction } from "#protocol";
import type { TemplateResult } from "lit";
import { icon } from "../base/lazy-icon.ts";
import { formatDuration } from "../../i18n/format-duration.ts";
import { formLine } from "./form-line.ts";
import type { Staff } from "./staff.ts";
import { STAFF_ICONS } from "./staff-icons.ts";
import { mayActOn, type Subject } from "./subject.ts";

interface MenuEvents {
  onClose(): void;
}

/** What can be done with a message and whoever wrote it, in a box over the messages. */
export function personMenu(
  staff: Staff,
  { person, role, message }: Subject,
  { onClose }: MenuEvents,
): TemplateResult {
  const { html, texts, here } = staff;
  const may = mayActOn(here.snapshot.me, { ...person, role });
  return html`<div
    class="sheet staff-menu"
    part="staff-menu"
    role="dialog"
    aria-label=${person.nickname}
    @keydown=${(event: KeyboardEvent) => event.key === "Escape" && onClose()}
  >
    <header>
      <h3><bdi>${person.nickname}</bdi> <small>${texts.roles[role]}</small></h3>
      <button class="icon-button close" aria-label=${texts.close} @click=${onClose}>
        ${icon(html, STAFF_ICONS.close)}
      </button>
    </header>
    ${message ? html`<p class="sheet-quote" dir="auto">${message.text}</p>` : ""}
    <div class="choice-row">
      ${
        message
          ? [
              may
                ? choice(staff, "remove", texts.remove, onClose, {
                    kind: "remove",
                    messageId: message.id,
                  })
                : "",
              choice(staff, "pin", texts.pin, onClose, { kind: "pin", messageId: message.id }),
            ]
          : ""
      }
      <button class="choice" @click=${() => staff.openCard(person.userId)}>
        ${icon(html, STAFF_ICONS.person)}${texts.more}
      </button>
    </div>
    ${may ? sanctions(staff, person.userId, onClose) : ""}
  </div>`;
}

/** What keeps somebody from writing; also stands on their card. */
export function sanctions(staff: Staff, userId: string, onDone: () => void): TemplateResult {
  const { html, texts, here } = staff;
  const isGuest = userId.startsWith("guest:");
  const act = (event: Event, make: (form: FormData) => ModerationAction): void => {
    const form = new FormData((event.currentTarget as HTMLElement).closest("form")!);
    void staff.act(make(form));
    onDone();
  };
  const given = (form: FormData): { reason?: string; purge?: true } => {
    const reason = formLine(form, "reason");
    return { ...(reason && { reason }), ...(form.has("purge") && { purge: true }) };
  };
  return html`<form class="sanctions" @submit=${(event: Event) => event.preventDefault()}>
    <fieldset>
      <legend>${texts.timeOut}</legend>
      <div class="presets">
        ${TIMEOUT_PRESETS.map((seconds) => {
          const time = formatDuration(seconds * 1_000, here.locale);
          return html`<button
            class="preset"
            data-do="timeout"
            aria-label=${texts.timeOutFor(time)}
            @click=${(event: Event) =>
              act(event, (form) => ({ kind: "timeout", userId, seconds, ...given(form) }))}
          >
            ${time}
          </button>`;
        })}
      </div>
    </fieldset>
    <div class="choice-row">
      <button
        class="choice danger"
        data-do="ban"
        @click=${(event: Event) =>
          act(event, (form) => ({
            kind: "ban",
            userId,
            ...given(form),
            ...(form.has("address") && { withAddress: true }),
          }))}
      >
        ${icon(html, STAFF_ICONS.ban)}${texts.ban}
      </button>
      <button
        class="choice"
        title=${texts.shadowHint}
        @click=${(event: Event) =>
          act(event, (form) => {
            const { reason } = given(form);
            return { kind: "shadow", userId, ...(reason && { reason }) };
          })}
      >
        ${icon(html, STAFF_ICONS.shadow)}${texts.shadow}
      </button>
      <button
        class="choice danger"
        @click=${(event: Event) => act(event, () => ({ kind: "purge", userId }))}
      >
        ${icon(html, STAFF_ICONS.remove)}${texts.purge}
      </button>
    </div>
    <label class="check"><input type="checkbox" name="purge" />${texts.alsoPurge}</label>
    ${
      isGuest
        ? html`<label class="check"
            ><input type="checkbox" name="address" />${texts.alsoAddress}</label
          >`
        : ""
    }
    <label class="line"
      ><span>${texts.reason}</span
      ><input name="reason" maxlength="200" autocomplete="off" placeholder=${texts.reasonHint}
    /></label>
  </form>`;
}

function choice(
  { html, act }: Staff,
  kind: "remove" | "pin",
  label: string,
  onDone: () => void,
  action: ModerationAction,
): TemplateResult {
  return html`<button
    class="choice"
    data-do=${kind}
    @click=${() => {
      void act(action);
      onDone();
    }}
  >
    ${icon(html, STAFF_ICONS[kind])}${label}
  </button>`;
}
