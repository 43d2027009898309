import { OAUTH_PROVIDERS, type OAuthProvider } from "#protocol";
import { findApp } from "../in-app-browser.ts";
import { icon, make } from "../make-element.ts";
import { explain } from "../explain.ts";
import type { ViewContext } from "../view-context.ts";
import { askForm } from "./ask-form.ts";
import type { Texts } from "../texts/texts.ts";
import { codeView } from "./code-view.ts";
import { continueAsInvited } from "./continue-view.ts";
import { deviceLink, frame, returnLink } from "./frame.ts";
import { outsideView } from "./outside-view.ts";
import { passwordView } from "./password-view.ts";

/** All the ways to sign in here; `fault` says why the last one did not work. */
export function chooseView(context: ViewContext, fault = ""): HTMLElement {
  const { options, texts } = context;
  const alert = make("p", { className: "fault", role: "alert", textContent: fault });
  const invited = continueAsInvited(context, alert);
  const offered = OAUTH_PROVIDERS.filter((provider) => options.providers.includes(provider));
  const byMail = options.providers.includes("email");
  const byPassword = options.providers.includes("password");
  return frame(
    context,
    texts.heading,
    alert,
    invited,
    invited ? divider(texts) : undefined,
    ...offered.map((provider) => oauthButton(context, provider, alert)),
    offered.length > 0 && (byMail || byPassword) ? divider(texts) : undefined,
    byMail ? mailForm(context) : undefined,
    byPassword
      ? make(
          "button",
          {
            type: "button",
            className: byMail ? "link" : "button",
            on: { click: () => context.show(passwordView(context)) },
          },
          byMail ? undefined : icon("mail"),
          texts.withPassword,
        )
      : undefined,
    make("p", { className: "promise", textContent: texts.promise }),
    deviceLink(context),
    returnLink(context),
  );
}

function divider(texts: Texts): HTMLElement {
  return make("p", { className: "divider" }, make("span", { textContent: texts.or }));
}

function oauthButton(
  context: ViewContext,
  provider: OAuthProvider,
  alert: HTMLElement,
): HTMLElement {
  const { texts } = context;
  const start = async (): Promise<void> => {
    const app = findApp(navigator.userAgent);
    // Google signs nobody in who is inside another app.
    if (provider === "google" && app) return context.show(outsideView(context, app));
    try {
      const supabase = await context.supabase();
      await supabase.leaveFor(provider, new URL("../sign-in", location.href).href);
    } catch (error) {
      alert.textContent = explain(error, texts);
    }
  };
  return make(
    "button",
    { type: "button", className: `button ${provider}`, on: { click: () => void start() } },
    icon(provider),
    texts.with[provider],
  );
}

function mailForm(context: ViewContext): HTMLElement {
  const { texts } = context;
  const input = { type: "email", autocomplete: "email", placeholder: "name@example.com" } as const;
  return askForm(context, [{ label: texts.email, input }], texts.sendCode, async (email = "") => {
    const supabase = await context.supabase();
    await supabase.sendCode(email);
    context.show(codeView(context, email));
  });
}
