import type { AuditRecord } from "#protocol";
import type { TemplateResult } from "lit";
import { defineOnce } from "../../base/lazy-element.ts";
import { askStaff } from "../ask-staff.ts";
import { recordRow } from "./record-row.ts";
import { SearchedList, type ListPage } from "./searched-list.ts";
import type { Page } from "./staff-list.ts";

/**
 * Shows the audit log. (SPEC MO5)
 *
 * Fires `open-card` with a person's id.
 */
class AuditLogElement extends SearchedList<AuditRecord> {
  protected override get emptyText(): string {
    return this.staffTexts.auditEmpty;
  }

  protected override async load(page: ListPage): Promise<Page<AuditRecord>> {
    const answer = await askStaff(this.chat, "load-audit", page);
    return answer.ok ? { ok: true, items: answer.records, more: answer.more } : answer;
  }

  protected override idOf({ id }: AuditRecord): string {
    return id;
  }

  protected override timeOf({ atMs }: AuditRecord): number {
    return atMs;
  }

  protected override renderItem(record: AuditRecord): TemplateResult {
    return recordRow(record, this.rowTools);
  }
}

defineOnce("live-chat-history", AuditLogElement);
