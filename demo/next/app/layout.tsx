import type { Metadata, Viewport } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

import { Account } from "../components/account";
import "./globals.css";

export const metadata: Metadata = {
  title: "Moonlight Studio, live",
  description: "A live stream with its chat: Next.js and live-chat.",
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <header className="bar">
          <Link className="brand" href="/">
            <span className="moon" aria-hidden="true" />
            Moonlight Studio
          </Link>
          <nav aria-label="Pages">
            <Link href="/">Watch</Link>
            <Link href="/own">Own chat</Link>
          </nav>
          <Account />
        </header>
        {children}
      </body>
    </html>
  );
}
