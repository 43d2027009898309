import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import type { Token, TokenAnswer } from "../client/index.ts";

type Given = Token | null | undefined;

/** A function that calls the token function of the most recently mounted component. */
interface Asker {
  readonly ask: () => TokenAnswer | Promise<TokenAnswer>;
  readonly given: RefObject<Given>[];
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
