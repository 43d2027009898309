/// <reference types="vite/client" />
import type { Properties } from "./look.ts";

/** A ready theme: its name, and the properties that its style sheet sets. */
export interface Preset {
  readonly name: string;
  readonly properties: Properties;
}

const SHEETS = import.meta.glob<string>("../themes/*.css", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const PRESETS: readonly Preset[] = Object.entries(SHEETS).map(([path, sheet]) => ({
  name: /([^/]+)\.css$/.exec(path)?.[1] ?? path,
  properties: readProperties(sheet),
}));

function readProperties(sheet: string): Properties {
  const properties: Record<string, string> = {};
  for (const [, name = "", value = ""] of sheet.matchAll(/(--live-chat-[\w-]+)\s*:\s*([^;}]+)/g))
    properties[name] = value.trim();
  return properties;
}
