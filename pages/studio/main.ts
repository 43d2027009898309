import "../../widget/src/define.ts";
import { readPlace } from "./place.ts";
import { takeSiteToken } from "./site-token.ts";
import { StreamsListElement } from "./streams-list.ts";
import { StudioElement } from "./studio.ts";
import { findTexts } from "./texts/texts.ts";

customElements.define("live-chat-studio", StudioElement);
customElements.define("live-chat-studio-list", StreamsListElement);

const place = readPlace();
const texts = findTexts(place.lang);
document.documentElement.lang = texts.lang;
const { streamId } = place;
document.title = streamId === undefined ? texts.studio : `${streamId} · ${texts.studio}`;

const page =
  streamId === undefined
    ? new StreamsListElement(place, texts)
    : new StudioElement({ ...place, streamId }, texts, takeSiteToken());
document.body.append(page);
