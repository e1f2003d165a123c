import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { loadTexts } from '@/lib/i18n';

const texts = () => loadTexts('live');

export const liveRoutes: RouteObject[] = [
    {
        element: <Only roles={['EMPLOYEE']} />,
        children: [
            {
                path: 'live',
                lazy: async () => {
                    const [page] = await Promise.all([import('./list-page'), texts()]);
                    return { Component: page.ListPage };
                },
            },
            {
                path: 'live/:channelId',
                lazy: async () => {
                    const [page] = await Promise.all([import('./room-page'), texts()]);
                    return { Component: page.RoomPage };
                },
            },
        ],
    },
    {
        element: <Only roles={['MANAGER']} />,
        children: [
            {
                path: 'manage/live',
                lazy: async () => {
                    const [page] = await Promise.all([import('./manage/lectures-page'), texts()]);
                    return { Component: page.LecturesPage };
                },
            },
            {
                path: 'manage/live/new',
                lazy: async () => {
                    const [page] = await Promise.all([import('./manage/create-page'), texts()]);
                    return { Component: page.CreatePage };
                },
            },
            {
                path: 'manage/live/words',
                lazy: async () => {
                    const [page] = await Promise.all([import('./manage/words-page'), texts()]);
                    return { Component: page.WordsPage };
                },
            },
            {
                path: 'manage/live/:channelId',
                lazy: async () => {
                    const [page] = await Promise.all([import('./manage/control-room-page'), texts()]);
                    return { Component: page.ControlRoomPage };
                },
            },
            {
                path: 'manage/live/:channelId/studio',
                lazy: async () => {
                    const [page] = await Promise.all([import('./studio/studio-page'), texts(), loadTexts('studio')]);
                    return { Component: page.StudioPage };
                },
            },
            {
                path: 'manage/live/:channelId/report',
                lazy: async () => {
                    const [page] = await Promise.all([import('./manage/report-page'), texts()]);
                    return { Component: page.ReportPage };
                },
            },
        ],
    },
];
