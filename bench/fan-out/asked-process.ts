import type { ChildProcess } from "node:child_process";

/** The questions that a process answers, by name, each with one argument. */
export type Answers = Record<string, (argument: never) => unknown>;

interface Question {
  id: number;
  name: string;
  argument: unknown;
}

type Answer = { id: number; value: unknown } | { id: number; error: string };

/** Answers the questions of the process that started this one, and ends with it. */
export function answerQuestions(answers: Answers): void {
  const tell = (answer: Answer) => process.send?.(answer);
  process.on("message", ({ id, name, argument }: Question) => {
    Promise.resolve()
      .then(() => answers[name]!(argument as never))
      .then(
        (value) => tell({ id, value }),
        (error: unknown) => tell({ id, error: String((error as Error).stack ?? error) }),
      );
  });
  process.once("disconnect", () => process.exit(0));
}

/** The other end: a process that answers questions. */
export class AskedProcess<A extends Answers> {
  readonly child: ChildProcess;
  readonly #pending = new Map<number, (answer: Answer | undefined) => void>();
  #lastId = 0;

  constructor(child: ChildProcess) {
    this.child = child;
    child.on("message", (answer: Answer) => {
      this.#pending.get(answer.id)?.(answer);
      this.#pending.delete(answer.id);
    });
    child.once("exit", () => {
      for (const give of this.#pending.values()) give(undefined);
    });
  }

  ask<N extends keyof A & string>(
    name: N,
    ...[argument]: Parameters<A[N]>
  ): Promise<Awaited<ReturnType<A[N]>>> {
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<A[N]>>>();
    this.#pending.set(id, (answer) => {
      if (!answer) return reject(new Error(`the process ended before it answered ${name}`));
      if ("error" in answer) return reject(new Error(`${name}: ${answer.error}`));
      resolve(answer.value as Awaited<ReturnType<A[N]>>);
    });
    this.child.send({ id, name, argument });
    return promise;
  }

  /** Lets it end by itself. */
  end(): Promise<void> {
    return this.#gone(() => this.child.disconnect());
  }

  /** Kills it, as `kill -9` does. */
  kill(): Promise<void> {
    return this.#gone(() => this.child.kill("SIGKILL"));
  }

  #gone(end: () => void): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    const gone = new Promise<void>((resolve) => this.child.once("exit", () => resolve()));
    end();
    return gone;
  }
}
