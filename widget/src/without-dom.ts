import { VERSION } from "./version.ts";

/**
 * Replaces the element where there is no DOM: on servers, at the edge, in workers.
 *
 * Lit's own fallback differs between runtimes; this loads none of it.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- it stands for one with more.
export class LiveChat {
  static readonly version: string = VERSION;
}

export * from "./client/index.ts";
