import { outsideUrl, type App } from "../in-app-browser.ts";
import { make } from "../make-element.ts";
import type { ViewContext } from "../view-context.ts";
import { copyButton } from "./copy-button.ts";
import { backButton, deviceLink, frame } from "./frame.ts";

/** Advises to open the site itself in the device's own browser: a sign-in belongs to one browser. */
export function outsideView(context: ViewContext, app: App): HTMLElement {
  const { texts, origin, returnTo: page = origin } = context;
  const outside = outsideUrl(app, page);
  return frame(
    context,
    texts.outsideHeading,
    make("p", { className: "note", textContent: texts.outsideNote }),
    outside
      ? make("a", { className: "button primary", href: outside, textContent: texts.openOutside })
      : undefined,
    copyButton(texts, page, texts.copyAddress),
    deviceLink(context),
    backButton(context),
  );
}
