import type { Plugin } from "vite";

/** A run of white space with a line break: markup and style sheets read it as one space. */
const INDENT = /[ \t\n]*\n[ \t\n]*/g;

/** Takes the indentation out of templates and style sheets, which minifiers leave in. */
export function collapseTemplates(): Plugin {
  return {
    name: "collapse-templates",
    enforce: "pre",
    transform: {
      filter: { id: /\/widget\/src\/.*\.ts$/, code: /\b(?:css|html|svg)`/ },
      handler(code) {
        let collapsed = code;
        const texts = templateTexts(this.parse(code, { lang: "ts" }));
        // From the end on, so that what was found before stays in its place.
        for (const { start, end } of texts.sort((a, b) => b.start - a.start))
          collapsed =
            collapsed.slice(0, start) +
            collapsed.slice(start, end).replace(INDENT, " ") +
            collapsed.slice(end);
        return { code: collapsed, map: null };
      },
    },
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The texts between the expressions of every tagged template in a syntax tree. */
function templateTexts(tree: unknown): Range[] {
  if (typeof tree !== "object" || tree === null) return [];
  const { type, quasi } = tree as { type?: string; quasi?: { quasis: Range[] } };
  const own = type === "TaggedTemplateExpression" ? (quasi?.quasis ?? []) : [];
  return [...own, ...Object.values(tree).flatMap(templateTexts)];
}
