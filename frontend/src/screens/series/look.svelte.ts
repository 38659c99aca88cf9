/**
 * What the server says of what is being typed: asked anew after a pause in typing. The last question
 * alone counts; an answer to another comes too late.
 */
export class Look<Body, Found> {
  found = $state.raw<Found | null>(null);
  failure = $state.raw<unknown>(null);
  looking = $state(false);
  #again = $state(0);
  #asked = 0;
  #ask: (body: Body) => Promise<Found>;

  /** `body` is null while there is too little to look at; to be made while a component is. */
  constructor(body: () => Body | null, ask: (body: Body) => Promise<Found>, waitMs = 400) {
    this.#ask = ask;
    // As text: what is the same is not asked again.
    const typed = $derived.by(() => {
      const asked = body();
      return asked && JSON.stringify(asked);
    });
    $effect(() => {
      void this.#again;
      const question = typed;
      const own = ++this.#asked;
      this.failure = null;
      if (question === null) {
        this.found = null;
        return;
      }
      this.looking = true;
      const timer = setTimeout(() => void this.#look(JSON.parse(question) as Body, own), waitMs);
      return () => clearTimeout(timer);
    });
  }

  retry = () => {
    this.#again += 1;
  };

  async #look(question: Body, own: number) {
    try {
      const answer = await this.#ask(question);
      if (own === this.#asked) this.found = answer;
    } catch (error) {
      if (own !== this.#asked) return;
      this.found = null;
      this.failure = error;
    } finally {
      if (own === this.#asked) this.looking = false;
    }
  }
}
