import { SERVER } from "../server.ts";

/** Whether the server is a demo's, which alone has a crowd. */
export async function hasCrowd(): Promise<boolean> {
  const response = await fetch(`${SERVER}/api/v1/sign-in`).catch(() => undefined);
  if (!response?.ok) return false;
  return ((await response.json()) as { providers: string[] }).providers.includes("demo");
}

/** How busy a stream's crowd is; undefined if the server does not say. */
export async function readCrowd(streamId: string): Promise<number | undefined> {
  return rateFrom(await fetch(addressOf(streamId)).catch(() => undefined));
}

/** Sends a crowd into a stream, or with 0 out of it; undefined if the server would not. */
export async function sendCrowd(streamId: string, perSecond: number): Promise<number | undefined> {
  const request = {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ perSecond }),
  };
  return rateFrom(await fetch(addressOf(streamId), request).catch(() => undefined));
}

function addressOf(streamId: string): string {
  return `${SERVER}/api/v1/demo/crowd/${encodeURIComponent(streamId)}`;
}

async function rateFrom(response: Response | undefined): Promise<number | undefined> {
  if (!response?.ok) return undefined;
  return ((await response.json()) as { perSecond: number }).perSecond;
}
