import type { PropertyValues } from "lit";
import type { LogRow } from "../../../client/index.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { makeRow, tagRow } from "./make-row.ts";
import { OVERLAY_STYLES } from "./overlay-styles.ts";

/**
 * Shows the newest messages: no controls, no connection state, and removed messages disappear at
 * once, even while they fade.
 */
export class OverlayElement extends LazyElement {
  static override readonly sheets: readonly string[] = [OVERLAY_STYLES];
  @property() accessor rows: readonly LogRow[] = [];
  @property() accessor avatars: "on" | "off" = "on";
  @property() accessor maxRows = 1;
  /** Seconds until a message disappears; 0 keeps it. */
  @property() accessor fadeAfter = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.style.removeProperty("display");
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.classList.toggle("fading", this.fadeAfter > 0);
    if (changed.has("fadeAfter")) this.style.setProperty("--_fade-after", `${this.fadeAfter}s`);

    const shown = this.rows
      .filter((row) => row.kind === "message")
      .slice(-Math.max(1, this.maxRows));
    const shared = sharedNames(this.rows);
    const drawn = new Map([...this.children].map((row) => [row.getAttribute("data-id"), row]));
    // From the newest on: after a removal, an older message reappears at the top.
    let below: Element | null = null;
    for (const row of shown.reverse()) {
      const known = drawn.get(row.id);
      drawn.delete(row.id);
      // Moving an element would restart its animation.
      below = known ?? this.insertBefore(makeRow(row, this.avatars !== "off"), below);
      if (row.role === "guest" && shared.has(row.nickname)) tagRow(below, row);
    }
    for (const gone of drawn.values()) gone.remove();
  }
}

/** The names that several people have. */
function sharedNames(rows: readonly LogRow[]): ReadonlySet<string> {
  const owners = new Map<string, string>();
  const shared = new Set<string>();
  for (const row of rows)
    if (row.kind === "message") {
      const owner = owners.get(row.nickname) ?? row.userId;
      if (owner !== row.userId) shared.add(row.nickname);
      owners.set(row.nickname, owner);
    }
  return shared;
}

defineOnce("live-chat-overlay", OverlayElement);
