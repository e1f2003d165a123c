import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const reviewsRoutes: RouteObject[] = [{
    element: <Only roles={['MANAGER']} />,
    children: [{ path: 'manage/courses/:courseId/reviews', ...page(() => import('./reviews-page'), 'reviews') }],
}];
