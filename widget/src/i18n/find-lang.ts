/** The language at an element's place, across shadow roots; else the browser's. */
export function findLang(element: Element): string {
  for (let place: Element | undefined = element; place; place = hostOf(place)) {
    const lang = place.closest("[lang]")?.getAttribute("lang");
    if (lang) return lang;
  }
  return navigator.language;
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}
