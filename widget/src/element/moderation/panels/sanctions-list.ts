import type { Person, Sanction } from "#protocol";
import type { TemplateResult } from "lit";
import { defineOnce } from "../../base/lazy-element.ts";
import { askStaff } from "../ask-staff.ts";
import { sanctionRow } from "./sanction-row.ts";
import { SearchedList, type ListPage } from "./searched-list.ts";
import type { Page } from "./staff-list.ts";

/**
 * Lists the sanctions with their ends, and buttons to lift them. (SPEC MO5)
 *
 * Fires `open-card` with a person's id, and `found` with the people in the list.
 */
class SanctionsListElement extends SearchedList<Sanction> {
  protected override get emptyText(): string {
    return this.staffTexts.peopleEmpty;
  }

  protected override async load(page: ListPage): Promise<Page<Sanction>> {
    const answer = await askStaff(this.chat, "load-sanctions", page);
    if (!answer.ok) return answer;
    const found = answer.sanctions.flatMap(({ userId, nickname }): Person[] =>
      nickname ? [{ userId, nickname }] : [],
    );
    this.request("found", found);
    return { ok: true, items: answer.sanctions, more: answer.more };
  }

  protected override idOf({ actionId }: Sanction): string {
    return actionId;
  }

  protected override timeOf({ sinceMs }: Sanction): number {
    return sinceMs;
  }

  protected override renderItem(sanction: Sanction): TemplateResult {
    return sanctionRow(sanction, this.rowTools);
  }
}

defineOnce("live-chat-people", SanctionsListElement);
