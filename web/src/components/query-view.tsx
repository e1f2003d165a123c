import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from './error-panel';
import { ListSkeleton } from './skeletons';

interface Props<T> {
    query: UseQueryResult<T>;
    skeleton?: ReactNode;
    isEmpty?: (data: T) => boolean;
    empty?: ReactNode;
    children: (data: T) => ReactNode;
}

/** The four states of anything that is read from the server. */
export function QueryView<T>({ query, skeleton, isEmpty, empty, children }: Props<T>) {
    if (query.data !== undefined) {
        return isEmpty?.(query.data) ? empty : children(query.data);
    }
    if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
    return skeleton ?? <ListSkeleton />;
}
