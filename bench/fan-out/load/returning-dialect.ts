import type { JoinRoom, Position } from "#protocol";
import { TEXT } from "./client-frame.ts";
import type { Dialect, Heard, Line, Span } from "./dialect.ts";
import { EVENT, readSpan } from "./entries-span.ts";
import { readMarks } from "./mark.ts";
import { ROOM } from "./rooms.ts";

const JOIN_ACK = "430";
const START: Position = { epoch: "", seq: 0, id: "" };

type JoinAnswer =
  | { ok: false; error: { code: string; retryAfterMs?: number } }
  | { ok: true; position: Position; recovered: boolean; entries?: { seq: number }[] };

/** The viewers' positions in the log, and whether any entry was ever missing. */
export class Positions {
  readonly #places = new Map<number, Position>();
  /** Number of people that were named to each viewer since it joined. (SPEC EN7) */
  readonly #people = new Map<number, number>();
  /** How often an entry did not follow the one before it. */
  gaps = 0;
  /** Joins that did not continue at the viewer's position. */
  restarts = 0;
  /** Joins that were told to retry later. */
  refusals = 0;

  of({ index }: Line): Position | undefined {
    return this.#places.get(index);
  }

  /** Handles entries of the live feed. */
  takeSpan(line: Line, { epoch, first, last, lastId, known, named }: Span): void {
    const place = this.of(line) ?? START;
    if (place.seq > 0 && first !== place.seq + 1) this.gaps++;
    if (known > 0 && known !== this.#people.get(line.index)) this.gaps++;
    this.#people.set(line.index, known + named);
    this.#places.set(line.index, { epoch, seq: last, id: lastId });
  }

  takeAnswer(line: Line, { position, recovered, entries = [] }: JoinAnswer & { ok: true }): void {
    const before = this.of(line);
    this.#people.set(line.index, 0);
    if (before && !recovered) this.restarts++;
    if (before && recovered) {
      const whole = entries.every(({ seq }, i) => seq === before.seq + 1 + i);
      if (!whole || before.seq + entries.length !== position.seq) this.gaps++;
    }
    this.#places.set(line.index, position);
  }

  /** The lowest and the highest position of the viewers. */
  get range(): { least: number; most: number } {
    const seqs = [...this.#places.values()].map(({ seq }) => seq);
    return { least: Math.min(...seqs), most: Math.max(...seqs) };
  }
}

/** The dialect of a live-chat server, with viewers who return to their positions. */
export function returningDialect(positions: Positions): Dialect {
  const enter = (line: Line) => {
    const after = positions.of(line);
    const join: JoinRoom = {
      streamId: ROOM,
      wants: ["entries"],
      ...(after && { after }),
      user: { userId: "", nickname: `시청자 ${line.index}` },
    };
    line.say(`420${JSON.stringify(["join-room", join])}`);
  };
  return {
    path: "/socket.io/?EIO=4&transport=websocket",
    opcode: TEXT,
    greet: () => undefined,
    hear: (payload, nowMs) => hear(payload, nowMs),
    answer: (control, line) => {
      if (control === "2") line.say("3");
      else if (control.startsWith("0")) line.say("40");
      else if (control.startsWith("40")) enter(line);
      else if (control.startsWith(JOIN_ACK)) {
        const [answer] = JSON.parse(control.slice(JOIN_ACK.length)) as [JoinAnswer];
        if (answer.ok) {
          positions.takeAnswer(line, answer);
          line.joined();
        } else {
          positions.refusals++;
          setTimeout(() => enter(line), answer.error.retryAfterMs ?? 1_000);
        }
      }
    },
    message: (message) => `42${JSON.stringify(["send-message", { streamId: ROOM, message }])}`,
  };
}

function hear(payload: Buffer, nowMs: number): Heard {
  const packet = payload.toString();
  if (!packet.startsWith(EVENT)) return { kind: "control", text: packet };
  const span = readSpan(packet);
  return { kind: "messages", marks: readMarks(payload, nowMs), ...(span && { span }) };
}
