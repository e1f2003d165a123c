import { Navigate, Outlet, useLocation } from 'react-router';
import { isLeaving } from '@/lib/api/client';
import type { Role } from '@/lib/api/types';
import { homeOf, useSession } from '@/lib/session';

/** Pages of these roles: others are led to their own home, strangers to the sign-in page and back. */
export function Only({ roles }: { roles?: Role[] }) {
    const { data: account } = useSession();
    const { pathname, search } = useLocation();
    if (!account) return <Navigate to={isLeaving() ? '/signin' : `/signin?next=${encodeURIComponent(pathname + search)}`} replace />;
    if (roles && !roles.includes(account.role)) return <Navigate to={homeOf(account.role)} replace />;
    return <Outlet />;
}
