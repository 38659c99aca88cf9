import { getLocale } from '$lib/paraglide/runtime';
import { Problem } from './problem';
import { accessToken } from './token';

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const token = await accessToken();
  const headers = {
    'Accept-Language': getLocale(),
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  };
  const response = await fetch(path, { ...init, headers }).catch(() => {
    throw Problem.network();
  });
  if (!response.ok) throw Problem.fromBody(response.status, await response.json().catch(() => null));
  return response;
}

/** What is known of a file on its way. */
export type Progress = {
  /** Rows that come, where the server tells. */
  rows: number | null;
  bytes: number;
};

export type Downloaded = Progress & {
  /** As of when the data are, where that is not now (RFC 3339). */
  asOf: string | null;
};

/** Fetches a file with the access token, and hands it to the browser under the server's name for it. */
export async function download(
  path: string,
  fallbackName = 'coopair',
  onprogress?: (progress: Progress) => void,
): Promise<Downloaded> {
  const response = await call(path);
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const name = /filename="([^"]+)"/.exec(disposition)?.[1] ?? fallbackName;
  const told = response.headers.get('Coopair-Rows');
  const rows = told === null ? null : Number(told);
  const file = await received(response, (bytes) => onprogress?.({ rows, bytes }));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return { rows, bytes: file.size, asOf: response.headers.get('Coopair-As-Of') };
}

/** The body of an answer, counted as it comes; one that breaks off is no file. */
async function received(response: Response, count: (bytes: number) => void): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  let bytes = 0;
  count(bytes);
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts.push(part.value);
      count((bytes += part.value.length));
    }
  } catch {
    throw Problem.network();
  }
  return new Blob(parts, { type: response.headers.get('Content-Type') ?? '' });
}

/** Sends one file as multipart `file`; answers the JSON of the server. */
export async function upload<T>(path: string, file: File): Promise<T> {
  const body = new FormData();
  body.append('file', file);
  return (await call(path, { method: 'POST', body })).json();
}
