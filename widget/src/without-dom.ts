import { VERSION } from "./version.ts";

/**
 * What stands for the element where there are none: on servers, at the edge, in workers.
 *
 * Lit's own way there differs from one runtime to the next; this loads none of it.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- it stands for one with more.
export class LiveChat {
  static readonly version: string = VERSION;
}

export * from "./client/index.ts";
