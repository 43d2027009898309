export * from "./entities.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./limits.ts";
export * from "./parse.ts";
export * from "./result.ts";
export * from "./sign-in.ts";
export * from "./text.ts";
