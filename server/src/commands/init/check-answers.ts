import { createServer } from "node:net";
import { usableKeys } from "../../auth/usable-keys.ts";
import { SETTINGS, type SettingName } from "../../settings.ts";
import { openStorage } from "../../storage/open-storage.ts";
import { systemClock } from "../../system-clock.ts";

/** What is wrong with an answer; undefined if nothing is. */
export type Fault = string | undefined;

const ANSWER_WITHIN_MS = 8_000;

/** Whether a setting takes it. */
export function faultOfForm(name: SettingName, value: string): Fault {
  const { schema, remedy } = SETTINGS[name];
  return schema.safeParse(value).success ? undefined : remedy;
}

/** Whether an issuer publishes keys there. */
export async function faultOfKeys(name: SettingName, url: string, keys: string): Promise<Fault> {
  const form = faultOfForm(name, url);
  if (form) return form;
  try {
    const response = await fetch(keys, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!response.ok) return `${keys} answers with status ${response.status}.`;
    const usable = usableKeys(await response.json());
    return usable.length > 0 ? undefined : `${keys} has no ES256 or RS256 key.`;
  } catch (error) {
    const { message } = ((error as Error).cause ?? error) as Error;
    return `${keys} cannot be read (${message}).`;
  }
}

/** Whether messages can be kept there: it is opened, and its tables are made. */
export async function faultOfDatabase(databaseUrl: string): Promise<Fault> {
  const form = faultOfForm("databaseUrl", databaseUrl);
  if (form) return form;
  try {
    const { log, invitations } = await openStorage({ databaseUrl }, systemClock);
    try {
      // Reading alone would not show a database that takes nothing.
      await invitations.deleteExpiredBefore(0);
      return undefined;
    } finally {
      await log.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether anything else listens on the port. */
export function faultOfPort(text: string): Promise<Fault> {
  const form = faultOfForm("port", text);
  if (form) return Promise.resolve(form);
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      resolve(`Port ${text} cannot be taken (${error.code ?? error.message}). Give another one.`),
    );
    probe.listen(Number(text), () => probe.close(() => resolve(undefined)));
  });
}
