import { untrack } from 'svelte';
import { api, ok } from '$lib/api/client';
import type { Area, Catalogue, CompetenceItem } from '$lib/api/competences';
import { language } from '$lib/language.svelte';
import { recall, remember } from '$lib/offline/reference';

const KEY = 'competences';

/** The competences in both languages: read once a visit, and kept on the device for forms without network. */
class Competences {
  private known = $state.raw<Catalogue | null>(null);
  private reading: Promise<void> | null = null;

  get items(): readonly CompetenceItem[] {
    return this.known?.items ?? [];
  }

  get areas(): readonly Area[] {
    return this.known?.areas ?? [];
  }

  get ready() {
    return this.known !== null;
  }

  /** Shows what the device keeps at once, then what the server says; a second call changes nothing. */
  load(): Promise<void> {
    // Whoever asks for the list in an effect does not ask again when it has come.
    this.reading ??= untrack(() => this.read()).catch((error: unknown) => {
      this.reading = null;
      throw error;
    });
    return this.reading;
  }

  /** After a change of the list. */
  reload(): Promise<void> {
    this.reading = null;
    return this.load();
  }

  private async read() {
    this.known ??= (await recall<Catalogue>(KEY)) ?? null;
    try {
      this.known = (await ok(api.GET('/api/competences'))) as Catalogue;
    } catch (error) {
      // What the device keeps is good enough.
      if (!this.known) throw error;
      this.reading = null;
      return;
    }
    void remember(KEY, this.known);
  }

  find(id: string): CompetenceItem | undefined {
    return this.items.find((item) => item.id === id);
  }

  /** « Ranger et retrouver mes fichiers » */
  name(id: string): string {
    const item = this.find(id);
    return item ? shortName(item) : '…';
  }

  /** « Novice 2 »; nothing when the list is not there. */
  levelName(level: number): string {
    const words = this.known?.levels.find((own) => own.level === level);
    return words ? (language.current === 'fr' ? words.label_fr : words.label_en) : '';
  }

  /** What somebody at a level does alone, in their own words; nothing above level 5. */
  statement(id: string, level: number): string | null {
    const statement = this.find(id)?.statements.find((own) => own.level === level);
    return statement ? (language.current === 'fr' ? statement.fr : statement.en) : null;
  }
}

export const competences = new Competences();

/** The name in plain words. */
export const shortName = (item: CompetenceItem) =>
  language.current === 'fr' ? item.short_fr : item.short_en;

/** The official name. */
export const fullTitle = (item: { title_fr: string; title_en: string }) =>
  language.current === 'fr' ? item.title_fr : item.title_en;

export const areaTitle = (area: Area) => (language.current === 'fr' ? area.title_fr : area.title_en);
