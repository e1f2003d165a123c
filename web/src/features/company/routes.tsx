import type { RouteObject } from 'react-router';

export const companyRoutes: RouteObject[] = [];
