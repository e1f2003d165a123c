import { Button, Group, SimpleGrid, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconChartBar, IconPrinter, IconUsers, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import type { AttendanceDataset, PopularityDataset } from '@/lib/api/types';
import classes from './analysis.module.css';
import { paths, useAttendance, useMonthly, usePopularity, useQuarterly, workbook } from './api';
import { Chart } from './chart';
import { Grids, type Chosen } from './grids';
import { attendanceOption, monthlyOption, popularityOption, quarterlyOption } from './lib/options';
import { faultOf, periodOf, type Period } from './lib/period';
import { PeopleDrawer, type Behind } from './people-drawer';
import { PeriodPicker } from './period-picker';

export default function AnalysisPage() {
    const { t } = useTranslation(['analysis', 'common']);
    const [query, setQuery] = useSearchParams();
    const put = (what: Record<string, string>) => {
        setQuery((now) => {
            const next = new URLSearchParams(now);
            for (const [name, value] of Object.entries(what)) if (value) next.set(name, value); else next.delete(name);
            return next;
        }, { replace: true });
    };
    const usual = periodOf('year');
    const asked = { from: query.get('from') ?? usual.from, to: query.get('to') ?? usual.to };
    const period = useMemo(() => (faultOf(asked) ? usual : asked), [asked.from, asked.to]); // eslint-disable-line react-hooks/exhaustive-deps
    const number = (name: string) => { const said = Number(query.get(name)); return Number.isSafeInteger(said) && said > 0 ? said : undefined; };
    const chosen: Chosen = { courseId: number('course'), companyId: number('company') };
    const [names, setNames] = useState<Record<string, string>>({});
    const choose = (kind: 'course' | 'company', id: number, name: string) => {
        setNames((known) => ({ ...known, [`${kind}${String(id)}`]: name }));
        put({ [kind]: number(kind) === id ? '' : String(id) });
    };
    const [behind, setBehind] = useState<Behind>();
    const look = (title: string, more: Behind['query'] = {}) => { setBehind({ title, query: { ...period, ...chosen, ...more } }); };
    const labels = { course: names[`course${String(chosen.courseId)}`] ?? t('filter.course'), company: names[`company${String(chosen.companyId)}`] ?? t('filter.company') };
    return (
        <Page width="wide">
            <PageHeader title={t('title')} about={t('about')} actions={<Button variant="default" className={classes['noPrint'] ?? ''} leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => { window.print(); }}>{t('print')}</Button>} />
            <Stack>
                <PeriodPicker value={period} onChange={({ from, to }) => { put({ from, to }); }} />
                {(chosen.courseId ?? chosen.companyId) && (
                    <Group gap="xs" className={classes['filters'] ?? ''} role="group" aria-label={t('filter.title')}>
                        <Text size="sm" fw={600}>{t('filter.title')}</Text>
                        {(['course', 'company'] as const).filter((kind) => chosen[`${kind}Id`]).map((kind) => (
                            <Button key={kind} size="xs" variant="light" rightSection={<IconX size={14} aria-hidden />} aria-label={t('filter.remove', { of: labels[kind] })} onClick={() => { put({ [kind]: '' }); }}>{labels[kind]}</Button>
                        ))}
                        <Button size="xs" variant="default" leftSection={<IconUsers size={14} aria-hidden />} onClick={() => { look(t('people.title')); }}>{t('people.look')}</Button>
                    </Group>
                )}
                <Charts period={period} chosen={chosen} choose={choose} look={look} />
                <Grids period={period} chosen={chosen} choose={choose} look={look} />
            </Stack>
            <PeopleDrawer behind={behind} onClose={() => { setBehind(undefined); }} />
        </Page>
    );
}

export interface Linked {
    period: Period;
    chosen: Chosen;
    choose: (kind: 'course' | 'company', id: number, name: string) => void;
    look: (title: string, more?: Behind['query']) => void;
}

function Charts(props: Linked) {
    const monthly = useMonthly(props.period);
    return (
        <QueryView query={monthly} skeleton={<PageSkeleton />}>
            {() => (
                <SimpleGrid cols={{ base: 1, lg: 2 }}>
                    <Popularity {...props} /><Monthly {...props} /><Quarterly {...props} /><Attendance {...props} />
                </SimpleGrid>
            )}
        </QueryView>
    );
}

