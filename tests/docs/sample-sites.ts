import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { codeIn } from "../support/doc-code.ts";
import { findGo, findPython } from "../support/languages.ts";
import { endWithParent } from "../support/end-with-parent.ts";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { findPhp } from "../support/wordpress.ts";

/*
 * Sites around the samples of docs/members.md: each knows its visitor by a header, where a real
 * one has a log-in, and hands the request to the sample.
 */

const GUIDE = "docs/members.md";

/** A visitor, as every sample's own data have them. */
export interface Visitor {
  id: string | number;
  name: string;
  is_staff: boolean;
}

export interface SampleLanguage {
  name: string;
  /** What runs it, and what Debian calls that. */
  find: () => string | undefined;
  debianPackage: string;
  /** Writes the files into a folder; gives the arguments to run them with, and the address. */
  layOut: (dir: string, port: number) => { args: string[]; path: string };
}

export const SAMPLE_LANGUAGES: readonly SampleLanguage[] = [
  {
    name: "PHP",
    find: findPhp,
    debianPackage: "php-cli",
    layOut: (dir, port) => {
      writeFileSync(join(dir, "chat-token.php"), codeIn(GUIDE, "php", "hash_hmac"));
      // The log-in: a session that the sample then opens.
      writeFileSync(
        join(dir, "log-in.php"),
        `<?php
        session_start(["use_cookies" => 0]);
        $visitor = $_SERVER["HTTP_X_VISITOR"] ?? "";
        $_SESSION["user"] = $visitor === "" ? null : json_decode(base64_decode($visitor), true);
        session_write_close();`,
      );
      const settings = { auto_prepend_file: join(dir, "log-in.php"), "session.save_path": dir };
      const named = Object.entries(settings).flatMap(([name, value]) => ["-d", `${name}=${value}`]);
      const server = ["-S", `127.0.0.1:${port}`, "-t", dir];
      return {
        // As a site that is in use has it: an error is a status, and no page.
        args: ["-n", "-d", "display_errors=0", ...named, ...server],
        path: "/chat-token.php",
      };
    },
  },
  {
    name: "Node",
    find: () => process.execPath,
    debianPackage: "nodejs",
    layOut: (dir, port) => {
      writeFileSync(join(dir, "chat-token.mjs"), codeIn(GUIDE, "js", "export function chatToken"));
      writeFileSync(
        join(dir, "site.mjs"),
        `import { createServer } from "node:http";
        import { chatToken } from "./chat-token.mjs";
        createServer((request, response) => {
          const visitor = request.headers["x-visitor"];
          const user = visitor && JSON.parse(Buffer.from(visitor, "base64").toString());
          if (user) user.isStaff = user.is_staff;
          chatToken(request, response, user);
        }).listen(${port}, "127.0.0.1");`,
      );
      return { args: [join(dir, "site.mjs")], path: "/chat-token" };
    },
  },
  {
    name: "Python",
    find: findPython,
    debianPackage: "python3",
    layOut: (dir, port) => {
      writeFileSync(join(dir, "chat_token.py"), codeIn(GUIDE, "python", "def chat_token"));
      writeFileSync(
        join(dir, "site_of_ours.py"),
        `
import base64, json
from wsgiref.simple_server import make_server
from chat_token import chat_token

def application(environ, start_response):
    visitor = environ.get("HTTP_X_VISITOR")
    user = json.loads(base64.b64decode(visitor)) if visitor else None
    return chat_token(environ, start_response, user)

make_server("127.0.0.1", ${port}, application).serve_forever()`,
      );
      return { args: ["-B", join(dir, "site_of_ours.py")], path: "/chat-token" };
    },
  },
  {
    name: "Go",
    find: findGo,
    debianPackage: "golang-go",
    layOut: (dir, port) => {
      writeFileSync(join(dir, "chat_token.go"), codeIn(GUIDE, "go", "func chatToken"));
      writeFileSync(
        join(dir, "site.go"),
        `package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
)

func main() {
	http.ListenAndServe("127.0.0.1:${port}", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visitor, _ := base64.StdEncoding.DecodeString(r.Header.Get("X-Visitor"))
		var found struct {
			ID      any    \`json:"id"\`
			Name    string \`json:"name"\`
			IsStaff bool   \`json:"is_staff"\`
		}
		if json.Unmarshal(visitor, &found) != nil {
			chatToken(w, r, nil)
			return
		}
		chatToken(w, r, &User{ID: fmt.Sprint(found.ID), Name: found.Name, IsStaff: found.IsStaff})
	}))
}`,
      );
      return {
        args: ["run", join(dir, "chat_token.go"), join(dir, "site.go")],
        path: "/chat-token",
      };
    },
  },
];

/** Where a sample answers. */
export interface SampleSite {
  ask(asked?: {
    visitor?: Visitor;
    method?: string;
    headers?: Record<string, string>;
  }): Promise<{ status: number; cacheControl: string | null; text: string }>;
}

/** Starts a sample with a secret, or without one, and waits until it listens; undefined if it ended instead. */
export async function startSample(
  language: SampleLanguage,
  secret: string | undefined,
): Promise<SampleSite | undefined> {
  const program = language.find();
  if (!program)
    throw new Error(
      `${language.name} is not installed. On Debian: apt-get install -y ${language.debianPackage}`,
    );
  const dir = temporaryFolder();
  const port = await freePort();
  const { args, path } = language.layOut(dir, port);
  const { PATH = "" } = process.env;
  const child = spawn(...endWithParent(program, args), {
    cwd: dir,
    // Go keeps what it has compiled in HOME, and starts the program as a child of its own.
    detached: true,
    env: { PATH, HOME: process.env["HOME"] ?? dir, ...(secret && { CHAT_JWT_SECRET: secret }) },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    process.kill(-child.pid!, "SIGKILL");
    await ended;
  });
  while (!(await canConnect(port))) if (child.exitCode !== null) return undefined;
  return {
    ask: async ({ visitor, method = "POST", headers = {} } = {}) => {
      const encoded = visitor && Buffer.from(JSON.stringify(visitor)).toString("base64");
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          // Node's fetch says this by itself of what no page has sent.
          "sec-fetch-mode": "cors",
          ...headers,
          ...(encoded && { "x-visitor": encoded }),
        },
      });
      const { status } = answer;
      return {
        status,
        cacheControl: answer.headers.get("cache-control"),
        text: await answer.text(),
      };
    },
  };
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
