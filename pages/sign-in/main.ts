import { askGrant, askOptions, askRequest, askStart, Refused, type Proof } from "./chat-server.ts";
import { explain } from "./explain.ts";
import { askOpener, goAndStart, handOver, hasOpener } from "./hand-over.ts";
import type { SignInRequestView } from "#protocol";
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
  const [options, asked] = await Promise.all([askOptions(), askRequest(visit.request)]);
  const { origin, returnTo } = asked;
  const way = wayBack(returnTo);
  if (!asked.started && !(await start(visit, asked))) {
    // Cut off from its opener, the window goes to the asking page, which starts this.
    if (visit.isPopUp && !hasOpener() && returnTo) return goAndStart(returnTo);
    return show(noticeView("alert", texts.notStartedHeading, texts.notStarted, way));
  }
  let supabase: Promise<Supabase> | undefined;
  const stage: Stage = {
    visit,
    options,
    origin,
    returnTo,
    texts,
    show,
    choose: (fault) => show(chooseView(stage, fault)),
    finish: (proof) => finish(visit, proof, supabase, asked),
    supabase: () => (supabase ??= openSupabase(options.supabaseUrl, options.supabaseKey)),
  };
  const code = answer.get("code");
  if (code) await comeBack(stage, code);
  else if (options.providers.includes("demo")) show(demoView(stage));
  else if (options.providers.length === 0)
    show(noticeView("alert", texts.noWayHeading, texts.noWay, way));
  else stage.choose(answer.has("error") ? texts.cancelled : "");
}

/** Whether the page that asked is in this browser, or is one that the operator named. (SPEC SI8) */
async function start(visit: Visit, { origin }: SignInRequestView): Promise<boolean> {
  const secret = visit.isPopUp && hasOpener() ? await askOpener(visit, origin) : undefined;
  try {
    await askStart(visit.request, secret);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === "forbidden") return false;
    throw error;
  }
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
  asked: SignInRequestView,
): Promise<void> {
  const { code } = await askGrant(visit.request, proof);
  // This page keeps nothing; the server has seen what it had to.
  await (await supabase)?.signOut();
  switch (await handOver(visit, code, asked)) {
    case "taken":
      show(noticeView("done", texts.doneHeading, texts.done));
      return window.close();
    case "leaving":
      return show(noticeView("done", texts.doneHeading, texts.done));
    case "unheard":
      return show(noticeView("alert", texts.unheardHeading, texts.unheard));
    case "nowhere":
      return show(noticeView("alert", texts.failedHeading, texts.expired));
  }
}

async function openSupabase(url = "", key = ""): Promise<Supabase> {
  const { Supabase } = await import("./supabase.ts");
  return new Supabase(url, key);
}

function wayBack(href: string | undefined) {
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
