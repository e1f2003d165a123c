import { Button, Group, Stack } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { List } from '@/lib/api/types';
import { QueryView } from './query-view';

interface Props<T> {
    query: UseInfiniteQueryResult<InfiniteData<List<T>>>;
    empty: ReactNode;
    children: (rows: T[]) => ReactNode;
}

/** Pages of a list, one below the other. */
export function PagedList<T>({ query, empty, children }: Props<T>) {
    const { t } = useTranslation();
    return (
        <Stack>
            <QueryView query={query} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={empty}>
                {({ pages }) => children(pages.flatMap(({ items }) => items))}
            </QueryView>
            {query.hasNextPage && (
                <Group justify="center"><Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('more')}</Button></Group>
            )}
        </Stack>
    );
}
