/** A message as every kit gets it. */
export interface FedMessage {
  readonly number: number;
  readonly id: string;
  readonly userId: string;
  readonly nickname: string;
  readonly text: string;
  readonly timestamp: number;
}

/** The interface of a page to the bench, once its list exists. */
export interface ListUnderTest {
  /** Adds messages, some in every frame, as long as there is time; gives the number of the next one. */
  feed(from: number, to: number, perFrame: number, limitMs: number): Promise<number>;
}

const TEXTS = [
  "안녕하세요! 오늘도 왔어요",
  "The light on it is lovely",
  "높이가 얼마나 되나요? 선물용 포장도 되면 좋겠어요",
  "Ordered mine too, thank you for showing it from every side",
  "ㅋㅋㅋㅋ",
];
const PEOPLE = 40;

/** Lets the bench feed a list. */
export function offer(add: (message: FedMessage) => void): void {
  const list: ListUnderTest = {
    feed: async (from, to, perFrame, limitMs) => {
      const endMs = performance.now() + limitMs;
      let number = from;
      while (number < to && performance.now() < endMs) {
        await nextFrame();
        for (let i = 0; i < perFrame && number < to; i++) add(messageOf(number++));
      }
      for (let i = 0; i < 5; i++) await nextFrame();
      return number;
    },
  };
  Object.assign(globalThis, { list });
}

/** The message with this number, the same for every kit. */
export function messageOf(number: number): FedMessage {
  const person = (number * 7) % PEOPLE;
  return {
    number,
    id: `m${number}`,
    userId: `guest:${person}`,
    nickname: `사람 ${person}`,
    text: `${number} ${TEXTS[number % TEXTS.length]}`,
    timestamp: Date.UTC(2026, 0, 1) + number * 1_000,
  };
}

function nextFrame(): Promise<number> {
  return new Promise(requestAnimationFrame);
}
