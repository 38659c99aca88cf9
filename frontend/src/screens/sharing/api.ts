import { api, ok } from '$lib/api/client';
import type { NewShareLink, SharedView, ShareLinkInput, ShareLinkView } from '$lib/api/funding';

export async function listLinks(): Promise<ShareLinkView[]> {
  return (await ok(api.GET('/api/share-links'))).items;
}

export function createLink(body: ShareLinkInput): Promise<NewShareLink> {
  return ok(api.POST('/api/share-links', { body }));
}

export function revokeLink(id: string): Promise<ShareLinkView> {
  return ok(api.POST('/api/share-links/{id}/revoke', { params: { path: { id } } }));
}

export function openLink(token: string): Promise<SharedView> {
  return ok(api.GET('/api/shared/{token}', { params: { path: { token } } }));
}
