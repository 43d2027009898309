/**
 * Who may import whom (the dependency rule): the first rule whose `files` matches decides.
 * A file may always import what `may` matches, and nothing else; a rule without `may` is free.
 */
interface DependencyRule {
  name: string;
  files: RegExp;
  may?: readonly RegExp[];
}

const PROTOCOL = /^#protocol$/;
const NODE = /^node:/;
/** Anything that comes from npm. */
const PACKAGE = /^(?![#.])(?!(protocol|server|widget|demo|scripts|tests|bench)\/)[@a-z]/;

const CHAT = /^server\/src\/chat\//;
const SERVER_OPTIONS = /^server\/src\/(options|settings)\.ts$/;
const CLIENT = /^widget\/src\/client\//;

const DEPENDENCY_RULES: readonly DependencyRule[] = [
  {
    name: "the protocol imports nothing but itself",
    files: /^protocol\/src\//,
    may: [/^protocol\/src\//],
  },
  {
    name: "the domain imports only the protocol",
    files: CHAT,
    may: [CHAT, PROTOCOL],
  },
  ...["storage", "auth", "fan-out", "transport", "metrics", "webhooks", "patterns", "demo"].map(
    (adapter) => ({
      name: `the adapter ${adapter} knows the domain and no other adapter`,
      files: new RegExp(`^server/src/${adapter}/`),
      may: [new RegExp(`^server/src/${adapter}/`), CHAT, SERVER_OPTIONS, PROTOCOL, NODE, PACKAGE],
    }),
  ),
  {
    name: "compose puts the server together, and create-chat-server starts it",
    files: /^server\/src\/(compose\/|create-chat-server\.ts$)/,
    may: [/^server\/src\//, PROTOCOL, NODE, PACKAGE],
  },
  {
    name: "the workers are composed like the server, each around one",
    files: /^server\/src\/workers\//,
    may: [/^server\/src\//, PROTOCOL, NODE],
  },
  {
    name: "the commands work on databases and settings, without a server",
    files: /^server\/src\/commands\//,
    may: [
      /^server\/src\/(commands|storage|auth)\//,
      /^server\/src\/chat\/ports\//,
      /^server\/src\/(server-url|settings|platform-settings|ko-settings|terminal-lang|options|proxy-ranges|system-clock)\.ts$/,
      PROTOCOL,
      NODE,
      PACKAGE,
    ],
  },
  {
    name: "the server's other files leave the adapters to create-chat-server",
    files: /^server\/src\/[^/]+\.ts$/,
    may: [
      /^server\/src\/[^/]+\.ts$/,
      /^server\/src\/(commands|workers)\//,
      CHAT,
      PROTOCOL,
      NODE,
      PACKAGE,
    ],
  },
  {
    name: "the server's command starts what was compiled",
    files: /^server\/bin\//,
    may: [/^server\/(dist|src)\//, NODE],
  },
  {
    name: "the client knows no Lit and no element",
    files: CLIENT,
    may: [CLIENT, PROTOCOL, /^socket\.io-client$/],
  },
  {
    name: "texts know no element",
    files: /^widget\/src\/i18n\//,
    may: [/^widget\/src\/i18n\//, CLIENT, PROTOCOL],
  },
  {
    name: "themes know no element",
    files: /^widget\/src\/element\/theme\//,
    may: [/^widget\/src\/element\/theme\//, /^lit(\/|$)/],
  },
  {
    name: "React uses the client, and loads the element behind its tag",
    files: /^widget\/src\/react\//,
    may: [
      /^widget\/src\/(react|client)\//,
      /^widget\/src\/element\/(live-chat|live-chat-events|script-server|feed\/renderers|sign-in\/visitor-session)\.ts$/,
      /^widget\/src\/typings\/pascal-case\.ts$/,
      PROTOCOL,
      /^react(-dom)?(\/|$)/,
      /^live-chat-element\/define$/,
    ],
  },
  {
    name: "the widget never meets the server",
    files: /^widget\/src\//,
    may: [/^widget\/src\//, PROTOCOL, PACKAGE],
  },
  {
    name: "the Next.js example is a project of its own, and knows only packages",
    files: /^demo\/next\//,
    may: [/^demo\/next\//, PACKAGE],
  },
  {
    name: "the demo uses the widget as a customer does: by its tag",
    files: /^demo\//,
    may: [/^demo\//, PROTOCOL, /^node:/, /^vite$/],
  },
  {
    name: "the studio is made of the widget's elements",
    files: /^pages\/studio\//,
    may: [/^pages\/studio\//, /^widget\/src\//, PROTOCOL, NODE, /^(lit|vite)$/],
  },
  {
    name: "the server's other pages know the protocol, and neither the widget nor the server",
    files: /^pages\//,
    may: [/^pages\//, PROTOCOL, NODE, PACKAGE],
  },
  { name: "what people copy out of the documents stands alone", files: /^docs\//, may: [] },
  { name: "tests and benches may look at everything", files: /^(tests|bench)\// },
  {
    name: "the table of settings is made from the settings",
    files: /^scripts\/options-table\.ts$/,
    may: [/^server\/src\/settings?\.ts$/, /^scripts\/lib\//, NODE],
  },
  {
    name: "development takes the server's own settings and port",
    files: /^scripts\/dev\.ts$/,
    may: [
      SERVER_OPTIONS,
      /^server\/src\/(read-env-files|transport\/http-server)\.ts$/,
      /^(scripts|tests\/support)\//,
      NODE,
      PACKAGE,
    ],
  },
  {
    name: "scripts build and start, and import of the source only how a server ends with its parent",
    files: /^scripts\//,
    may: [
      /^scripts\//,
      /^(tests\/support|bench)\//,
      /^server\/dist\//,
      /^server\/src\/on-parent-gone\.ts$/,
      NODE,
      PACKAGE,
    ],
  },
  { name: "configuration of tools is free", files: /^[^/]+$/ },
];

/** What `path` imports against the rule, or the word that no rule knows the file. */
export function findForbiddenImports(path: string, imports: readonly string[]): string[] {
  const rule = DEPENDENCY_RULES.find(({ files }) => files.test(path));
  if (!rule) return [`${path}: no dependency rule covers this file`];
  const { may } = rule;
  if (!may) return [];
  return imports
    .filter((imported) => !may.some((pattern) => pattern.test(imported)))
    .map((imported) => `${path} imports ${imported}, but ${rule.name}`);
}
