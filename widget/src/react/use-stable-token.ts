import { useLayoutEffect, useEffect, useRef, useState } from "react";
import type { Token } from "../store/index.ts";

/** Layout effects do nothing on servers, and React 18 warns of them there. */
export const useEarlyEffect: typeof useEffect =
  typeof document === "undefined" ? useEffect : useLayoutEffect;

/** The same token as long as it is a function, whichever function: components make a new one each time they render. */
export function useStableToken(token: Token | null | undefined): Token | undefined {
  const latest = useRef(token);
  useEarlyEffect(() => {
    latest.current = token;
  });
  const [ask] = useState(() => () => {
    const { current } = latest;
    return typeof current === "function" ? current() : current;
  });
  return typeof token === "function" ? ask : (token ?? undefined);
}
