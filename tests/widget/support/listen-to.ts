/** Writes down what comes into a live region: that is what screen readers read out. */
export function listenTo(region: HTMLElement): string[] {
  const heard: string[] = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const { textContent } of addedNodes) if (textContent?.trim()) heard.push(textContent);
  }).observe(region, { childList: true, subtree: true });
  return heard;
}
