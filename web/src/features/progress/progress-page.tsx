import { Badge, Chip, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { Stat } from '@/components/stat';
import { StateBadge } from '@/components/state-badge';
import type { OfferingProgress } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useAccount } from '@/lib/session';
import { useProgress } from './api';
import { Bars } from './bars';
import { average, distribution } from './lib/distribution';
import classes from './progress.module.css';

type Trainee = OfferingProgress['trainees'][number];
const paces = ['BEHIND', 'NOT_STARTED', 'ON_TRACK', 'COMPLETED'] as const;
const colors: Record<Trainee['pace'], string> = { BEHIND: 'orange', NOT_STARTED: 'gray', ON_TRACK: 'blue', COMPLETED: 'green' };

export default function ProgressPage() {
    const { t } = useTranslation(['progress', 'common']);
    const id = Number(useParams()['courseProvideId']);
    const progress = useProgress(id);
    const { role } = useAccount();
    const back = role === 'MANAGER' ? `/manage/requests/${String(id)}` : `/company/requests/${String(id)}`;
    return (
        <Page>
            <PageHeader title={t('title')} about={progress.data && `${progress.data.courseTitle} · ${progress.data.companyName}`} back={{ to: back, label: t('back') }} beside={progress.data && <StateBadge state={progress.data.state} />} />
            <QueryView query={progress} skeleton={<PageSkeleton />} isEmpty={(data) => data.trainees.length === 0} empty={<EmptyState icon={IconUsers} title={t('empty')} hint={t('emptyHint')} />}>
                {(data) => <Shown progress={data} />}
            </QueryView>
        </Page>
    );
}

function Shown({ progress }: { progress: OfferingProgress }) {
    const { t } = useTranslation(['progress', 'common']);
    const format = useFormat();
    const [pace, setPace] = useState('');
    const { trainees } = progress;
    const needed = progress.measuredBy.rules.completedAtPercent;
    const count = (of: Trainee['pace']) => trainees.filter((each) => each.pace === of).length;
    const shown = pace === '' ? trainees : trainees.filter((each) => each.pace === pace);
    return (
        <Stack>
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
                <Stat label={t('average')} value={`${String(average(trainees.map((each) => each.progressPercent)))}%`} hint={t('expected', { percent: progress.expectedPercent })} />
                <Stat label={t('paces.COMPLETED')} value={count('COMPLETED')} hint={t('needed', { percent: needed })} />
                <Stat label={t('paces.BEHIND')} value={count('BEHIND')} hint={t('behindHint')} />
                <Stat label={t('paces.NOT_STARTED')} value={count('NOT_STARTED')} hint={t('ofAll', { count: trainees.length })} />
            </SimpleGrid>
            <Paper p="md" component="section" aria-labelledby="distribution">
                <Title order={2} size="h3" id="distribution" mb="md">{t('distribution')}</Title>
                <Bars label={t('distribution')} bars={distribution(trainees.map((each) => each.progressPercent)).map((value, at) => ({
                    key: String(at), label: `${String(at * 10)}%`, value, strong: (at + 1) * 10 > needed, said: t('inTenth', { from: at * 10, to: at === 9 ? 100 : at * 10 + 9, count: value }),
                }))} />
            </Paper>
            <Group justify="space-between"><Title order={2} size="h3">{t('trainees')}</Title>
                <Chip.Group value={pace} onChange={setPace}>
                    <Group gap={6} role="group" aria-label={t('pace')}>
                        <Chip value="" size="sm" variant="light">{t('common:all')}</Chip>
                        {paces.map((value) => <Chip key={value} value={value} size="sm" variant="light">{t(`paces.${value}`)}</Chip>)}
                    </Group>
                </Chip.Group>
            </Group>
            {shown.length === 0 ? <Text c="dimmed">{t('nobody')}</Text> : (
                <DataTable caption={t('trainees')} rows={shown} rowKey={(each) => each.userId} href={(each) => `/progress/${String(progress.courseProvideId)}/${String(each.userId)}`} columns={[
                    { key: 'name', label: t('common:fields.name'), cell: (each) => each.name },
                    { key: 'progress', label: t('progress'), cell: (each) => <Percent value={each.progressPercent} />, width: 220 },
                    { key: 'pace', label: t('pace'), cell: (each) => <Badge color={colors[each.pace]} className="ah-badge">{t(`paces.${each.pace}`)}</Badge> },
                    { key: 'lessons', label: t('lessons'), cell: (each) => `${String(each.completedCount)} / ${String(progress.contentCount)}`, end: true },
                    { key: 'credited', label: t('credited'), cell: (each) => format.duration(each.creditedSeconds), end: true },
                    { key: 'last', label: t('last'), cell: (each) => (each.lastStudiedAt ? format.ago(each.lastStudiedAt) : '–'), end: true },
                ]} />
            )}
        </Stack>
    );
}

function Percent({ value }: { value: number }) {
    return (
        <span className={classes['percent']}>
            <span className={classes['track']} aria-hidden><span style={{ inlineSize: `${String(value)}%` }} /></span>
            <strong>{`${String(value)}%`}</strong>
        </span>
    );
}
