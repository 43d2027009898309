import { LitElement } from "lit";

/**
 * A piece of `<live-chat>` that renders into the shadow root it stands in.
 *
 * One root for all pieces means that one set of style sheets reaches them, and
 * that `::part` does, without names being handed up from root to root.
 */
export class ShadowlessElement extends LitElement {
  protected override createRenderRoot(): this {
    return this;
  }
}
