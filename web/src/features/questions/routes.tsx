import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const questionsRoutes: RouteObject[] = [
    {
        element: <Only roles={['MANAGER']} />,
        children: [
            { path: 'manage/questions', ...page(() => import('./bank-page'), 'questions') },
            { path: 'manage/questions/import', ...page(() => import('./import-page'), 'questions') },
            { path: 'manage/questions/new', ...page(() => import('./editor-page'), 'questions', 'question', 'courses') },
            { path: 'manage/questions/:questionId', ...page(() => import('./editor-page'), 'questions', 'question', 'courses') },
        ],
    },
];
