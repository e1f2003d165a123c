import { Paper, SimpleGrid, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

function Loading() {
    const { t } = useTranslation();
    return <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>;
}

/** The shape of a list before it is there. */
export function ListSkeleton({ rows = 5, height = 56 }: { rows?: number; height?: number }) {
    return (
        <Stack gap="xs">
            <Loading />
            {Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={height} radius="md" />)}
        </Stack>
    );
}

export function CardsSkeleton({ cards = 3, height = 160 }: { cards?: number; height?: number }) {
    return (
        <>
            <Loading />
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
                {Array.from({ length: cards }, (_, card) => <Skeleton key={card} height={height} radius="md" />)}
            </SimpleGrid>
        </>
    );
}

export function PageSkeleton() {
    return (
        <Stack>
            <Loading />
            <Skeleton height={30} width={240} />
            <Paper p="lg"><Stack><Skeleton height={20} /><Skeleton height={20} width="80%" /><Skeleton height={20} width="60%" /></Stack></Paper>
            <Skeleton height={200} radius="md" />
        </Stack>
    );
}