function Popularity({ period, chosen, choose, look }: Linked) {
    const { t } = useTranslation('analysis');
    const { data } = usePopularity(period, chosen.courseId);
    const option = useMemo(() => popularityOption(data ?? { from: '', to: '', dimensions: [], source: [] }, chosen.courseId), [data, chosen.courseId]);
    if (!data) return null;
    const rows = data.source.filter(({ courseId, enrollments }) => enrollments > 0 && (chosen.courseId === undefined || courseId === chosen.courseId));
    return (
        <Chart title={t('charts.popularity')} about={t('charts.popularityHint')} option={option} file={{ address: workbook(paths.popularity, { ...period }), name: `${t('charts.popularity')}.xlsx` }}
            table={{ head: [t('fields.month'), t('fields.course'), t('fields.enrolments')], rows: rows.map((row) => [row.month, row.course, row.enrollments]) }}
            empty={rows.length === 0 && <EmptyState icon={IconChartBar} plain title={t('empty')} hint={t('emptyHint')} />}
            onPoint={({ row }) => {
                const { courseId, course, month } = row as unknown as PopularityDataset['source'][number];
                if (chosen.courseId !== courseId) choose('course', courseId, course);
                look(t('people.enrolled', { course, month }), { enrolledMonth: month, courseId });
            }} />
    );
}

function useKinds() {
    const { t } = useTranslation('analysis');
    const [companies, trainees, courses] = [t('fields.companies'), t('fields.trainees'), t('fields.courses')];
    return useMemo(() => ({ companies, trainees, courses }), [companies, trainees, courses]);
}

function Monthly({ period, look }: Linked) {
    const { t } = useTranslation('analysis');
    const { data } = useMonthly(period);
    const kinds = useKinds();
    const option = useMemo(() => monthlyOption(data ?? { from: '', to: '', dimensions: [], source: [] }, kinds), [data, kinds]);
    if (!data) return null;
    return (
        <Chart title={t('charts.monthly')} about={t('charts.monthlyHint')} option={option} file={{ address: workbook(paths.monthly, { ...period }), name: `${t('charts.monthly')}.xlsx` }}
            table={{ head: [t('fields.month'), ...Object.values(kinds)], rows: data.source.map((row) => [row.month, row.companies, row.trainees, row.courses]) }}
            onPoint={({ row }) => { const month = String(row['month']); look(t('people.running', { month }), { from: month, to: month }); }} />
    );
}

function Quarterly({ period }: Linked) {
    const { t } = useTranslation('analysis');
    const { data } = useQuarterly(period);
    const kinds = useKinds();
    const [kind, setKind] = useState<keyof typeof kinds>('trainees');
    const option = useMemo(() => quarterlyOption(data ?? { from: '', to: '', dimensions: [], source: [] }, kinds, kind), [data, kinds, kind]);
    if (!data) return null;
    return (
        <Chart title={t('charts.quarterly')} about={t('charts.quarterlyHint')} option={option} height={256} file={{ address: workbook(paths.quarterly, { ...period }), name: `${t('charts.quarterly')}.xlsx` }}
                table={{ head: [t('fields.quarter'), ...Object.values(kinds)], rows: data.source.map((row) => [row.quarter, row.companies, row.trainees, row.courses]) }}
                empty={data.source.every((row) => row[kind] === 0) && <EmptyState icon={IconChartBar} plain title={t('empty')} hint={t('emptyHint')} />}
                footer={<SegmentedControl size="xs" fullWidth aria-label={t('charts.quarterly')} value={kind} onChange={(next) => { setKind(next as keyof typeof kinds); }} data={Object.entries(kinds).map(([value, label]) => ({ value, label }))} />} />
    );
}

const most = 12;

function Attendance({ period, chosen, choose, look }: Linked) {
    const { t } = useTranslation('analysis');
    const { data } = useAttendance(period, chosen);
    const fits = useMemo(() => data?.source ?? [], [data]);
    const unit = t('common:people', { count: 0 });
    const option = useMemo(() => attendanceOption(data ?? { from: '', to: '', dimensions: [], total: 0, source: [] }, fits.slice(0, most), unit), [data, fits, unit]);
    if (!data) return null;
    return (
        <Chart title={t('charts.attendance')} about={data.total > most ? t('charts.attendanceMost', { most, count: data.total }) : t('charts.attendanceHint')} option={option} file={{ address: workbook(paths.attendance, { ...period, ...chosen }), name: `${t('charts.attendance')}.xlsx` }}
            table={{ head: [t('fields.course'), t('fields.company'), t('fields.trainees'), t('fields.attendance')], rows: fits.map((row) => [row.course, row.company, row.trainees, `${String(row.attendancePercent)}%`]) }}
            empty={fits.length === 0 && <EmptyState icon={IconChartBar} plain title={t('charts.noLectures')} hint={t('charts.noLecturesHint')} />}
            onPoint={({ row }) => {
                const { courseId, course, companyId, company } = row as unknown as AttendanceDataset['source'][number];
                if (chosen.companyId !== companyId) choose('company', companyId, company);
                look(`${course} · ${company}`, { courseId, companyId });
            }} />
    );
}
