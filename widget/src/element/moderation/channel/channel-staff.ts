import type { AppointedPerson } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { CHANNEL_TEXTS } from "../../../i18n/channel-texts.ts";
import { enChannel } from "../../../i18n/en/en-channel.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { LazyModule } from "../../lazy-module.ts";
import { isOwnerOf } from "../action-scope.ts";
import { askStaff } from "../ask-staff.ts";
import { FetchingElement } from "../panels/fetching-element.ts";

/**
 * Lists the moderators of a channel; owners withdraw them, and invite others by a link. (SPEC CH2)
 *
 * Fires `open-card` with a person's id.
 */
class ChannelStaffElement extends FetchingElement {
  readonly #invitations = new LazyModule(this, () => import("../invitations/invitations.ts"));
  #staff: readonly AppointedPerson[] | undefined;
  #hasFailed = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.#mayInvite) this.#invitations.want();
  }

  protected override render(): TemplateResult {
    const { me, staffTexts } = this;
    const texts = CHANNEL_TEXTS.find(this.language) ?? enChannel;
    return html`<ul class="panel-list">
        ${
          me?.channel
            ? html`<li class="record">
                <span class="record-text"
                  ><b><bdi>${me.nickname ?? me.userId}</bdi></b>
                  <span class="record-foot"
                    >${staffTexts.roles[me.channel.role]} · ${texts.you}</span
                  ></span
                >
              </li>`
            : nothing
        }
        ${(this.#staff ?? []).filter(({ userId }) => userId !== me?.userId).map((one) => this.#renderOne(one))}
      </ul>
      ${
        this.#hasFailed
          ? html`<p class="panel-note" role="alert">
              ${staffTexts.notLoaded}
              <button class="text-button" @click=${() => void this.read()}>
                ${staffTexts.retry}
              </button>
            </p>`
          : nothing
      }
      <p class="record-foot">${isOwnerOf(me, "channel") ? texts.staffHow : texts.readOnly}</p>
      ${
        this.#mayInvite && this.#invitations.part
          ? html`<live-chat-invitations
              .chat=${this.chat}
              .channelId=${me?.channel?.id}
              .hint=${texts.inviteHint}
              .language=${this.language}
              .locale=${this.locale}
              .revision=${this.revision}
            ></live-chat-invitations>`
          : nothing
      }`;
  }

  protected override async read(): Promise<void> {
    const answer = await this.order.of(askStaff(this.chat, "load-staff", { scope: "channel" }));
    if (!answer) return;
    this.#hasFailed = !answer.ok;
    if (answer.ok) this.#staff = answer.staff;
    this.requestUpdate();
  }

  #renderOne({ userId, nickname = userId, role }: AppointedPerson): TemplateResult {
    const { roles, dismissStaff } = this.staffTexts;
    return html`<li class="record">
      <span class="record-text"
        ><button class="record-link" @click=${() => this.openCard(userId)}>
          <bdi>${nickname}</bdi>
        </button>
        <span class="record-foot">${roles[role]}</span></span
      >
      ${
        isOwnerOf(this.me, "channel")
          ? html`<button
              class="text-button"
              data-do="withdraw"
              aria-label="${dismissStaff}: ${nickname}"
              @click=${() => void this.act({ kind: "appoint", userId, role: "member" }, "channel")}
            >
              ${dismissStaff}
            </button>`
          : nothing
      }
    </li>`;
  }

  /** (SPEC OL7) */
  get #mayInvite(): boolean {
    return isOwnerOf(this.me, "channel") && this.chat?.httpAccess !== undefined;
  }
}

defineOnce("live-chat-channel-staff", ChannelStaffElement);
