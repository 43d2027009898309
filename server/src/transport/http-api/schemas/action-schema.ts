import { moderationAction as action, type ModerationAction } from "#protocol";
import type { z } from "zod";
import { zodOf } from "./zod-of.ts";

/** What staff can do, one at a time. (SPEC MO2) */
export const moderationAction: z.ZodType<ModerationAction> = zodOf(action);
