import type { PropertyValues } from "lit";
import { property } from "../../base/property.ts";
import { ActingElement } from "../acting-element.ts";
import type { StaffChat } from "../ask-staff.ts";
import type { RowTools } from "./record-row.ts";

/** A part that shows what it reads from the server, and reads it anew when something may have changed. */
export abstract class FetchingElement extends ActingElement {
  @property() accessor chat: StaffChat | undefined;
  /** Another value has it read anew: the snapshot's `news` will do. (SPEC MO11) */
  @property() accessor revision: unknown;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.isStale(changed)) void this.read();
  }

  /** Whether what was read is not what is to be shown. */
  protected isStale(changed: PropertyValues<this>): boolean {
    return !this.hasUpdated || changed.has("chat") || changed.has("revision");
  }

  protected get rowTools(): RowTools {
    const { staffTexts: texts, locale, act } = this;
    return { texts, locale, act, openCard: (userId) => this.openCard(userId) };
  }

  /** Meanwhile it shows what it had. */
  protected abstract read(): Promise<void>;
}
