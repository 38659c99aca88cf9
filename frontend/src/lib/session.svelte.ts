import { api, ok } from '$lib/api/client';
import { isProblem, Problem } from '$lib/api/problem';
import { keepToken, onRenew } from '$lib/api/token';
import type { AccountView, Role, SignedIn, WorkspaceView } from '$lib/api/types';
import { language } from '$lib/language.svelte';
import { switchLanguage } from '$lib/lists/switch-language';
import { forget, recall, remember } from '$lib/offline/reference';

interface Known {
  account: AccountView;
  workspace: WorkspaceView | null;
}

/** Who uses the application, and what their forms need. `offline`: known from the last visit, not confirmed. */
class Session {
  status = $state<'starting' | 'signed-out' | 'signed-in' | 'offline'>('starting');
  account = $state.raw<AccountView | null>(null);
  workspace = $state.raw<WorkspaceView | null>(null);

  get present() {
    return this.status === 'signed-in' || this.status === 'offline';
  }

  get roles(): Role[] {
    return this.account?.roles ?? [];
  }

  has(...roles: Role[]) {
    return roles.some((role) => this.roles.includes(role));
  }

  /** One round trip: the cookie gives an access token, the account and the workspace. */
  async start() {
    onRenew(() => this.renew());
    if (await recall('sign-out')) return this.signOut();
    try {
      await this.refresh();
    } catch (error) {
      if (!isProblem(error) || error.kind === 'refused') return this.close();
      const known = await recall<Known>('session');
      if (!known) return this.close();
      this.account = known.account;
      this.workspace = known.workspace;
      this.status = 'offline';
    }
  }

  /** Called by the client when the token has expired; null when the person has to sign in again. */
  async renew(): Promise<string | null> {
    try {
      return (await this.refresh()).access_token;
    } catch (error) {
      if (isProblem(error) && error.kind === 'refused') {
        await this.close();
        return null;
      }
      throw error;
    }
  }

  private async refresh(): Promise<SignedIn> {
    // The refresh token rotates: two tabs that used the same one would be taken for a theft.
    return navigator.locks.request('coopair-refresh', async () => {
      const response = await fetch('/api/sign-in/refresh', {
        method: 'POST',
        headers: { 'Accept-Language': language.current },
      }).catch(() => {
        throw Problem.network();
      });
      if (!response.ok) {
        throw Problem.fromBody(response.status, await response.json().catch(() => null));
      }
      const signedIn = (await response.json()) as SignedIn;
      await this.open(signedIn);
      return signedIn;
    });
  }

  /** Takes what a sign-in answered. */
  async open(signedIn: SignedIn) {
    keepToken(signedIn);
    await forget('sign-out');
    await switchLanguage(signedIn.account.language);
    this.account = signedIn.account;
    this.workspace = signedIn.workspace;
    this.status = 'signed-in';
    // Only a later start without network needs it: nothing waits for the device.
    void this.keep();
  }

  async setAccount(account: AccountView) {
    this.account = account;
    await this.keep();
  }

  /** Reads the workspace again after something that changes it (a place attached, a session logged). */
  async reloadWorkspace() {
    this.workspace = await ok(api.GET('/api/workspace'));
    await this.keep();
  }

  /** Without network the server cannot be told: it is at the next start, before anything else. */
  async signOut() {
    await remember('sign-out', true);
    try {
      await api.POST('/api/sign-out');
      await forget('sign-out');
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.kind !== 'network') await forget('sign-out');
    }
    await this.close();
  }

  private async keep() {
    if (this.account) {
      await remember('session', { account: this.account, workspace: this.workspace });
    }
  }

  private async close() {
    keepToken(null);
    this.account = null;
    this.workspace = null;
    this.status = 'signed-out';
    await forget('session');
  }
}

export const session = new Session();
