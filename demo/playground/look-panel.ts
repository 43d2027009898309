import { element } from "../element.ts";
import { showCode } from "../show-code.ts";
import type { Texts } from "../texts/texts.ts";
import { contrast, toHex } from "./color.ts";
import { propertiesOf, ruleFor, themeOf, type Look, type Properties } from "./look.ts";
import { PRESETS, type Preset } from "./presets.ts";

/** Below this, WCAG calls text hard to read. */
const READABLE = 4.5;

/** What the chat looks like by itself. */
const PLAIN_SIZES = { radius: 14, fontSize: 14 };
const PLAIN: Properties = {
  "--live-chat-accent": "light-dark(#4b4ddb, #a9b0ff)",
  "--live-chat-background": "light-dark(#ffffff, #15161b)",
  "--live-chat-text": "light-dark(#17191f, #eceef3)",
};

/** Where a visitor gives the chat another look, by ready themes or by hand. */
export class LookPanel {
  readonly #chat: HTMLElement;
  readonly #texts: () => Texts;
  readonly #onTheme: (theme: "light" | "dark" | undefined) => void;
  readonly #form = element("look", HTMLFormElement);
  readonly #presets = element("presets", HTMLElement);
  readonly #told = element("look-told", HTMLElement);
  readonly #code = element("look-code", HTMLElement);
  #chosen = "";
  #properties: Properties = {};

  /** `onTheme` is told which of the widget's themes the look goes with; undefined: the page's. */
  constructor(
    chat: HTMLElement,
    texts: () => Texts,
    onTheme: (theme: "light" | "dark" | undefined) => void,
  ) {
    this.#chat = chat;
    this.#texts = texts;
    this.#onTheme = onTheme;
    this.#presets.append(
      chip("", PLAIN),
      ...PRESETS.map((preset) => chip(preset.name, preset.properties)),
    );
    this.#presets.addEventListener("change", (event) => {
      const { value } = event.target as HTMLInputElement;
      this.#choose(PRESETS.find(({ name }) => name === value));
    });
    this.#form.addEventListener("input", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.name === "density") this.#chat.setAttribute("density", field.value);
      else if (field.name !== "preset") this.#mix();
    });
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#choose(undefined);
  }

  show(): void {
    const texts = this.#texts();
    const plain = this.#presets.querySelector("span");
    if (plain) plain.textContent = texts.lookPlain;
    showCode(this.#code, ruleFor(this.#properties));
    const isPlain = Object.keys(this.#properties).length === 0;
    element("look-result", HTMLElement).hidden = isPlain;
    if (isPlain) this.#fill();
    const { text, background } = this.#look;
    const ratio = contrast(text, background);
    const form = ratio < READABLE ? texts.lookFaint : texts.lookContrast;
    this.#told.classList.toggle("warning", ratio < READABLE);
    this.#told.textContent = form.replace("{n}", ratio.toFixed(1));
  }

  #choose(preset: Preset | undefined): void {
    this.#chosen = preset?.name ?? "";
    for (const radio of this.#presets.querySelectorAll("input"))
      radio.checked = radio.value === this.#chosen;
    this.#apply(preset?.properties ?? {});
    this.#fill();
    this.#onTheme(preset && themeOf(this.#look.background));
    this.show();
  }

  #mix(): void {
    for (const radio of this.#presets.querySelectorAll("input")) radio.checked = false;
    const look = this.#look;
    this.#apply(propertiesOf(look));
    this.#onTheme(themeOf(look.background));
    this.show();
  }

  #apply(properties: Properties): void {
    for (const name of Object.keys(this.#properties)) this.#chat.style.removeProperty(name);
    for (const [name, value] of Object.entries(properties))
      this.#chat.style.setProperty(name, value);
    this.#properties = properties;
  }

  /** Shows in the fields what a theme sets, as far as fields can. */
  #fill(): void {
    const set = (name: string) => this.#properties[`--live-chat-${name}`] ?? "";
    for (const name of ["accent", "background", "text"] as const)
      this.#field(name).value = toHex(set(name)) ?? this.#plain(name);
    for (const [name, property] of [
      ["radius", "radius"],
      ["fontSize", "font-size"],
    ] as const) {
      const size = Number.parseFloat(set(property));
      this.#field(name).value = String(Number.isNaN(size) ? PLAIN_SIZES[name] : size);
    }
  }

  /** The chat's own colour, in the page's present theme, as the first chip wears it. */
  #plain(name: "accent" | "background" | "text"): string {
    const worn = this.#presets.querySelector("span")!;
    const style = getComputedStyle(worn, name === "accent" ? "::before" : null);
    return toHex(name === "text" ? style.color : style.backgroundColor) ?? "#000000";
  }

  get #look(): Look {
    return {
      accent: this.#field("accent").value,
      background: this.#field("background").value,
      text: this.#field("text").value,
      radius: this.#field("radius").valueAsNumber,
      fontSize: this.#field("fontSize").valueAsNumber,
    };
  }

  #field(name: keyof Look): HTMLInputElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement;
  }
}

/** A theme to choose, in its own colours. */
function chip(name: string, properties: Properties): HTMLLabelElement {
  const label = document.createElement("label");
  const radio = document.createElement("input");
  const swatch = document.createElement("span");
  Object.assign(radio, { type: "radio", name: "preset", value: name });
  swatch.textContent = name;
  for (const [property, value] of Object.entries(properties))
    swatch.style.setProperty(property, value);
  label.append(radio, swatch);
  return label;
}
