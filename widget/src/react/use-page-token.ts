import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import type { Token, TokenAnswer } from "../client/index.ts";

type Given = Token | null | undefined;

/** A function that asks whichever component was mounted last. */
interface Asker {
  readonly ask: () => TokenAnswer | Promise<TokenAnswer>;
  readonly given: RefObject<Given>[];
}

const askers = new Map<string, Asker>();

/** Layout effects do nothing on servers, and React 18 warns of them there. */
export const useEarlyEffect: typeof useEffect =
  typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * The token to connect with. Functions become one and the same for each chat server:
 * components make a new one each time they render, and a page's visitor is one person,
 * for whom its components share a connection.
 */
export function usePageToken(token: Given, serverUrl: string): Token | undefined {
  const latest = useRef(token);
  useEarlyEffect(() => {
    latest.current = token;
  });
  const isFunction = typeof token === "function";
  useEarlyEffect(() => {
    if (!isFunction) return;
    const { given } = askerOf(serverUrl);
    given.push(latest);
    return () => void given.splice(given.indexOf(latest), 1);
  }, [serverUrl, isFunction]);
  return isFunction ? askerOf(serverUrl).ask : (token ?? undefined);
}

function askerOf(serverUrl: string): Asker {
  let known = askers.get(serverUrl);
  if (!known) {
    const given: RefObject<Given>[] = [];
    const ask = () => {
      const token = given.at(-1)?.current;
      return typeof token === "function" ? token() : token;
    };
    known = { ask, given };
    askers.set(serverUrl, known);
  }
  return known;
}
