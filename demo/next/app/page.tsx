import { ShowChat } from "../components/show-chat";
import { Stage } from "../components/stage";
import { STREAM_ID } from "../lib/stream";

export default function WatchPage() {
  return (
    <main className="watch">
      <Stage />
      <ShowChat streamId={STREAM_ID} />
      <section className="about">
        <h1>Moon jars, fresh from the kiln</h1>
        <p>Moonlight Studio · Icheon</p>
      </section>
    </main>
  );
}
