import type { PropertyValues } from "lit";
import { property } from "../../base/property.ts";
import { ActingElement } from "../acting-element.ts";
import type { StaffChat } from "../ask-staff.ts";
import { AnswerOrder } from "./answer-order.ts";
import type { RowTools } from "./record-row.ts";

/** A part that shows data from the server, and reads it again when it may have changed. */
export abstract class FetchingElement extends ActingElement {
  @property() accessor chat: StaffChat | undefined;
  /** A change of this value reads the data again, such as the snapshot's `news`. (SPEC MO11) */
  @property() accessor revision: unknown;
  /** Reads overlap: news come before the last answer. */
  protected readonly order = new AnswerOrder();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("chat")) this.order.restart();
    if (this.isStale(changed)) void this.read();
  }

  /** Whether the data is no longer what is to be shown. */
  protected isStale(changed: PropertyValues<this>): boolean {
    return !this.hasUpdated || changed.has("chat") || changed.has("revision");
  }

  protected get rowTools(): RowTools {
    const { staffTexts: texts, locale, act } = this;
    return { texts, locale, act, openCard: (userId) => this.openCard(userId) };
  }

  /** The previous data stays visible meanwhile. */
  protected abstract read(): Promise<void>;
}
