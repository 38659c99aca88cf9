/** Reads a sentence aloud with a voice of the device, where there is one. */
export class Voice {
  private voices = $state.raw<readonly SpeechSynthesisVoice[]>([]);
  speaking = $state(false);

  private readonly synth = 'speechSynthesis' in globalThis ? globalThis.speechSynthesis : null;

  /** Voices arrive late in some browsers. Returns what undoes it. */
  start(): () => void {
    const { synth } = this;
    if (!synth) return () => undefined;
    const read = () => (this.voices = synth.getVoices());
    read();
    synth.addEventListener('voiceschanged', read);
    return () => {
      synth.removeEventListener('voiceschanged', read);
      this.stop();
    };
  }

  /** A voice of the device itself before one that asks a server. */
  private voiceFor(language: string): SpeechSynthesisVoice | undefined {
    const speakers = this.voices.filter(({ lang }) => lang.toLowerCase().startsWith(language));
    return speakers.find(({ localService }) => localService) ?? speakers[0];
  }

  canRead(language: string): boolean {
    return this.voiceFor(language) !== undefined;
  }

  read(text: string, language: string) {
    const voice = this.voiceFor(language);
    if (!this.synth || !voice) return;
    this.synth.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    // A little slower than usual: people listen to decide.
    utterance.rate = 0.9;
    utterance.onend = utterance.onerror = () => (this.speaking = false);
    this.speaking = true;
    this.synth.speak(utterance);
  }

  stop() {
    this.synth?.cancel();
    this.speaking = false;
  }
}
