import { createBrowserRouter, type RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { accountRoutes } from '@/features/account/routes';
import { adminRoutes } from '@/features/admin/routes';
import { certificatesRoutes, verifyRoutes } from '@/features/certificates/routes';
import { analysisRoutes } from '@/features/analysis/routes';
import { boardsRoutes } from '@/features/boards/routes';
import { companyRoutes } from '@/features/company/routes';
import { coursesRoutes } from '@/features/courses/routes';
import { examsRoutes } from '@/features/exams/routes';
import { identityRoutes } from '@/features/identity/routes';
import { liveRoutes } from '@/features/live/routes';
import { manageRoutes } from '@/features/manage/routes';
import { markingRoutes } from '@/features/marking/routes';
import { organisationRoutes } from '@/features/organisation/routes';
import { notificationsRoutes, unsubscribeRoutes } from '@/features/notifications/routes';
import { playerRoutes } from '@/features/player/routes';
import { progressRoutes } from '@/features/progress/routes';
import { questionsRoutes } from '@/features/questions/routes';
import { reviewsRoutes } from '@/features/reviews/routes';
import { setupRoutes } from '@/features/setup/routes';
import { welcomeRoutes } from '@/features/welcome/routes';
import { Crashed, NotFound } from './fallbacks';
import { Home } from './home';
import { Layout } from './layout';
import { Start } from './start';

const routes: RouteObject[] = [
    {
        Component: Start,
        ErrorBoundary: Crashed,
        HydrateFallback: () => null,
        children: [
            ...setupRoutes,
            {
                Component: Layout,
                children: [
                    { index: true, Component: Home },
                    ...identityRoutes,
                    ...unsubscribeRoutes,
                    ...verifyRoutes,
                    {
                        element: <Only />,
                        ErrorBoundary: Crashed,
                        children: [
                            ...accountRoutes,
                            ...adminRoutes,
                            ...analysisRoutes,
                            ...certificatesRoutes,
                            ...boardsRoutes,
                            ...companyRoutes,
                            ...coursesRoutes,
                            ...examsRoutes,
                            ...liveRoutes,
                            ...manageRoutes,
                            ...markingRoutes,
                            ...organisationRoutes,
                            ...questionsRoutes,
                            ...notificationsRoutes,
                            ...playerRoutes,
                            ...progressRoutes,
                            ...reviewsRoutes,
                            ...welcomeRoutes,
                        ],
                    },
                    { path: '*', Component: NotFound },
                ],
            },
        ],
    },
];

export function newRouter() {
    return createBrowserRouter(routes);
}
