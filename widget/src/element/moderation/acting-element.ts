import type { Me } from "#protocol";
import { property } from "../base/property.ts";
import type { Act } from "./action-sender.ts";
import { StaffElement } from "./staff-element.ts";

/** A part with which staff act. */
export abstract class ActingElement extends StaffElement {
  /** The staff member, whose role decides which actions are offered. */
  @property() accessor me: Me | undefined;
  /** Performs an action. */
  @property() accessor act!: Act;
}
