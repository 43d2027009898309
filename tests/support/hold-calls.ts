/** A port of which a test can hold back the next answer of a method, and the function to do so. */
export interface Holdable<T extends object> {
  readonly port: T;
  /**
   * Holds the next call of a method. Resolves when its answer is ready, as of the time of the call,
   * with a function that releases it.
   */
  hold(method: keyof T & string): Promise<() => void>;
}

/** For tests that read, hold, act and release: what happens while an answer is pending. */
export function holdCalls<T extends object>(target: T): Holdable<T> {
  const holds = new Map<string, ((release: () => void) => void)[]>();
  const port = new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, args);
        const onHeld = holds.get(String(name))?.shift();
        return onHeld ? heldBack(answer, onHeld) : answer;
      };
    },
  });
  const hold = (method: string): Promise<() => void> =>
    new Promise((resolve) => holds.set(method, [...(holds.get(method) ?? []), resolve]));
  return { port, hold };
}

async function heldBack(answer: unknown, onHeld: (release: () => void) => void): Promise<unknown> {
  const [settled] = await Promise.allSettled([answer]);
  await new Promise<void>((release) => onHeld(release));
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}
