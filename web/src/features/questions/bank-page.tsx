import { Button, Group, Menu, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload, IconFileImport, IconListCheck, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { saveFile } from '@/lib/save-file';
import { exportAddress, useBank } from './api';
import { BankFilters } from './bank-filters';
import { BankRows } from './bank-rows';
import { useWish } from './use-wish';

/** All questions of the institution, and what is done with many of them. */
export default function BankPage() {
    const { t } = useTranslation(['questions', 'common']);
    const [wish, change] = useWish();
    const bank = useBank(wish);
    const narrowed = [wish.search, wish.kind, wish.difficulty, wish.tag].some((each) => each !== '');
    const save = useMutation({ mutationFn: (as: 'xlsx' | 'gift') => saveFile(exportAddress(as, wish), `${t('title')}.${as === 'gift' ? 'gift.txt' : 'xlsx'}`) });
    const add = <Button component={Link} to="/manage/questions/new" leftSection={<IconPlus size={18} aria-hidden />}>{t('add')}</Button>;
    const bring = <Button component={Link} to="/manage/questions/import" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}>{t('import.link')}</Button>;
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} actions={(
                <>
                    {bring}
                    <Menu position="bottom-end">
                        <Menu.Target><Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} loading={save.isPending} disabled={!bank.data || bank.data.total === 0}>{t('export.button')}</Button></Menu.Target>
                        <Menu.Dropdown>
                            <Menu.Label>{t(narrowed ? 'export.some' : 'export.all', { count: bank.data?.total ?? 0 })}</Menu.Label>
                            <Menu.Item onClick={() => { save.mutate('xlsx'); }}>{t('export.xlsx')}</Menu.Item>
                            <Menu.Item onClick={() => { save.mutate('gift'); }}>{t('export.gift')}</Menu.Item>
                        </Menu.Dropdown>
                    </Menu>
                    {add}
                </>
            )} />
            <Stack>
                {save.isError && <ErrorPanel error={save.error} />}
                <BankFilters wish={wish} onChange={change} />
                <QueryView query={bank} isEmpty={({ total }) => total === 0}
                    empty={narrowed
                        ? <EmptyState title={t('noneOf')} hint={t('noneOfHint')} action={<Button variant="light" onClick={() => { change({ search: '', kind: '', difficulty: '', tag: '' }); }}>{t('showAll')}</Button>} />
                        : <EmptyState icon={IconListCheck} title={t('none')} hint={t('noneHint')} action={<Group gap="xs" justify="center">{add}{bring}</Group>} />}>
                    {(found) => <BankRows found={found} page={wish.page} onPage={(page) => { change({ page }); window.scrollTo({ top: 0 }); }} />}
                </QueryView>
            </Stack>
        </Page>
    );
}
