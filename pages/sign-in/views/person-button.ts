import type { InvitedPerson } from "../invited-person.ts";
import { make } from "../make-element.ts";
import type { Texts } from "../texts/texts.ts";

/** Somebody who came by a link, with what they are; with `onPress`, a button that goes on as them. */
export function personButton(
  texts: Texts,
  { nickname, role }: InvitedPerson,
  onPress?: () => void,
): HTMLElement {
  const face = make("span", {
    className: "face",
    ariaHidden: "true",
    textContent: [...nickname][0] ?? "",
  });
  const name = make("span", {
    className: "name",
    dir: "auto",
    textContent: onPress ? texts.continueAs(nickname) : nickname,
  });
  const tag = make("span", {
    className: "tag",
    textContent: role === "owner" ? texts.owner : texts.moderator,
  });
  return onPress
    ? make(
        "button",
        { type: "button", className: "person wide", on: { click: onPress } },
        face,
        name,
        tag,
      )
    : make("p", { className: "person wide" }, face, name, tag);
}
