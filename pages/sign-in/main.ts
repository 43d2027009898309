import {
  acceptInvitation,
  askGrant,
  askOptions,
  askRequest,
  askStart,
  Refused,
  viewInvitation,
  type Proof,
} from "./chat-server.ts";
import { takeSiteToken } from "../studio/site-token.ts";
import { askDeviceCode, confirmOnDevice, type DevicePage } from "./confirm-device.ts";
import { takeDeviceCode } from "./device-code.ts";
import { explain } from "./explain.ts";
import { askOpener, goAndStart, handOver, hasOpener } from "./hand-over.ts";
import { invitationUrl, type SignInRequestView } from "#protocol";
import { dropInvitation, takeInvitation } from "./tab-invitation.ts";
import { freshInvited, keepInvited, signOutInvited, type InvitedPerson } from "./invited-person.ts";
import { ownServer } from "./own-server.ts";
import type { ViewContext } from "./view-context.ts";
import type { Supabase } from "./supabase.ts";
import { findTexts } from "./texts/texts.ts";
import { chooseView } from "./views/choose-view.ts";
import { continueView } from "./views/continue-view.ts";
import { demoView } from "./views/demo-view.ts";
import { invitationView } from "./views/invitation-view.ts";
import { noticeView } from "./views/notice-view.ts";
import { placesView } from "./views/places-view.ts";
import { dropVisit, readVisit, type Visit } from "./visit.ts";

const card = document.getElementById("card");
const visit = readVisit();
const answer = new URLSearchParams(location.search);
const invitation = takeInvitation();
const deviceCode = takeDeviceCode();
// A link that is pasted over this page's address loads nothing by itself.
window.addEventListener("hashchange", () => location.reload());
// A site with tokens of its own has opened this page; kept for this tab. (SPEC SI12)
takeSiteToken();
// A code is good once, and a reload must not use it again.
history.replaceState(null, "", location.pathname);

const texts = findTexts(visit?.lang);
document.documentElement.lang = texts.lang;
document.title = texts.heading;
const devicePage: DevicePage = { texts, show, openSupabase, answer };
if (invitation) beInvited(invitation).catch(fail);
else if (deviceCode !== undefined) confirmOnDevice(devicePage, deviceCode).catch(fail);
else if (visit) begin(visit).catch(fail);
else showPlaces().catch(fail);

/** Opened by an invitation's link, which only a press of the button uses up. (SPEC OL2, OL3) */
async function beInvited(invitation: string): Promise<void> {
  const view = await viewInvitation(invitation);
  const accept = async (nickname: string): Promise<void> => {
    const accepted = await acceptInvitation(invitation, nickname);
    dropInvitation();
    await keepInvited(accepted);
    await showPlaces();
  };
  const link = invitationUrl(ownServer(), invitation);
  show(invitationView({ texts, view, link, accept }));
}

/** Opened without a chat that asks: a person who came by a link continues from here. */
async function showPlaces(): Promise<void> {
  const [{ sites }, person] = await Promise.all([askOptions(), freshInvited()]);
  if (!person) return askDeviceCode(devicePage, texts.noRequest);
  const signOut = (): void =>
    void signOutInvited()
      .catch(() => undefined)
      .then(() => show(noticeView("done", texts.signedOutHeading, texts.done)));
  show(
    placesView({ texts, person, sites, signOut, signInDevice: () => askDeviceCode(devicePage) }),
  );
}

async function begin(visit: Visit): Promise<void> {
  const [options, asked, invited] = await Promise.all([
    askOptions(),
    askRequest(visit.request),
    freshInvited().catch((): InvitedPerson | undefined => undefined),
  ]);
  const { origin, returnTo } = asked;
  const way = wayBack(returnTo);
  if (!asked.started && !(await start(visit, asked))) {
    // Cut off from its opener, the window goes to the asking page, which starts this.
    if (visit.isPopUp && !hasOpener() && returnTo) return goAndStart(returnTo);
    return show(noticeView("alert", texts.notStartedHeading, texts.notStarted, way));
  }
  let supabase: Promise<Supabase> | undefined;
  const context: ViewContext = {
    visit,
    options,
    origin,
    returnTo,
    invited,
    texts,
    show,
    choose: (fault) => show(chooseView(context, fault)),
    finish: (proof) => finish(visit, proof, supabase, asked),
    supabase: () => (supabase ??= openSupabase(options.supabaseUrl, options.supabaseKey)),
  };
  const code = answer.get("code");
  if (code) await comeBack(context, code);
  else if (options.providers.includes("demo")) show(demoView(context));
  else if (options.providers.length === 0 && invited) show(continueView(context));
  else if (options.providers.length === 0)
    show(noticeView("alert", texts.noWayHeading, texts.noWay, way));
  else context.choose(answer.has("error") ? texts.cancelled : "");
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
async function comeBack(context: ViewContext, code: string): Promise<void> {
  try {
    const supabase = await context.supabase();
    await context.finish({ token: await supabase.comeBack(code) });
  } catch (error) {
    context.choose(explain(error, texts));
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
  dropVisit();
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
  const code = error instanceof Refused ? error.code : undefined;
  if (code === "invitation-invalid") dropInvitation();
  const heading =
    code === "sign-in-expired"
      ? texts.expiredHeading
      : code === "invitation-invalid"
        ? texts.inviteInvalidHeading
        : texts.failedHeading;
  show(noticeView("alert", heading, explain(error, texts)));
}

function show(view: HTMLElement): void {
  card?.replaceChildren(view);
  card?.removeAttribute("aria-busy");
  view.querySelector<HTMLElement>("[autofocus]")?.focus();
  if (!view.contains(document.activeElement)) view.querySelector("h1")?.focus();
}
