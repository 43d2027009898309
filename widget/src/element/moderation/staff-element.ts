import { enStaff, type StaffTexts } from "../../i18n/en/en-staff.ts";
import type { Language } from "../../i18n/languages.ts";
import { STAFF_TEXTS } from "../../i18n/staff-texts.ts";
import { LazyElement } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { SHEET_STYLES } from "../theme/sheet-styles.ts";
import { TOGGLE_STYLES } from "../theme/toggle-styles.ts";
import { PANEL_STYLES } from "./panel-styles.ts";
import { STAFF_STYLES } from "./staff-styles.ts";

/** A staff part, in the language of its reader. */
export abstract class StaffElement extends LazyElement {
  static override readonly sheets: readonly string[] = [
    SHEET_STYLES,
    TOGGLE_STYLES,
    STAFF_STYLES,
    PANEL_STYLES,
  ];
  /** The reader's language; undefined is English. */
  @property() accessor language: Language | undefined;
  /** A BCP 47 tag, for times and numbers. */
  @property() accessor locale = "en";

  /** Whether it waits for the texts of its language, so that none is shown in English first. */
  protected readonly waitsForTexts: boolean = true;

  /** English until those of the language are loaded. */
  protected get staffTexts(): StaffTexts {
    return STAFF_TEXTS.find(this.language) ?? enStaff;
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    const { language, waitsForTexts } = this;
    if (!waitsForTexts || STAFF_TEXTS.find(language)) return super.scheduleUpdate();
    return STAFF_TEXTS.load(language!).then(() => this.scheduleUpdate());
  }

  /** Requests to show a person's card. */
  protected openCard(userId: string): void {
    this.request("open-card", userId);
  }

  /** Dispatches a bubbling event that any ancestor may handle. */
  protected request(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}
