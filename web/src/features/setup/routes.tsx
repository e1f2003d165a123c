import type { RouteObject } from 'react-router';

export const setupRoutes: RouteObject[] = [];
