/** What the button says. */
interface Texts {
  readonly pause: string;
  readonly play: string;
}

/**
 * Lets everything that moves in the stage be paused: the picture, and the dot beside it. (WCAG 2.2.2)
 *
 * The button says what it does, also after another language was chosen.
 */
export function offerPause(
  button: HTMLButtonElement,
  texts: () => Texts,
  pause: (isPaused: boolean) => void,
): void {
  button.addEventListener("click", () => {
    const isPaused = button.dataset["text"] === "pause";
    const does = isPaused ? "play" : "pause";
    button.dataset["text"] = does;
    button.textContent = texts()[does];
    button.closest(".stage")?.classList.toggle("paused", isPaused);
    pause(isPaused);
  });
}
