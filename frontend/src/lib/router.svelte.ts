import { tick } from 'svelte';
import { match, type Match } from '$lib/router/match';
import { routes, type Route } from '../routes';

/** The address, as state: which route it names, its parameters and its query. */
class Router {
  path = $state(location.pathname);
  search = $state(location.search);
  hash = $state(location.hash);

  private found = $derived.by((): Match<Route> | null => match(routes, this.path));
  route = $derived(this.found?.route ?? null);
  params = $derived(this.found?.params ?? {});
  query = $derived(new URLSearchParams(this.search));

  start() {
    addEventListener('popstate', () => this.read());
    document.addEventListener('click', (event) => this.follow(event));
  }

  /** Goes to a path of the application. */
  go(to: string, { replace = false } = {}) {
    history[replace ? 'replaceState' : 'pushState'](null, '', to);
    const moved = location.pathname !== this.path;
    this.read();
    if (moved) scrollTo(0, 0);
  }

  /** Corrects the address without moving: nothing is loaded again. */
  quietly(to: string) {
    history.replaceState(null, '', to);
    this.read();
  }

  /** Changes the query in place (filters): null or '' takes a name away. */
  setQuery(changes: Record<string, string | number | null | undefined>) {
    // A scratch copy, never shown: it needs no reactivity.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const query = new URLSearchParams(this.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === '') query.delete(name);
      else query.set(name, String(value));
    }
    const text = query.toString();
    this.quietly(this.path + (text ? `?${text}` : ''));
  }

  private read() {
    this.path = location.pathname;
    this.search = location.search;
    this.hash = location.hash;
  }

  /** Plain links inside the application move without a reload. */
  private follow(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/')) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}

export const router = new Router();

/** After a move, a reader starts at the title of the new screen. */
export async function focusTitle() {
  await tick();
  const title = document.querySelector<HTMLElement>('main h1');
  if (!title) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
