import type { Me } from "#protocol";
import { property } from "../base/property.ts";
import type { Act } from "./action-sender.ts";
import { StaffElement } from "./staff-element.ts";

/** A part by which staff do something. */
export abstract class ActingElement extends StaffElement {
  /** Who acts, which decides on whom and how. */
  @property() accessor me: Me | undefined;
  /** Has it done. */
  @property() accessor act!: Act;
}
