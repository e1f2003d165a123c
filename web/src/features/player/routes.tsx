import type { RouteObject } from 'react-router';

export const playerRoutes: RouteObject[] = [];
