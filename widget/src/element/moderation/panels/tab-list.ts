import { html, nothing, type TemplateResult } from "lit";

/** What a list of tabs shows, and what it does. */
export interface TabTools<Name extends string> {
  readonly names: readonly Name[];
  readonly shown: Name;
  /** The name of the list. */
  readonly label: string;
  readonly labels: Readonly<Record<Name, string>>;
  /** How much waits for review. */
  readonly waiting: number;
  /** The id of a tab, and of the panel that it shows. */
  readonly tabId: (name: Name) => string;
  readonly panelId: (name: Name) => string;
  readonly show: (name: Name) => void;
  /** Shows it, and gives its tab the focus: by a key. */
  readonly goTo: (name: Name) => void;
}

/** Tabs, of which one is shown; the arrow keys, Home and End go to others. */
export function tabList<Name extends string>(tools: TabTools<Name>): TemplateResult {
  const { names, shown, label, labels, waiting, tabId, panelId, show } = tools;
  return html`<div
    class="tabs"
    role="tablist"
    aria-label=${label}
    @keydown=${(event: KeyboardEvent) => onKey(event, tools)}
  >
    ${names.map(
      (name) =>
        html`<button
          class="tab"
          role="tab"
          id=${tabId(name)}
          data-tab=${name}
          aria-selected=${name === shown ? "true" : "false"}
          aria-controls=${name === shown ? panelId(name) : nothing}
          tabindex=${name === shown ? 0 : -1}
          @click=${() => show(name)}
        >
          ${labels[name]}${name === "queue" ? countOf(waiting) : nothing}
        </button>`,
    )}
  </div>`;
}

/** How much waits, where something does. */
export function countOf(waiting: number): TemplateResult | typeof nothing {
  return waiting > 0 ? html` <b class="count">${waiting}</b>` : nothing;
}

function onKey<Name extends string>(
  event: KeyboardEvent,
  { names, shown, goTo }: TabTools<Name>,
): void {
  const at = names.indexOf(shown);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  goTo(names.at(next % names.length)!);
}
