import type { User } from "@supabase/supabase-js";
import { useEffect, useState } from "react";

import { canSignIn, supabase } from "./supabase";

/** Who is signed in: null for nobody, undefined as long as it is not known. */
export function usePerson(): User | null | undefined {
  const [person, setPerson] = useState<User | null | undefined>(canSignIn ? undefined : null);
  useEffect(() => {
    const listening = supabase?.auth.onAuthStateChange((_event, session) =>
      setPerson(session?.user ?? null),
    );
    return () => listening?.data.subscription.unsubscribe();
  }, []);
  return person;
}
