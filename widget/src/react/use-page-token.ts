import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import type { Token, TokenAnswer } from "../client/index.ts";

type Given = Token | null | undefined;

/** Asks the token function of the most recently mounted component. */
interface Asker {
  readonly ask: () => TokenAnswer | Promise<TokenAnswer>;
  readonly given: RefObject<Given>[];
  /**
   * The one to ask, also when no component is there: `<Activity>` and suspended boundaries take
   * away effects, while the element stays connected.
   */
  asked?: RefObject<Given> | undefined;
}

const askers = new Map<string, Asker>();

/** Layout effects do nothing on servers, and React 18 warns about them there. */
export const useEarlyEffect: typeof useEffect =
  typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * The token to connect with. Token functions are replaced by one stable function per chat server:
 * components create a new one on each render, but a page has one visitor, whose components share a
 * connection.
 */
export function usePageToken(token: Given, serverUrl: string): Token | undefined {
  const latest = useRef(token);
  useEarlyEffect(() => {
    latest.current = token;
  });
  const isFunction = typeof token === "function";
  useEarlyEffect(() => {
    if (!isFunction) return;
    const asker = askerOf(serverUrl);
    const { given } = asker;
    given.push(latest);
    asker.asked = latest;
    return () => {
      given.splice(given.indexOf(latest), 1);
      asker.asked = given.at(-1) ?? latest;
    };
  }, [serverUrl, isFunction]);
  return isFunction ? askerOf(serverUrl).ask : (token ?? undefined);
}

function askerOf(serverUrl: string): Asker {
  const known = askers.get(serverUrl);
  if (known) return known;
  const asker: Asker = {
    ask: () => {
      const token = asker.asked?.current;
      return typeof token === "function" ? token() : token;
    },
    given: [],
  };
  askers.set(serverUrl, asker);
  return asker;
}
