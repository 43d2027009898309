import { defineConfig } from "vite";

// Angular's own tools compile ahead of time; here, its compiler does it in the browser.
export default defineConfig({});
