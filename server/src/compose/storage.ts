import { withoutGuestAvatars } from "../chat/participants/guest-avatars.ts";
import type { AlarmClock } from "../chat/ports/clock.ts";
import type { NodeBus } from "../chat/ports/node-bus.ts";
import { openBus } from "../fan-out/open-bus.ts";
import { redisRemedy } from "../fan-out/redis/redis-remedy.ts";
import type { Options } from "../options.ts";
import { openStorage } from "../storage/open-storage.ts";
import type { Storage } from "../storage/storage.ts";
import type { Logger } from "../transport/logger.ts";

/** Opens the database; hides guests' avatars if they are not allowed. (SPEC JR3) */
export async function composeStorage(
  options: Options,
  clock: AlarmClock,
  logger: Logger,
  given?: Storage,
): Promise<Storage> {
  const opened = given ?? (await openStorage(options, clock, (notice) => logger.warn({}, notice)));
  if (options.guestAvatars) return opened;
  return {
    ...opened,
    log: withoutGuestAvatars(opened.log),
    moderation: withoutGuestAvatars(opened.moderation),
    webhooks: withoutGuestAvatars(opened.webhooks),
  };
}

/** Opens the bus to the other nodes: none without Redis. */
export function composeBus(
  { redisUrl, redisCa }: Options,
  { secrets }: Pick<Storage, "secrets">,
  clock: AlarmClock,
  logger: Logger,
): Promise<NodeBus> {
  return openBus(redisUrl, {
    redisCa,
    secrets,
    clock,
    onDown: (error) =>
      logger.warn(
        { err: error },
        `The connection to Redis is lost; the server reads the database instead. ${redisRemedy(error) ?? ""}`.trim(),
      ),
    onUp: () => logger.info({}, "Redis is back"),
  });
}
