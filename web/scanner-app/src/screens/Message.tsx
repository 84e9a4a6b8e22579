import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

/** One thing to say, on a screen of its own. */
export function Message({ title, text, children }: Props) {
  return (
    <main className="page centred">
      <h1>{title}</h1>
      {text !== undefined && <p>{text}</p>}
      {children}
    </main>
  );
}
