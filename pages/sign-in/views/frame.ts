import { SIGN_IN_DEVICE_FRAGMENT } from "#protocol";
import { icon, make } from "../make-element.ts";
import type { ViewContext } from "../view-context.ts";

type Content = HTMLElement | undefined;

/** A view: its heading, whom it is for, and what is in it. */
export function frame(
  context: ViewContext,
  heading: string,
  ...content: readonly Content[]
): HTMLElement {
  return make(
    "section",
    { className: "view" },
    make("span", { className: "badge" }, icon("chat")),
    make("h1", { textContent: heading, tabIndex: -1 }),
    make("p", { className: "site" }, ...siteLine(context)),
    ...content,
  );
}

/** The sentence with the site's name made to stand out. */
function siteLine({ texts, origin }: ViewContext): (string | HTMLElement)[] {
  const [before = "", after = ""] = texts.forSite.split("{site}");
  return [before, make("strong", { textContent: new URL(origin).host, dir: "ltr" }), after];
}

/** Leads back to the site, for whom no window was opened. */
export function returnLink({ visit, returnTo: href, texts }: ViewContext): HTMLElement | undefined {
  if (visit.isPopUp || href === undefined) return undefined;
  return make("a", { className: "link", href }, icon("back"), texts.goBack);
}

/** Leads back to the site, where the chat shows a number for another device. (SPEC SI17) */
export function deviceLink({
  visit,
  options,
  returnTo,
  texts,
}: ViewContext): HTMLElement | undefined {
  if (visit.isPopUp || returnTo === undefined || !options.devices) return undefined;
  const href = `${returnTo}#${SIGN_IN_DEVICE_FRAGMENT}`;
  return make("a", { className: "link", href }, icon("device"), texts.deviceInstead);
}

/** Leads back to all the ways. */
export function backButton({ texts, choose }: ViewContext): HTMLElement {
  return make(
    "button",
    { type: "button", className: "link", on: { click: () => choose() } },
    icon("back"),
    texts.back,
  );
}
