import { posix } from "node:path";

import { parseSync } from "vite";

/** What a module imports, exports from elsewhere, or loads later; relative ones as paths from the root. */
export function listImports(path: string, code: string): string[] {
  const { module } = parseSync(path, code);
  const specifiers = [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...module.staticExports.flatMap((statement) =>
      statement.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) =>
      literal(code.slice(start, end)),
    ),
  ];
  return [...new Set(specifiers)].map((specifier) =>
    specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : specifier,
  );
}

/** Whether a module has a default export. */
export function hasDefaultExport(path: string, code: string): boolean {
  return parseSync(path, code).module.staticExports.some((statement) =>
    statement.entries.some((entry) => entry.exportName.kind === "Default"),
  );
}

// A computed `import(url)` names no module of ours.
function literal(source: string): string[] {
  const match = /^(["'`])([^$]*)\1$/.exec(source);
  return match?.[2] === undefined ? [] : [match[2]];
}
