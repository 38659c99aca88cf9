export interface Match<R> {
  route: R;
  params: Record<string, string>;
}

/** The first route whose pattern (`/seances/:id`) is the path. */
export function match<R extends { path: string }>(routes: readonly R[], path: string): Match<R> | null {
  const parts = split(path);
  for (const route of routes) {
    const params = matchParts(split(route.path), parts);
    if (params) return { route, params };
  }
  return null;
}

function split(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function matchParts(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index]!;
    if (expected.startsWith(':')) params[expected.slice(1)] = safeDecode(part);
    else if (expected !== part) return null;
  }
  return params;
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
