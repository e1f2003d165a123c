import { Navigate } from 'react-router';
import { homeOf, useSession } from '@/lib/session';

export function Home() {
    const { data: account } = useSession();
    return <Navigate to={account ? homeOf(account.role) : '/signin'} replace />;
}
