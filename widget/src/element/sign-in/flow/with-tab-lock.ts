const MOMENT_MS = 100;
/** A tab that was closed during its turn delays the others by no more than this. */
const TURN_MS = 5_000;

/**
 * Runs a task in one tab at a time.
 *
 * Pages on plain http have no Web Locks. There a tab writes its turn into storage, and continues if
 * no other tab has overwritten it after a moment.
 */
export async function withTabLock<T>(name: string, run: () => Promise<T>): Promise<T> {
  const { locks } = navigator as Partial<Navigator>;
  if (locks) return locks.request(name, run);
  const storage = sharedStorage();
  // Without shared storage, tabs cannot conflict.
  if (!storage) return run();
  const key = `${name}:turn`;
  const turn = `${Date.now()} ${Math.random()}`;
  const now = (): string => storage.getItem(key) ?? "";
  do {
    while (isUnderWay(now())) await moment();
    storage.setItem(key, turn);
    await moment();
  } while (now() !== turn);
  try {
    return await run();
  } finally {
    storage.removeItem(key);
  }
}

function isUnderWay(turn: string): boolean {
  return Math.abs(Date.now() - Number.parseInt(turn, 10)) < TURN_MS;
}

function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, MOMENT_MS));
}

function sharedStorage(): Storage | undefined {
  try {
    localStorage.setItem("live-chat:probe", "");
    localStorage.removeItem("live-chat:probe");
    return localStorage;
  } catch {
    return undefined;
  }
}
