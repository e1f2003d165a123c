import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const markingRoutes: RouteObject[] = [{
    element: <Only roles={['MANAGER']} />,
    children: [
        { path: 'manage/marking', ...page(() => import('./overview-page'), 'marking') },
        { path: 'manage/marking/copies', ...page(() => import('./copies-page'), 'marking') },
        { path: 'manage/marking/copies/:copyCaseId', ...page(() => import('./copy-page'), 'marking') },
        { path: 'manage/marking/:examId', ...page(() => import('./exam-page'), 'marking') },
        { path: 'manage/marking/:examId/items', ...page(() => import('./items-page'), 'marking', 'question') },
        { path: 'manage/marking/:examId/questions/:questionId', ...page(() => import('./desk-page'), 'marking', 'question') },
    ],
}];
