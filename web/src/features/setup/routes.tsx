import type { RouteObject } from 'react-router';
import { page } from '@/lib/page';

export const setupRoutes: RouteObject[] = [{ path: 'setup', ...page(() => import('./setup-page'), 'setup') }];
