// Files made in the page. Nothing is sent: the browser saves what it already has.
import { make } from "./dom.ts";

export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  make("a", { href: address, download: name }).click();
  // Freed later: some browsers begin to save only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A button that makes the file when it is pressed. */
export function saveButton(label: string, name: string, onPress: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", "aria-label": `Save ${name} as ${label}` }, label);
  button.addEventListener("click", onPress);
  return button;
}

/** A name that every file system takes. */
export function safeFileName(parts: string[]): string {
  const words = parts.filter((part) => part !== "").map((part) => part.replace(/[^\w.-]+/g, "_"));
  return words.join("-").slice(0, 120);
}
