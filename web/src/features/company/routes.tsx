import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const companyRoutes: RouteObject[] = [{
    element: <Only roles={['SUPERVISOR']} />,
    children: [
        { path: 'company', ...page(() => import('./home-page'), 'company') },
        { path: 'company/catalog', ...page(() => import('./catalog-page'), 'company') },
        { path: 'company/catalog/:courseId', ...page(() => import('./catalog-course-page'), 'company') },
        { path: 'company/requests/:courseProvideId', ...page(() => import('./request-page'), 'company') },
        { path: 'company/employees', ...page(() => import('./employees-page'), 'company', 'employees') },
        { path: 'company/employees/import', ...page(() => import('./import-page'), 'company', 'employees') },
    ],
}];
