/** How long a bench takes its time. */
export interface Length {
  seconds: number;
  rounds: number;
}

/** One question that the bench answers, chosen by its name. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  run(length: Length): Promise<void>;
}
