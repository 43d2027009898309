"use client";

import { useState, type FormEvent } from "react";

import { supabase } from "../lib/supabase";

/** E-mail and password; your project's other ways in go here as well. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const [problem, setProblem] = useState("");

  async function signIn(form: HTMLFormElement) {
    const fields = new FormData(form);
    const { error } = await supabase!.auth.signInWithPassword({
      email: fields.get("email") as string,
      password: fields.get("password") as string,
    });
    setProblem(error?.message ?? "");
    if (error) return;
    form.reset();
    onDone();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void signIn(event.currentTarget);
  }

  return (
    <form className="sign-in" onSubmit={onSubmit}>
      <h2 id="sign-in-title">Sign in</h2>
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <p role="alert">{problem}</p>
      <div className="actions">
        <button type="button" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" className="primary">
          Sign in
        </button>
      </div>
    </form>
  );
}
