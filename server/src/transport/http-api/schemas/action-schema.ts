import { moderationAction as action, type ModerationAction } from "#protocol";
import type { z } from "zod";
import { zodOf } from "./zod-of.ts";

/** A moderation action. (SPEC MO2) */
export const moderationAction: z.ZodType<ModerationAction> = zodOf(action);
