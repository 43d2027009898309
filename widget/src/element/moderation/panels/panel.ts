import type { TemplateResult } from "lit";

/** One of the staff's panels. */
export interface Panel {
  /** Reads anew what it shows; meanwhile it shows what it had. */
  refresh(): void;
  render(): TemplateResult;
}
