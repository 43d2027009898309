import { OWN_CHANNEL, type InvitationView } from "#protocol";
import { findApp, outsideUrl } from "../in-app-browser.ts";
import { icon, make } from "../make-element.ts";
import type { Texts } from "../texts/texts.ts";
import { askForm } from "./ask-form.ts";
import { copyButton } from "./copy-button.ts";

export interface InvitationContext {
  readonly texts: Texts;
  readonly view: InvitationView;
  /** The whole link, for another browser. */
  readonly link: string;
  /** Uses the link up. Rejects when the server refuses. */
  accept(nickname: string): Promise<void>;
}

/** Says which role a link gives, and asks for a name. Only the button uses it up. */
export function invitationView(context: InvitationContext): HTMLElement {
  const { texts, view } = context;
  const isOwner = view.role === "owner";
  const input = {
    autocomplete: "off",
    maxLength: 32,
    dir: "auto",
    autofocus: true,
  } satisfies Partial<HTMLInputElement>;
  return make(
    "section",
    { className: "view" },
    make("span", { className: "badge" }, icon("shield")),
    make("h1", {
      textContent: isOwner ? texts.ownerHeading : texts.moderatorHeading,
      tabIndex: -1,
    }),
    make("p", { className: "site", textContent: place(view), dir: "ltr" }),
    make("p", {
      className: "note",
      textContent: noteOf(context),
    }),
    ...inApp(context),
    askForm(
      context,
      [{ label: texts.nickname, input }],
      isOwner ? texts.ownerButton : texts.moderatorButton,
      (nickname = "") => context.accept(nickname),
    ),
    make("p", { className: "promise", textContent: texts.inviteOnce(timeOf(view)) }),
  );
}

function noteOf({ texts, view: { role, channelId } }: InvitationContext): string {
  if (role === "owner") return texts.ownerNote;
  return channelId === undefined ? texts.moderatorNote : texts.moderatorOfAllNote;
}

/** The stream or channel that a moderator is for; of an owner and the server's own channel, the server. */
function place({ streamId, channelId, channelName }: InvitationView): string {
  const channel = channelName ?? (channelId === OWN_CHANNEL ? undefined : channelId);
  return streamId ?? channel ?? location.host;
}

function timeOf({ expiresAtMs }: InvitationView): string {
  const isToday = expiresAtMs - Date.now() < 12 * 60 * 60_000;
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    ...(isToday ? {} : { month: "short", day: "numeric" }),
    hour: "numeric",
    minute: "2-digit",
  }).format(expiresAtMs);
}

/** Advises to go to the device's own browser: who one becomes, one is in one browser alone. */
function inApp({ texts, link }: InvitationContext): HTMLElement[] {
  const app = findApp(navigator.userAgent);
  if (!app) return [];
  const outside = outsideUrl(app, link);
  return [
    make("p", { className: "warning", role: "note", textContent: texts.inviteInApp }),
    outside
      ? make("a", { className: "button", href: outside, textContent: texts.openOutside })
      : copyButton(texts, link, texts.copyAddress),
  ];
}
