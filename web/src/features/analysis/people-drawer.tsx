import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import { QueryView } from '@/components/query-view';
import { paths, usePeople, workbook } from './api';
import { PeopleTable } from './people-table';
import { useSave } from './use-save';

export interface Behind { title: string; query: Record<string, string | number | undefined> }

/** The people behind a bar or a row. */
export function PeopleDrawer({ behind, onClose }: { behind: Behind | undefined; onClose: () => void }) {
    const { t } = useTranslation('analysis');
    return (
        <Drawer.Root opened={Boolean(behind)} onClose={onClose} position="right" size={1000}>
            <Drawer.Overlay backgroundOpacity={0.35} />
            <Drawer.Content>
                <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 16, padding: 16 }}>
                    <Drawer.Title fw={650} fz="lg">{behind?.title}</Drawer.Title>
                    <Drawer.CloseButton aria-label={t('common:close')} />
                </div>
                <Drawer.Body>{behind && <People query={behind.query} />}</Drawer.Body>
            </Drawer.Content>
        </Drawer.Root>
    );
}

function People({ query }: { query: Behind['query'] }) {
    const { t } = useTranslation('analysis');
    const people = usePeople(paths.people, query);
    const { save, saving } = useSave();
    return (
        <QueryView query={people} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState icon={IconUsers} plain title={t('people.empty')} hint={t('people.emptyHint')} />}>
            {({ pages }) => (
                <Stack gap="sm">
                    <Group justify="space-between">
                        <Text size="sm" c="dimmed">{t('people.count', { count: pages[0]?.total ?? 0 })}</Text>
                        <Button size="xs" variant="default" leftSection={<IconFileSpreadsheet size={16} aria-hidden />} loading={saving} onClick={() => { save(workbook(paths.people, query), `${t('people.file')}.xlsx`); }}>{t('save')}</Button>
                    </Group>
                    <PeopleTable rows={pages.flatMap(({ items }) => items)} withCourse />
                    {people.hasNextPage && <Group justify="center"><Button variant="default" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>{t('common:more')}</Button></Group>}
                </Stack>
            )}
        </QueryView>
    );
}
