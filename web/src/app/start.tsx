import { Navigate, Outlet, useLocation } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageSkeleton } from '@/components/skeletons';
import { useInstallation, useSession } from '@/lib/session';

/** Before any page: is this installation set up, and who is here? */
export function Start() {
    const installation = useInstallation();
    const session = useSession();
    const { pathname } = useLocation();

    const failed = [installation, session].find((query) => query.isError && query.data === undefined);
    if (failed) return <Page width="text"><ErrorPanel error={failed.error} onRetry={() => { void installation.refetch(); void session.refetch(); }} /></Page>;
    if (!installation.data || session.data === undefined) return <Page><PageSkeleton /></Page>;
    if (installation.data.setupNeeded && pathname !== '/setup') return <Navigate to="/setup" replace />;
    return <Outlet />;
}
