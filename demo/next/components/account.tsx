"use client";

import { useEffect, useRef } from "react";

import { canSignIn, supabase } from "../lib/supabase";
import { usePerson } from "../lib/use-person";
import { SignInForm } from "./sign-in-form";

/** Who is signed in, and the way in and out. */
export function Account() {
  const person = usePerson();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    // The chat's own "Sign in" button leads here, too: its events cross shadow roots.
    const onSignIn = (event: Event) => {
      event.preventDefault();
      dialog.current?.showModal();
    };
    if (canSignIn) document.addEventListener("live-chat-sign-in", onSignIn);
    return () => document.removeEventListener("live-chat-sign-in", onSignIn);
  }, []);

  if (!canSignIn) return <span className="who">Guests are welcome</span>;
  return (
    <div className="account">
      {person && (
        <>
          <span className="who">{String(person.user_metadata["nickname"] ?? person.email)}</span>
          <button type="button" onClick={() => void supabase?.auth.signOut()}>
            Sign out
          </button>
        </>
      )}
      {person === null && (
        <button type="button" onClick={() => dialog.current?.showModal()}>
          Sign in
        </button>
      )}
      <dialog ref={dialog} aria-labelledby="sign-in-title">
        <SignInForm onDone={() => dialog.current?.close()} />
      </dialog>
    </div>
  );
}
