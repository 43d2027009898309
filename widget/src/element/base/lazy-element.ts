import { adoptSheet } from "../theme/adopt-sheet.ts";
import { ShadowlessElement } from "./shadowless-element.ts";

/**
 * A part of the chat that is loaded on demand: properties in, events out.
 *
 * It adds its styles to the surrounding shadow root, and has no box of its own.
 */
export class LazyElement extends ShadowlessElement {
  static readonly sheets: readonly string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    // Set by script, because strict policies forbid style attributes.
    this.style.display = "contents";
    const root = this.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    for (const sheet of (this.constructor as typeof LazyElement).sheets) adoptSheet(root, sheet);
  }

  /** Dispatches an event to the parent only. */
  protected tell(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Registers a part once, because a file that is requested again runs again. */
export function defineOnce(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
