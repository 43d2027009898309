import type { Role } from "#protocol";
import { make } from "../make-element.ts";
import type { Texts } from "../texts/texts.ts";

/** Somebody with what they are, if they are staff; with `onPress`, a button that goes on as them. */
export function personButton(
  texts: Texts,
  { nickname, role }: { readonly nickname: string; readonly role: Role },
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
  const tag =
    role === "owner" || role === "moderator"
      ? make("span", { className: "tag", textContent: texts[role] })
      : undefined;
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
