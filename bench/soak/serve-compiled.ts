import { serve } from "../../server/dist/serve.js";

/* The compiled modules, which the probe counts the objects of; the command itself is bundled. */
await serve([], process.env);
