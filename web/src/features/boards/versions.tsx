import { Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/components/query-view';
import { RichText } from '@/components/rich-text';
import type { EarlierVersion } from '@/lib/api/types';
import { useFormat } from '@/lib/format';

/** What it said before, the latest first. */
export function Versions({ query }: { query: UseQueryResult<{ items: EarlierVersion[] }> }) {
    const { t } = useTranslation('boards');
    const format = useFormat();
    return (
        <Stack mt="lg" gap="md">
            <QueryView query={query}>
                {({ items }) => items.map((each) => (
                    <div key={each.until}>
                        <Text size="sm" c="dimmed">{t('until', { at: format.dateTime(each.until) })}</Text>
                        {each.title && <Title order={2} size="h4">{each.title}</Title>}
                        <RichText document={each.content} />
                    </div>
                ))}
            </QueryView>
        </Stack>
    );
}
