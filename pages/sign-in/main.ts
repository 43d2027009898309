import { askGrant, askOptions, askOrigin, Refused, type Proof } from "./chat-server.ts";
import { explain } from "./explain.ts";
import { handOver, pageOf } from "./hand-over.ts";
import type { Stage } from "./stage.ts";
import type { Supabase } from "./supabase.ts";
import { findTexts } from "./texts/texts.ts";
import { chooseView } from "./views/choose-view.ts";
import { demoView } from "./views/demo-view.ts";
import { noticeView } from "./views/notice-view.ts";
import { readVisit, type Visit } from "./visit.ts";

const card = document.getElementById("card");
const visit = readVisit();
const answer = new URLSearchParams(location.search);
// A code is good once, and a reload must not use it again.
history.replaceState(null, "", location.pathname);

const texts = findTexts(visit?.lang);
document.documentElement.lang = texts.lang;
document.title = texts.heading;
if (visit) begin(visit).catch(fail);
else show(noticeView("alert", texts.noRequestHeading, texts.noRequest));

async function begin(visit: Visit): Promise<void> {
  const [options, { origin }] = await Promise.all([askOptions(), askOrigin(visit.request)]);
  let supabase: Promise<Supabase> | undefined;
  const stage: Stage = {
    visit,
    options,
    origin,
    texts,
    show,
    choose: (fault) => show(chooseView(stage, fault)),
    finish: (proof) => finish(visit, proof, supabase),
    supabase: () => (supabase ??= openSupabase(options.supabaseUrl, options.supabaseKey)),
  };
  const code = answer.get("code");
  if (code) await comeBack(stage, code);
  else if (options.providers.includes("demo")) show(demoView(stage));
  else if (options.providers.length === 0)
    show(noticeView("alert", texts.noWayHeading, texts.noWay, wayBack(visit, origin)));
  else stage.choose(answer.has("error") ? texts.cancelled : "");
}

/** From a provider's pages, with a code for who somebody is. */
async function comeBack(stage: Stage, code: string): Promise<void> {
  try {
    const supabase = await stage.supabase();
    await stage.finish({ token: await supabase.comeBack(code) });
  } catch (error) {
    stage.choose(explain(error, texts));
  }
}

async function finish(
  visit: Visit,
  proof: Proof,
  supabase: Promise<Supabase> | undefined,
): Promise<void> {
  const grant = await askGrant(visit.request, proof);
  // This page keeps nothing; the server has seen what it had to.
  await (await supabase)?.signOut();
  if (handOver(visit, grant)) show(noticeView("done", texts.doneHeading, texts.done));
  else show(noticeView("alert", texts.failedHeading, texts.expired));
}

async function openSupabase(url = "", key = ""): Promise<Supabase> {
  const { Supabase } = await import("./supabase.ts");
  return new Supabase(url, key);
}

function wayBack({ returnTo }: Visit, origin: string) {
  const href = pageOf(returnTo, origin);
  return href === undefined ? undefined : { label: texts.goBack, href };
}

function fail(error: unknown): void {
  const isOver = error instanceof Refused && error.code === "sign-in-expired";
  const heading = isOver ? texts.expiredHeading : texts.failedHeading;
  show(noticeView("alert", heading, explain(error, texts)));
}

function show(view: HTMLElement): void {
  card?.replaceChildren(view);
  card?.removeAttribute("aria-busy");
  view.querySelector<HTMLElement>("[autofocus]")?.focus();
  if (!view.contains(document.activeElement)) view.querySelector("h1")?.focus();
}
