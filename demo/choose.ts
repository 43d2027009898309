/** Lets a group of radio buttons show `value`, and tells what a visitor chooses instead. */
export function choose<T extends string>(
  group: HTMLFieldSetElement,
  value: T,
  onChoice: (value: T) => void,
): void {
  for (const radio of group.querySelectorAll("input")) {
    radio.checked = radio.value === value;
    radio.addEventListener("change", () => onChoice(radio.value as T));
  }
}
