import type { Answer, AuditRecord, ModerationAction } from "#protocol";
import type { Here, Html } from "../element-context.ts";
import type { StaffTexts } from "../../i18n/en/en-staff.ts";
import type { PersonLookup } from "./person-lookup.ts";
import type { Subject } from "./subject.ts";

/** What every piece of the staff's part works with. */
export interface Staff {
  readonly html: Html;
  readonly here: Here;
  readonly texts: StaffTexts;
  readonly people: PersonLookup;
  /** Does something, and says what came of it, with the way back; also where it is taken out. */
  readonly act: (action: ModerationAction) => Promise<Answer<{ record: AuditRecord }>>;
  /** Says something in passing. */
  say(text: string): void;
  /** Opens what can be done with somebody. */
  openMenu(subject: Subject): void;
  /** Opens what is known of somebody. */
  openCard(userId: string): void;
  update(): void;
}
