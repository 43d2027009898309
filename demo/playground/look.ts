import { isDark, readableOn } from "./color.ts";

/** What a visitor mixes: a few choices, from which all the properties follow. */
export interface Look {
  accent: string;
  background: string;
  text: string;
  /** In px. */
  radius: number;
  /** In px. */
  fontSize: number;
}

export type Properties = Readonly<Record<string, string>>;

/** The `--live-chat-*` properties that make a look. */
export function propertiesOf({ accent, background, text, radius, fontSize }: Look): Properties {
  const mix = (share: number) => `color-mix(in srgb, ${background} ${share}%, ${text})`;
  return {
    "--live-chat-accent": accent,
    "--live-chat-on-accent": readableOn(accent, "#ffffff", "#111111"),
    "--live-chat-background": background,
    "--live-chat-surface": mix(94),
    "--live-chat-border": mix(86),
    "--live-chat-text": text,
    "--live-chat-muted": mix(30),
    "--live-chat-own": `color-mix(in srgb, ${background} 90%, ${accent})`,
    "--live-chat-radius": `${radius}px`,
    "--live-chat-font-size": `${fontSize}px`,
  };
}

/** Which of the widget's own themes a background goes with: names and warnings take theirs from it. */
export function themeOf(background: string): "light" | "dark" {
  return isDark(background) ? "dark" : "light";
}

/** The rule to paste into a style sheet. */
export function ruleFor(properties: Properties): string {
  const lines = Object.entries(properties).map(([name, value]) => `  ${name}: ${value};`);
  return ["live-chat {", ...lines, "}"].join("\n");
}
