import { assert } from "@open-wc/testing";
import type { LiveChat } from "../../../widget/src/define.ts";
import { showElement, type Shown } from "../support/show-element.ts";
import { until } from "../support/until.ts";

/** Opens the menu, and gives its link to the chat's own window once the menu is there. */
async function findLink(shown: Shown): Promise<HTMLAnchorElement | undefined> {
  shown.find("[part=settings]").click();
  await until(() => shown.findAll(".settings input").length > 0);
  return shown.findAll("[part=pop-out]")[0] as HTMLAnchorElement | undefined;
}

async function linkOf(set: Partial<LiveChat>, lang = "ko"): Promise<string | undefined> {
  return (await findLink(await showElement({}, { lang, theme: "dark", element: set })))?.href;
}

describe("[EM5] a chat's own window", () => {
  const opened: [url: string, target: string, features: string][] = [];
  const real = window.open;
  let isBlocked = false;
  let shownWindow = { closed: false, opener: window as Window | null, focus: () => undefined };

  beforeEach(() => {
    opened.length = 0;
    isBlocked = false;
    shownWindow = { closed: false, opener: window, focus: () => undefined };
    window.open = (url, target, features) => {
      opened.push([String(url), target ?? "", features ?? ""]);
      return isBlocked ? null : (shownWindow as unknown as Window);
    };
  });
  afterEach(() => {
    window.open = real;
  });

  /** Clicks, and tells whether the browser was left to follow the link. */
  function click(link: HTMLAnchorElement, keys: MouseEventInit = {}): boolean {
    let isLeft = false;
    // The page itself must not go anywhere.
    link.getRootNode().addEventListener(
      "click",
      (event) => {
        isLeft = !event.defaultPrevented;
        event.preventDefault();
      },
      { once: true },
    );
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...keys }));
    return isLeft;
  }

  it("has the chat's stream, theme, language and what else one set on it", async () => {
    assert.equal(
      await linkOf({ density: "compact", avatars: "off", readOnly: true }),
      "https://chat.example.com/embed/s1?theme=dark&density=compact&avatars=off&read-only=true&lang=ko",
    );
  });

  it("is opened small, without a hold on the page, and is brought back rather than opened twice", async () => {
    const link = (await findLink(await showElement({}, { element: { streamId: "s1" } })))!;
    assert.isFalse(click(link));
    assert.deepEqual(opened, [[link.href, "_blank", "popup,width=400,height=640"]]);
    assert.isNull(shownWindow.opener);
    assert.isFalse(click(link));
    assert.lengthOf(opened, 1);
    shownWindow.closed = true;
    click(link);
    assert.lengthOf(opened, 2);
  });

  it("is a tab where windows are blocked, and where one asks for a tab", async () => {
    const link = (await findLink(await showElement({}, { lang: "vi" })))!;
    isBlocked = true;
    assert.isTrue(click(link));
    assert.lengthOf(opened, 1);
    assert.isTrue(click(link, { ctrlKey: true }));
    assert.lengthOf(opened, 1);
    assert.equal(link.target, "_blank");
  });

  it("is not offered where it is unwanted, or has no address", async () => {
    assert.isUndefined(await linkOf({ noPopOut: true }));
    assert.isUndefined(await linkOf({ serverUrl: "javascript:alert(1)" }));
    // Of a chat that was made elsewhere, nobody knows the server.
    assert.isUndefined(await linkOf({ serverUrl: "" }));
  });
});
