import { SERVER } from "../server.ts";

/** Whether the server is a demo's, which alone has a crowd. */
export async function hasCrowd(): Promise<boolean> {
  const response = await fetch(`${SERVER}/api/v1/sign-in`).catch(() => undefined);
  if (!response?.ok) return false;
  return ((await response.json()) as { providers: string[] }).providers.includes("demo");
}

/** What is made up in a stream. */
export interface MadeUp {
  /** How busy its crowd is; 0 where there is none. */
  perSecond: number;
  /** Whether made-up people have written in it. */
  hasMadeUp: boolean;
}

/** What is made up in a stream; undefined if the server does not say. */
export async function readCrowd(streamId: string): Promise<MadeUp | undefined> {
  return answerOf<MadeUp>(await fetch(addressOf(streamId)).catch(() => undefined));
}

/** Takes away what made-up people wrote; undefined if the server would not. */
export async function clearCrowd(streamId: string): Promise<MadeUp | undefined> {
  const request = { method: "DELETE" };
  return answerOf<MadeUp>(await fetch(addressOf(streamId), request).catch(() => undefined));
}

/** Sends a crowd into a stream, or with 0 out of it; undefined if the server would not. */
export async function sendCrowd(streamId: string, perSecond: number): Promise<number | undefined> {
  const request = {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ perSecond }),
  };
  const response = await fetch(addressOf(streamId), request).catch(() => undefined);
  return (await answerOf<{ perSecond: number }>(response))?.perSecond;
}

function addressOf(streamId: string): string {
  return `${SERVER}/api/v1/demo/crowd/${encodeURIComponent(streamId)}`;
}

async function answerOf<T>(response: Response | undefined): Promise<T | undefined> {
  return response?.ok ? ((await response.json()) as T) : undefined;
}
