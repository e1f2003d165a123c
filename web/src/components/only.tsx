import { Navigate, Outlet, useLocation } from 'react-router';
import { isLeaving } from '@/lib/api/client';
import type { Role } from '@/lib/api/types';
import { homeOf, useLacksSecondFactor, useSession } from '@/lib/session';

/**
 * Pages of these roles: others are led to their own home, strangers to the sign-in page and back, and who must have
 * a second factor to where it is set up, and back.
 */
export function Only({ roles }: { roles?: Role[] }) {
    const { data: account } = useSession();
    const lacksSecondFactor = useLacksSecondFactor();
    const { pathname, search } = useLocation();
    if (!account) return <Navigate to={isLeaving() ? '/signin' : `/signin?next=${encodeURIComponent(pathname + search)}`} replace />;
    if (lacksSecondFactor && pathname !== '/account' && pathname !== '/account/second-factor') {
        return <Navigate to={`/account/second-factor?next=${encodeURIComponent(pathname + search)}`} replace />;
    }
    if (roles && !roles.includes(account.role)) return <Navigate to={homeOf(account.role)} replace />;
    return <Outlet />;
}
