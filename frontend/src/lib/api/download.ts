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

/** Fetches a file with the access token, and hands it to the browser under the server's name for it. */
export async function download(path: string, fallbackName = 'coopair') {
  const response = await call(path);
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const name = /filename="([^"]+)"/.exec(disposition)?.[1] ?? fallbackName;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Sends one file as multipart `file`; answers the JSON of the server. */
export async function upload<T>(path: string, file: File): Promise<T> {
  const body = new FormData();
  body.append('file', file);
  return (await call(path, { method: 'POST', body })).json();
}
