import type { DeviceSignInView, SignInOptions } from "#protocol";
import { takeSiteToken } from "../studio/site-token.ts";
import {
  askOptions,
  confirmDevice,
  refuseDevice,
  Refused,
  viewDevice,
  type Proof,
} from "./chat-server.ts";
import { dropDeviceCode, keepDeviceCode } from "./device-code.ts";
import { freshInvited } from "./invited-person.ts";
import { ownSessionToken } from "./own-session.ts";
import type { ViewContext } from "./view-context.ts";
import type { Supabase } from "./supabase.ts";
import type { Texts } from "./texts/texts.ts";
import { chooseView } from "./views/choose-view.ts";
import { confirmView } from "./views/confirm-view.ts";
import { demoView } from "./views/demo-view.ts";
import { deviceCodeView } from "./views/device-code-view.ts";
import { noticeView } from "./views/notice-view.ts";

export interface DevicePage {
  readonly texts: Texts;
  show(view: HTMLElement): void;
  openSupabase(url?: string, key?: string): Promise<Supabase>;
  /** What the page's address says, after an identity provider's pages. */
  readonly answer: URLSearchParams;
}

/** Asks for the number that a device shows, and says why the last one was wrong. */
export function askDeviceCode(page: DevicePage, note?: string, fault = "", code = ""): void {
  dropDeviceCode();
  const enter = async (typed: string): Promise<void> => {
    keepDeviceCode(typed);
    await confirmOnDevice(page, typed);
  };
  page.show(deviceCodeView({ texts: page.texts }, enter, { note, fault, code }));
}

/** Has whoever is at this device confirm a device sign-in, or refuse it. (SPEC SI12, SI13) */
export async function confirmOnDevice(page: DevicePage, userCode: string): Promise<void> {
  if (!userCode) return askDeviceCode(page);
  try {
    await new Confirmation(page, userCode).begin();
  } catch (error) {
    if (!isOver(error)) throw error;
    askDeviceCode(page, undefined, page.texts.deviceWrong, userCode);
  }
}

class Confirmation {
  readonly #page: DevicePage;
  readonly #userCode: string;
  #options: SignInOptions | undefined;
  #supabase: Promise<Supabase> | undefined;

  constructor(page: DevicePage, userCode: string) {
    this.#page = page;
    this.#userCode = userCode;
  }

  async begin(): Promise<void> {
    const { answer } = this.#page;
    const [options, asked] = await Promise.all([askOptions(), viewDevice(this.#userCode)]);
    this.#options = options;
    const code = answer.get("code");
    if (code) {
      answer.delete("code");
      const supabase = await this.#openSupabase();
      return this.#ask({ token: await supabase.comeBack(code) });
    }
    for (const proof of await proofsHere())
      try {
        return await this.#ask(proof);
      } catch (error) {
        // Signed out meanwhile, or not accepted: the next one.
        if (!(error instanceof Refused) || isOver(error)) throw error;
      }
    this.#show(asked);
  }

  /** Shows what is asked, with the person whom a proof names. */
  async #ask(proof: Proof): Promise<void> {
    this.#show(await viewDevice(this.#userCode, proof), proof);
  }

  #show(asked: DeviceSignInView, proof?: Proof): void {
    const { texts, show } = this.#page;
    const { providers = [] } = this.#options ?? {};
    show(
      confirmView({
        texts,
        asked,
        userCode: this.#userCode,
        confirm: proof && (() => this.#confirm(proof)),
        signIn: providers.length > 0 ? () => this.#signIn(asked) : undefined,
        refuse: () => this.#refuse(),
      }),
    );
  }

  #signIn(asked: DeviceSignInView): void {
    const { texts, show } = this.#page;
    const options = this.#options!;
    const context: ViewContext = {
      visit: { request: "", lang: texts.lang, isPopUp: true },
      options,
      origin: asked.origin,
      returnTo: undefined,
      invited: undefined,
      texts,
      show,
      choose: (fault) => show(chooseView(context, fault)),
      finish: (proof) => this.#orOver(this.#ask(proof)),
      supabase: () => this.#openSupabase(),
    };
    if (options.providers.includes("demo")) show(demoView(context));
    else context.choose();
  }

  #confirm(proof: Proof): Promise<void> {
    const { texts, show } = this.#page;
    return this.#orOver(
      confirmDevice(this.#userCode, proof).then(async () => {
        await this.#leave();
        show(noticeView("done", texts.deviceDoneHeading, texts.deviceDone));
      }),
    );
  }

  #refuse(): Promise<void> {
    const { texts, show } = this.#page;
    return this.#orOver(
      refuseDevice(this.#userCode).then(async () => {
        await this.#leave();
        show(noticeView("done", texts.deviceRefusedHeading, texts.deviceRefused));
      }),
    );
  }

  /** This page keeps no session of a provider. */
  async #leave(): Promise<void> {
    dropDeviceCode();
    await (await this.#supabase)?.signOut();
  }

  /** The device has got another number meanwhile, or somebody has decided elsewhere. */
  async #orOver(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!isOver(error)) throw error;
      askDeviceCode(this.#page, undefined, this.#page.texts.deviceWrong);
    }
  }

  #openSupabase(): Promise<Supabase> {
    const { supabaseUrl, supabaseKey } = this.#options ?? {};
    return (this.#supabase ??= this.#page.openSupabase(supabaseUrl, supabaseKey));
  }
}

/** Who is signed in here already: by a site's token, by a link, or on the server's own pages. */
async function proofsHere(): Promise<Proof[]> {
  const siteToken = takeSiteToken();
  const invited = await freshInvited().catch(() => undefined);
  const session = invited?.token ?? (await ownSessionToken());
  return [...(siteToken ? [{ token: siteToken }] : []), ...(session ? [{ session }] : [])];
}

function isOver(error: unknown): boolean {
  return error instanceof Refused && error.code === "sign-in-expired";
}
