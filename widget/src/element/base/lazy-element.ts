import { adoptSheet } from "../theme/adopt-sheet.ts";
import { ShadowlessElement } from "./shadowless-element.ts";

/**
 * A part of the chat that is loaded once somebody needs it: properties in, events out.
 *
 * It brings its own styles to the shadow root that it stands in, and is no box of its own there.
 */
export class LazyElement extends ShadowlessElement {
  static readonly sheets: readonly string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    // By the object model and not by a style attribute, which strict policies forbid.
    this.style.display = "contents";
    const root = this.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    for (const sheet of (this.constructor as typeof LazyElement).sheets) adoptSheet(root, sheet);
  }

  /** Says something to whoever shows this part, and to nobody else. */
  protected tell(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Registers a part, once: a file that was asked for a second time brings it again. */
export function defineOnce(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
