import { createRoot, hydrateRoot } from "react-dom/client";

import { App } from "./app.tsx";

const root = document.getElementById("root")!;
// What was built has been rendered; in development, the page comes empty.
if (root.firstElementChild) hydrateRoot(root, <App />);
else createRoot(root).render(<App />);
