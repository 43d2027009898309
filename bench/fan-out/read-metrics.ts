/** One of the numbers that a server publishes of itself. */
export async function readMetric(port: number, name: string, token?: string): Promise<number> {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
  const value = new RegExp(`^${name} (\\S+)$`, "m").exec(page)?.[1];
  if (value === undefined) throw new Error(`the server publishes no ${name}`);
  return Number(value);
}

/** How often a server has written to a connection what is new. */
export function writesOf(port: number): Promise<number> {
  return readMetric(port, "live_chat_writes_total");
}
