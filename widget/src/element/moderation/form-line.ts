/** What was written into a field, without what surrounds it. */
export function formLine(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
