import type { RouteObject } from 'react-router';

export const welcomeRoutes: RouteObject[] = [];
