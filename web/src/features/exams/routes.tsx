import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const examsRoutes: RouteObject[] = [
    {
        element: <Only roles={['EMPLOYEE']} />,
        children: [
            { path: 'learn/exams/:examId', ...page(() => import('./entry-page'), 'exams', 'codes') },
            { path: 'learn/exams/:examId/room', ...page(() => import('./room-page'), 'exams', 'question') },
            { path: 'learn/exams/:examId/results/:submissionId', ...page(() => import('./result-page'), 'exams', 'question') },
        ],
    },
    {
        element: <Only roles={['MANAGER']} />,
        children: [
            { path: 'manage/courses/:courseId/exams', ...page(() => import('./exams-page'), 'exams') },
            { path: 'manage/courses/:courseId/exams/new', ...page(() => import('./editor-page'), 'exams', 'question') },
            { path: 'manage/courses/:courseId/exams/:examId', ...page(() => import('./editor-page'), 'exams', 'question') },
            { path: 'manage/courses/:courseId/exams/:examId/check', ...page(() => import('./check-page'), 'exams') },
        ],
    },
];
