"use client";

interface OneLineFormProps {
  label: string;
  action: string;
  /** Takes the text, or leaves it in the field by a false. */
  onText: (text: string) => boolean;
}

export function OneLineForm({ label, action, onText }: OneLineFormProps) {
  return (
    <form
      className="one-line"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        if (onText(new FormData(form).get("text") as string)) form.reset();
      }}
    >
      <input name="text" aria-label={label} placeholder={label} autoComplete="off" required />
      <button type="submit" className="primary">
        {action}
      </button>
    </form>
  );
}
