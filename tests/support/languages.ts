import { findProgram } from "./find-program.js";

/* What runs the samples of docs/members.md, besides Node and PHP. */

export const findPython = (): string | undefined => findProgram("python3");

export const findGo = (): string | undefined => findProgram("go", "/usr/lib/go/bin/go");
