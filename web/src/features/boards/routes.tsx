import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const boardsRoutes: RouteObject[] = [
    {
        element: <Only roles={['EMPLOYEE']} />,
        children: [
            { path: 'learn/:courseProvideId/board', ...page(() => import('./trainee-board-page'), 'boards', 'courses') },
            { path: 'learn/board/:boardId', ...page(() => import('./post-page'), 'boards', 'courses') },
        ],
    },
    {
        element: <Only roles={['MANAGER']} />,
        children: [
            { path: 'manage/boards', ...page(() => import('./institution-board-page'), 'boards', 'courses') },
            { path: 'manage/boards/:boardId', ...page(() => import('./post-page'), 'boards', 'courses') },
        ],
    },
];
