import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const coursesRoutes: RouteObject[] = [{
    element: <Only roles={['MANAGER']} />,
    children: [
        { path: 'manage/courses', ...page(() => import('./courses-page'), 'courses') },
        { path: 'manage/courses/:courseId', ...page(() => import('./builder-page'), 'courses', 'videos') },
        { path: 'manage/courses/:courseId/contents/:contentId/video', ...page(() => import('./video-page'), 'courses', 'videos') },
        { path: 'manage/contents/:contentId', ...page(() => import('./preview-page'), 'courses') },
    ],
}];
