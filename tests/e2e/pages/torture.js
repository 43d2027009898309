/*
 * What pages do to the elements on them, each in a function of `torture`. The libraries are not
 * included: this reproduces what they do to events, as each comment says.
 */
"use strict";

const chat = document.querySelector("live-chat");
const byId = (id) => document.getElementById(id);
const move = (to) => byId(to).append(chat);

window.torture = {
  /** How often the page has handled an event, by function. */
  taken: {},
  slide: 0,

  hideTab: (isHidden) => (byId("tab").style.display = isHidden ? "none" : ""),
  closeDrawer: (isClosed) => byId("drawer").classList.toggle("closed", isClosed),
  scale: (by) => (byId("place").style.transform = by ? `scale(${by})` : ""),

  /** Theatre mode and portals: the element is moved within the page. */
  move,

  openDialog() {
    move("dialog-place");
    byId("dialog").showModal();
  },

  /** Into another document, as document picture-in-picture does. */
  async moveToFrame() {
    const frame = document.createElement("iframe");
    frame.style.cssText = "inline-size: 360px; block-size: 400px";
    document.body.prepend(frame);
    const { body } = frame.contentDocument;
    body.style.cssText = "margin: 0; block-size: 400px";
    body.append(chat);
    return frame;
  },

  /**
   * react-remove-scroll, as Radix and vaul use it: listeners on the document that are not
   * passive and prevent scrolling of what they do not know to scroll.
   */
  lockScroll() {
    document.documentElement.style.overflow = "hidden";
    const mayScroll = (from) => {
      for (let at = from; at instanceof Element; at = at.parentElement) {
        const { overflowY } = getComputedStyle(at);
        if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return true;
      }
      return false;
    };
    for (const type of ["wheel", "touchmove"])
      document.addEventListener(
        type,
        (event) => {
          if (event.target.closest?.("textarea") || mayScroll(event.target)) return;
          note("lock");
          if (event.cancelable) event.preventDefault();
        },
        { passive: false },
      );
  },

  /** Lenis: handles the wheel for the whole page, and scrolls by script. */
  smoothWheel() {
    let top = 0;
    window.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey || event.composedPath().some((at) => at.dataset?.lenisPrevent === ""))
          return;
        event.preventDefault();
        note("lenis");
        top = Math.max(0, top + event.deltaY);
        window.scrollTo(0, top);
      },
      { passive: false },
    );
  },

  /** Swiper: a horizontal gesture that starts in the carousel turns it, and has no other effect. */
  swipe() {
    let from;
    byId("carousel").addEventListener("pointerdown", (event) => {
      if (event.target.closest("input, textarea, select, button, video")) return;
      from = event.clientX;
      if (event.pointerType === "mouse") event.preventDefault();
    });
    document.addEventListener("pointermove", (event) => {
      if (from === undefined || Math.abs(event.clientX - from) < 30) return;
      from = undefined;
      window.torture.slide += 1;
      byId("track").style.transform = `translateX(${-380 * window.torture.slide}px)`;
    });
    document.addEventListener("pointerup", () => (from = undefined));
  },

  /** Blogs and shops that let nobody select or copy, but in fields: by the target's tag. */
  forbidSelecting() {
    const isField = ({ target }) => ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
    for (const type of [
      "selectstart",
      "mousedown",
      "dragstart",
      "contextmenu",
      "copy",
      "cut",
      "paste",
    ])
      document.addEventListener(type, (event) => {
        if (isField(event)) return;
        note(type);
        event.preventDefault();
      });
    document.addEventListener(
      "touchend",
      (event) => {
        // No zooming by a second tap.
        if (!isField(event) && event.cancelable) event.preventDefault();
      },
      { passive: false },
    );
  },

  /**
   * focus-trap: knows what can be focused by a list of selectors, looks into shadow roots only where it
   * is told to, and leads from the last one to the first.
   */
  trapFocus({ getShadowRoot = false } = {}) {
    const container = byId("dialog");
    const FOCUSABLE = "a[href], button, input, textarea, select, summary, [tabindex]";
    const tabbable = (root) =>
      [...root.querySelectorAll("*")].flatMap((element) => {
        if (getShadowRoot && element.shadowRoot) return tabbable(element.shadowRoot);
        const isFound = element.matches(FOCUSABLE) && element.tabIndex >= 0;
        return isFound && element.checkVisibility() && !element.disabled ? [element] : [];
      });
    const active = (root) => {
      const { activeElement } = root;
      return getShadowRoot && activeElement?.shadowRoot
        ? active(activeElement.shadowRoot)
        : activeElement;
    };
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Tab") return;
        const found = tabbable(container);
        const index = found.indexOf(active(document));
        const edge = event.shiftKey ? 0 : found.length - 1;
        if (index !== edge && container.contains(document.activeElement)) return;
        event.preventDefault();
        found.at(event.shiftKey ? -1 : 0)?.focus();
      },
      true,
    );
  },

  /** Google Translate: text nodes are put into two elements each. */
  translate(root = chat.shadowRoot) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (text.parentElement?.closest("style, textarea, [translate=no]")) continue;
      const inner = document.createElement("font");
      const outer = document.createElement("font");
      outer.append(inner);
      text.replaceWith(outer);
      inner.append(text.data);
    }
  },
};

function note(what) {
  const { taken } = window.torture;
  taken[what] = (taken[what] ?? 0) + 1;
}
