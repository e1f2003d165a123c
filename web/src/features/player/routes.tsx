import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { loadTexts } from '@/lib/i18n';

export const playerRoutes: RouteObject[] = [
    {
        element: <Only roles={['EMPLOYEE']} />,
        children: [
            {
                path: 'learn',
                lazy: async () => {
                    const [page] = await Promise.all([import('./learn-page'), loadTexts('player')]);
                    return { Component: page.LearnPage };
                },
            },
            {
                path: 'learn/:courseProvideId',
                lazy: async () => {
                    const [page] = await Promise.all([import('./course-page'), loadTexts('player')]);
                    return { Component: page.CoursePage };
                },
            },
            {
                path: 'learn/:courseProvideId/contents/:contentId',
                lazy: async () => {
                    const [page] = await Promise.all([import('./content-page'), loadTexts('player', 'codes')]);
                    return { Component: page.ContentPage };
                },
            },
        ],
    },
];
