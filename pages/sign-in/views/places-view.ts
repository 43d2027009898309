import { OWN_CHANNEL, STAFF_SIGN_IN_FRAGMENT } from "#protocol";
import type { InvitedPerson } from "../invited-person.ts";
import { icon, make } from "../make-element.ts";
import { ownServer } from "../own-server.ts";
import { readPage } from "../read-page.ts";
import type { Texts } from "../texts/texts.ts";
import { personButton } from "./person-button.ts";

export interface PlacesContext {
  readonly texts: Texts;
  readonly person: InvitedPerson;
  /** The origins that the chat may be on. */
  readonly sites: readonly string[];
  signOut(): void;
  /** Asks for the number that another device shows. */
  signInDevice(): void;
}

/** Where somebody who came by a link may go: to their own site's page, or to a page of this server. */
export function placesView(context: PlacesContext): HTMLElement {
  const { texts, person } = context;
  const isOwner = person.role === "owner";
  return make(
    "section",
    { className: "view" },
    make("span", { className: "badge" }, icon("shield")),
    make("h1", {
      textContent: isOwner ? texts.youAreOwner : texts.youAreModerator,
      tabIndex: -1,
    }),
    personButton(texts, person),
    ...(context.sites.length > 0 ? [siteForm(context)] : []),
    streamForm(context),
    context.sites.length > 0
      ? undefined
      : make("p", { className: "promise", textContent: texts.sitesNone }),
    make("p", { className: "promise", textContent: texts.comeBack }),
    make("button", {
      type: "button",
      className: "link",
      textContent: texts.deviceHeading,
      on: { click: () => context.signInDevice() },
    }),
    make("button", {
      type: "button",
      className: "link",
      textContent: texts.signOut,
      on: { click: () => context.signOut() },
    }),
  );
}

/** Goes to a page of one's own site, which then signs in by itself. (SPEC OL5) */
function siteForm({ texts, sites }: PlacesContext): HTMLFormElement {
  const input = make("input", {
    required: true,
    inputMode: "url",
    autocomplete: "off",
    dir: "ltr",
    value: `${sites[0] ?? ""}/`,
  });
  const fault = make("p", { className: "fault", role: "alert" });
  const go = (): void => {
    const page = readPage(input.value, sites);
    if (page.ok) location.assign(`${page.href}#${STAFF_SIGN_IN_FRAGMENT}=${ownServer()}`);
    else fault.textContent = page.fault === "unknown" ? texts.siteUnknown : texts.siteWrong;
  };
  return placeForm(texts.siteAddress, input, fault, texts.siteOpen, "button primary", go);
}

/** Goes to the chat on this server's own page. */
function streamForm({ texts, person, sites }: PlacesContext): HTMLFormElement {
  const input = make("input", {
    required: true,
    dir: "ltr",
    pattern: "[A-Za-z0-9_.:\\-]{1,128}",
    autocapitalize: "off",
    spellcheck: false,
    // What every snippet has that nobody changed.
    value: person.streamId ?? `${channelPrefix(person)}my-stream`,
    readOnly: person.streamId !== undefined,
  });
  const go = (): void => location.assign(`../embed/${encodeURIComponent(input.value)}`);
  const look = sites.length > 0 ? "button" : "button primary";
  return placeForm(texts.hereStream, input, undefined, texts.hereOpen, look, go);
}

/** With what the ids of a channel's streams begin. (SPEC CH1) */
function channelPrefix({ channelId = OWN_CHANNEL }: InvitedPerson): string {
  return channelId === OWN_CHANNEL ? "" : `${channelId}:`;
}

function placeForm(
  label: string,
  input: HTMLInputElement,
  fault: HTMLElement | undefined,
  submit: string,
  look: string,
  go: () => void,
): HTMLFormElement {
  return make(
    "form",
    {
      className: "place",
      on: {
        submit: (event) => {
          event.preventDefault();
          go();
        },
      },
    },
    make("label", {}, make("span", { textContent: label }), input),
    fault,
    make("button", { className: look, textContent: submit }),
  );
}
