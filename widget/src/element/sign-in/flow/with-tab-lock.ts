const MOMENT_MS = 100;
/** A tab that was closed in its turn holds the others up no longer than this. */
const TURN_MS = 5_000;

/**
 * Lets one tab at a time do something.
 *
 * Pages on plain http have no locks. There a tab writes down that it is its
 * turn, and goes ahead if a moment later no other has written over it.
 */
export async function withTabLock<T>(name: string, run: () => Promise<T>): Promise<T> {
  const { locks } = navigator as Partial<Navigator>;
  if (locks) return locks.request(name, run);
  const storage = sharedStorage();
  // What tabs do not share they cannot spoil for each other.
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
