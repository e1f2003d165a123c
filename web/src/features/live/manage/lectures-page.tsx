import { Button, Group, Select } from '@mantine/core';
import { IconBroadcast, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { livesOf, offerings, upcoming } from '../api';
import { LectureRows } from '../lecture-rows';
import { offeringLabel } from './offering-label';

/** What comes, over all offerings; or everything of one offering, with the reports of what is over. */
export function LecturesPage() {
    const { t } = useTranslation('live');
    const [search, setSearch] = useSearchParams();
    const offering = Number(search.get('offering') ?? 0);
    const all = useQuery(offerings());
    const coming = useQuery({ ...upcoming(), enabled: offering === 0 });
    const ofOne = useQuery({ ...livesOf(offering), enabled: offering > 0 });
    const lectures = offering > 0 ? ofOne : coming;
    const newTo = offering > 0 ? `/manage/live/new?offering=${String(offering)}` : '/manage/live/new';
    const create = <Button component={Link} to={newTo} leftSection={<IconPlus size={16} aria-hidden />}>{t('manage.new')}</Button>;
    return (
        <Page>
            <PageHeader title={t('manage.title')} about={t('manage.about')} actions={<Group gap="xs"><Button component={Link} to="/manage/live/words" variant="default">{t('words.title')}</Button>{create}</Group>} />
            <Group mb="md">
                <Select
                    label={t('manage.filter')} value={String(offering)} w={420} maw="100%" allowDeselect={false} searchable
                    onChange={(value) => { setSearch(value && value !== '0' ? { offering: value } : {}, { replace: true }); }}
                    data={[{ value: '0', label: t('manage.allUpcoming') }, ...(all.data?.items ?? []).map((item) => ({ value: String(item.id), label: offeringLabel(item) }))]}
                />
            </Group>
            <QueryView query={lectures} isEmpty={(data) => data.items.length === 0} empty={<EmptyState icon={IconBroadcast} title={t('manage.empty')} hint={t('manage.emptyHint')} action={create} />}>
                {({ items }) => (
                    <LectureRows lectures={items} withDay to={(lecture) => `/manage/live/${String(lecture.id)}`} actions={(lecture) => lecture.status !== 'CREATED' && lecture.status !== 'CANCELED' && (
                        <Button component={Link} to={`/manage/live/${String(lecture.id)}/report`} variant="default" size="xs">{t('manage.report')}</Button>
                    )} />
                )}
            </QueryView>
        </Page>
    );
}
