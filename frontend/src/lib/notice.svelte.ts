/** One sentence that outlives a move: « Fiche enregistrée. » is said on the screen where one arrives. */
let pending = $state<string | null>(null);

export function leaveNotice(text: string) {
  pending = text;
}

/** Takes the sentence, so that it is said once. */
export function takeNotice(): string | null {
  const text = pending;
  pending = null;
  return text;
}
