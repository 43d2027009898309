import { isTokenRefusal } from "#protocol";
import type { WritePermission } from "../../client/room/write-permission.ts";
import type { Texts } from "../../i18n/en/en.ts";
import type { LazyModule } from "../lazy-module.ts";
import type { DenialTexts } from "./room-texts/denial-texts.ts";
import type * as RoomPart from "./room-texts/room-texts.ts";

/**
 * Why somebody may not write, or why their token does not count; empty if neither is so or the
 * texts cannot be loaded, and undefined until they are.
 */
export function explainDenial(
  { part, hasFailed }: LazyModule<typeof RoomPart>,
  permission: WritePermission,
  texts: Texts,
  locale: string,
): DenialTexts | undefined {
  const { kind } = permission;
  if (kind === "denied" || (kind === "sign-in-required" && isTokenRefusal(permission.reason)))
    return part ? part.denialTexts(permission, texts, locale) : hasFailed ? {} : undefined;
  return {};
}
