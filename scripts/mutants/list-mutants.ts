import { parseAst } from "vite";

/** A small mistake: replaced code at one place of a file. */
export interface Mutant {
  /** What was done to the code. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const OTHER_OPERATOR: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "+": "-",
  "-": "+",
  "*": "/",
  "+=": "-=",
  "-=": "+=",
};

/** Statements with side effects, whose removal still type-checks. */
const DROPPED = new Set([
  "CallExpression",
  "AwaitExpression",
  "AssignmentExpression",
  "UpdateExpression",
]);

/** Every mistake of the kinds below that can be made in a file, in its order. */
export function listMutants(path: string, code: string): Mutant[] {
  const mutants: Mutant[] = [];
  const textOf = (node: Node): string => code.slice(node.start, node.end);
  const add = (kind: string, { start, end }: Pick<Node, "start" | "end">, text: string): void => {
    if (code.slice(start, end) !== text) mutants.push({ kind, start, end, text });
  };
  visit(parseAst(code, { lang: "ts" }, path) as unknown as Node, (node) => {
    const [left, right] = [node["left"], node["right"]] as (Node | undefined)[];
    switch (node.type) {
      case "IfStatement":
      case "ConditionalExpression":
        add("negate a condition", node["test"] as Node, `!(${textOf(node["test"] as Node)})`);
        break;
      case "ExpressionStatement":
        if (DROPPED.has((node["expression"] as Node).type) && !textOf(node).startsWith("super("))
          add("drop a statement", node, ";");
        break;
      case "AwaitExpression":
        add("drop an await", node, `(${textOf(node["argument"] as Node)})`);
        break;
      case "LogicalExpression":
        add("drop what is behind an operator", node, `(${textOf(left!)})`);
        add("drop what is before an operator", node, `(${textOf(right!)})`);
        break;
      case "BinaryExpression":
      case "AssignmentExpression": {
        const other = OTHER_OPERATOR[String(node["operator"])];
        if (!other) break;
        const between = { start: left!.end, end: right!.start };
        const words = code.slice(between.start, between.end);
        add(
          "swap an operator",
          between,
          words.replace(String(node["operator"]), () => other),
        );
        break;
      }
      case "Literal":
        if (typeof node["value"] === "number")
          add("change a number", node, `(${textOf(node)} + 1)`);
        if (typeof node["value"] === "boolean") add("flip a boolean", node, String(!node["value"]));
        break;
      case "ReturnStatement":
        if (node["argument"] && mayBeNothing(node["argument"] as Node))
          add("return nothing", node, "return undefined;");
    }
  });
  return mutants;
}

function mayBeNothing({ type }: Node): boolean {
  return type === "CallExpression" || type === "ConditionalExpression" || type === "Identifier";
}

/** Types and imports have no behaviour. */
function visit(node: Node, see: (node: Node) => void): void {
  if (/^(TS(?!As|NonNull|Satisfies)|Import)/.test(node.type)) return;
  see(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) visit(child, see);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
