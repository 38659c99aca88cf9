import type { Route } from '../routes';

export const moreRoutes: readonly Route[] = [];
