import { LitElement } from "lit";

/**
 * A part of `<live-chat>` that renders into the surrounding shadow root.
 *
 * With one root for all parts, one set of style sheets and `::part` reach them without exporting
 * part names.
 */
export class ShadowlessElement extends LitElement {
  protected override createRenderRoot(): this {
    return this;
  }
}
