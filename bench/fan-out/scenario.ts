/** How long a bench takes its time. */
export interface Length {
  seconds: number;
  rounds: number;
  /** Share of the viewers that a scenario asks for; below 1, to see whether it works at all. */
  share: number;
}

/** One question that the bench answers, chosen by its name. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  run(length: Length): Promise<void>;
}
