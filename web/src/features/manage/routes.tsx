import type { RouteObject } from 'react-router';

export const manageRoutes: RouteObject[] = [];
