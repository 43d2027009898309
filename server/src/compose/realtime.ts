import type { Server } from "node:http";
import type { AlarmClock } from "../chat/ports/clock.ts";
import { TickThrottle } from "../chat/limits/tick-throttle.ts";
import { eventLoop } from "../system-event-loop.ts";
import { Heartbeats } from "../fan-out/heartbeats.ts";
import { loopClock } from "../fan-out/loop-clock.ts";
import type { EngineSocket } from "../fan-out/writers/connection-writer.ts";
import type { Options } from "../options.ts";
import { basePathOf, serveUnder } from "../transport/base-path.ts";
import { answerInTurn } from "../transport/answer-in-turn.ts";
import type { CallerAddress } from "../transport/caller-address.ts";
import { inflateFrames } from "../transport/compression.ts";
import { limitConnections } from "../transport/limit-connections.ts";
import { limitPings } from "../transport/limit-pings.ts";
import type { Logger } from "../transport/logger.ts";
import { refuseOldClients } from "../transport/refuse-old-clients.ts";
import { refuseOtherUpgrades } from "../transport/refuse-other-upgrades.ts";
import { onWsServer } from "../transport/on-ws-server.ts";
import { paceHandshakes } from "../transport/pace-handshakes.ts";
import { forbidSniffing } from "../transport/forbid-sniffing.ts";
import {
  endQuickly,
  HEARTBEAT,
  joinFirstWrites,
  limitPackets,
} from "../transport/socket-server.ts";
import { type ChatIoServer } from "../transport/chat-io-server.ts";
import { warnOfMissingStickySessions } from "../transport/detect-missing-stickiness.ts";
import { routeToWorker, type WorkerRoute } from "../transport/worker-routing.ts";

/** Maximum number of handshakes in one turn of the event loop. */
const HANDSHAKES_PER_TURN = 16;

export interface RealtimePorts {
  readonly io: ChatIoServer;
  readonly http: Server;
  readonly addressOf: CallerAddress;
  readonly clock: AlarmClock;
  readonly logger: Logger;
  /** Set if this process is one of several workers that share a port. */
  readonly route?: WorkerRoute | undefined;
}

export interface Realtime {
  /** Number of connections that wait for their handshake. */
  readonly waiting: number;
  close(): void;
}

/** Attaches Socket.IO to an HTTP server, with all limits on connections. */
export async function composeRealtime(
  options: Options,
  { io, http, addressOf, clock, logger, route }: RealtimePorts,
): Promise<Realtime> {
  const handshakeThrottle = new TickThrottle({ ...eventLoop, perTurn: HANDSHAKES_PER_TURN });
  io.attach(http);
  onWsServer(io, http, inflateFrames);
  onWsServer(io, http, (ws) => limitPings(ws, clock));
  endQuickly(io, http);
  joinFirstWrites(io, http);
  if (options.directWrites) pingTogether(io);
  paceHandshakes(http, handshakeThrottle);
  if (options.rateLimit !== "off") {
    limitPackets(io, clock);
    limitConnections(io, {
      addressOf,
      clock,
      random: Math.random,
      most: Math.ceil(options.connectionsPerAddress / (options.workers ?? 1)),
    });
  }
  warnOfMissingStickySessions(io, logger, () => clock.nowMs());
  refuseOldClients(io, http, logger, () => clock.nowMs());
  refuseOtherUpgrades(http);
  const ownRoute = route && (await routeToWorker(io, http, route));
  serveUnder(http, basePathOf(options.publicUrl));
  forbidSniffing(http);
  answerInTurn(http);
  return {
    get waiting() {
      return handshakeThrottle.waiting;
    },
    close: () => ownRoute?.close(),
  };
}

/** Takes the pings of connections over from Engine.IO, which sends each by itself. */
function pingTogether(io: ChatIoServer): void {
  const heartbeats = new Heartbeats({ clock: loopClock, ...HEARTBEAT });
  io.engine.on("connection", (engine: EngineSocket) => heartbeats.add(engine));
}
