import { icon, make } from "../make-element.ts";

/** There is nothing to do here any more, or nothing yet. */
export function noticeView(
  kind: "done" | "alert",
  heading: string,
  text: string,
  way?: { readonly label: string; readonly href: string },
): HTMLElement {
  return make(
    "section",
    { className: `view ${kind}` },
    make("span", { className: "badge" }, icon(kind)),
    make("h1", { textContent: heading, tabIndex: -1 }),
    make("p", { className: "note", textContent: text }),
    way ? make("a", { className: "button", href: way.href, textContent: way.label }) : undefined,
  );
}
