import { Tabs, Title } from '@mantine/core';
import type { ColDef } from 'ag-grid-community';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/components/query-view';
import type { CompanyAttendanceGrid, ContractGrid, CourseProvideGrid, CourseRateGrid } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import type { Linked } from './analysis-page';
import { paths, type Narrowed, useCompanyAttendance, useContracts, useCourseRates, useOfferings, workbook } from './api';
import { Grid } from './grid';

export type Chosen = Narrowed;

/** The four tables; a row narrows the charts and the other tables to its company or its course. */
export function Grids(props: Linked) {
    const { t } = useTranslation('analysis');
    return (
        <section aria-labelledby="tables">
            <Title order={2} size="h3" id="tables" mb="xs">{t('tables.title')}</Title>
            <Tabs defaultValue="offerings" keepMounted={false}>
                <Tabs.List mb="sm">{(['offerings', 'companies', 'companyAttendance', 'courseRates'] as const).map((each) => <Tabs.Tab key={each} value={each}>{t(`tables.${each}`)}</Tabs.Tab>)}</Tabs.List>
                <Tabs.Panel value="offerings"><Offerings {...props} /></Tabs.Panel>
                <Tabs.Panel value="companies"><Companies {...props} /></Tabs.Panel>
                <Tabs.Panel value="companyAttendance"><CompanyAttendance {...props} /></Tabs.Panel>
                <Tabs.Panel value="courseRates"><CourseRates {...props} /></Tabs.Panel>
            </Tabs>
        </section>
    );
}

/** What AG Grid has of a cell when it asks how it is written. */
interface Shown<V> { value?: V | null | undefined }

const right = { type: 'rightAligned', filter: 'agNumberColumnFilter' } as const;
const percent = { ...right, valueFormatter: ({ value }: Shown<number>) => (value == null ? '–' : `${String(value)}%`) };

function useColumns() {
    const { t } = useTranslation(['analysis', 'common']);
    const format = useFormat();
    return useMemo(() => ({
        t,
        count: { ...right, valueFormatter: ({ value }: Shown<number>) => (value == null ? '–' : format.number(value)) },
        won: { ...right, valueFormatter: ({ value }: Shown<number>) => (value == null ? '–' : format.won(value)) },
        hours: { ...right, valueFormatter: ({ value }: Shown<number>) => (value ? format.duration(value) : '–') },
        day: { minWidth: 160, valueFormatter: ({ value }: Shown<string>) => (value ? format.date(value) : '–') },
    }), [t, format]);
}

function Offerings({ period, chosen, choose, look }: Linked) {
    const query = useOfferings(period, chosen);
    const { t, count, day } = useColumns();
    type Row = CourseProvideGrid['items'][number];
    const columns = useMemo<ColDef<Row>[]>(() => [
        { field: 'courseTitle', headerName: t('fields.course'), minWidth: 200, flex: 2 }, { field: 'companyName', headerName: t('fields.company'), minWidth: 130 },
        { field: 'state', headerName: t('fields.state'), valueFormatter: ({ value }) => t(`common:states.${String(value)}`) }, { field: 'beginDate', headerName: t('fields.begin'), ...day }, { field: 'endDate', headerName: t('fields.end'), ...day },
        { field: 'traineeCount', headerName: t('fields.trainees'), ...count }, { field: 'certifiedCount', headerName: t('fields.certified'), ...count },
        { field: 'progressPercent', headerName: t('fields.meanProgress'), ...percent }, { field: 'attendancePercent', headerName: t('fields.attendance'), ...percent },
    ], [t, count, day]);
    return (
        <QueryView query={query}>
            {({ pages }) => (
                <Grid<Row> name={t('tables.offerings')} {...rowsOf(pages)} columns={columns} rowId={(row) => String(row.courseProvideId)} hint={t('tables.offeringsHint')}
                    onRow={(row) => { if (chosen.courseId !== row.courseId) choose('course', row.courseId, row.courseTitle); look(`${row.courseTitle} · ${row.companyName}`, { from: undefined, to: undefined, courseId: undefined, companyId: undefined, courseProvideId: row.courseProvideId }); }}
                    file={{ address: workbook(paths.offerings, { ...period, ...chosen }), name: `${t('tables.offerings')}.xlsx` }} />
            )}
        </QueryView>
    );
}

function Companies({ period, chosen, choose }: Linked) {
    const query = useContracts(period);
    const { t, count, won, day } = useColumns();
    type Row = ContractGrid['items'][number];
    const columns = useMemo<ColDef<Row>[]>(() => [
        { field: 'companyName', headerName: t('fields.company'), minWidth: 180, flex: 2 }, { field: 'offeringCount', headerName: t('fields.offerings'), ...count }, { field: 'traineeCount', headerName: t('fields.trainees'), ...count },
        { field: 'deposit', headerName: t('fields.deposit'), ...won, minWidth: 130 }, { field: 'firstContractOn', headerName: t('fields.firstContract'), ...day }, { field: 'lastContractOn', headerName: t('fields.lastContract'), ...day },
    ], [t, count, won, day]);
    return (
        <QueryView query={query}>
            {({ pages }) => (
                <Grid<Row> name={t('tables.companies')} {...rowsOf(pages)} columns={columns} rowId={(row) => String(row.companyId)} hint={t('tables.rowHint')} isChosen={(row) => row.companyId === chosen.companyId}
                    onRow={(row) => { choose('company', row.companyId, row.companyName); }} file={{ address: workbook(paths.companies, { ...period }), name: `${t('tables.companies')}.xlsx` }} />
            )}
        </QueryView>
    );
}

function CompanyAttendance({ period, chosen, choose }: Linked) {
    const query = useCompanyAttendance(period);
    const { t, count, hours } = useColumns();
    type Row = CompanyAttendanceGrid['items'][number];
    const columns = useMemo<ColDef<Row>[]>(() => [
        { field: 'companyName', headerName: t('fields.company'), minWidth: 180, flex: 2 }, { field: 'offeringCount', headerName: t('fields.offerings'), ...count }, { field: 'traineeCount', headerName: t('fields.trainees'), ...count },
        { field: 'heldSeconds', headerName: t('fields.held'), ...hours }, { field: 'presentSeconds', headerName: t('fields.present'), ...hours }, { field: 'attendancePercent', headerName: t('fields.attendance'), ...percent },
    ], [t, count, hours]);
    return (
        <QueryView query={query}>
            {({ pages }) => (
                <Grid<Row> name={t('tables.companyAttendance')} {...rowsOf(pages)} columns={columns} rowId={(row) => String(row.companyId)} hint={t('tables.rowHint')} isChosen={(row) => row.companyId === chosen.companyId}
                    onRow={(row) => { choose('company', row.companyId, row.companyName); }} file={{ address: workbook(paths.companyAttendance, { ...period }), name: `${t('tables.companyAttendance')}.xlsx` }} />
            )}
        </QueryView>
    );
}

function CourseRates({ period, chosen, choose }: Linked) {
    const query = useCourseRates(period);
    const { t, count } = useColumns();
    type Row = CourseRateGrid['items'][number];
    const columns = useMemo<ColDef<Row>[]>(() => [
        { field: 'courseTitle', headerName: t('fields.course'), minWidth: 200, flex: 2 }, { field: 'instructor', headerName: t('fields.instructor') },
        { field: 'offeringCount', headerName: t('fields.offerings'), ...count }, { field: 'traineeCount', headerName: t('fields.trainees'), ...count }, { field: 'certifiedCount', headerName: t('fields.certified'), ...count }, { field: 'completionPercent', headerName: t('fields.completion'), ...percent },
        { field: 'progressPercent', headerName: t('fields.meanProgress'), ...percent }, { field: 'examAverage', headerName: t('fields.exam'), ...count }, { field: 'rating', headerName: t('fields.rating'), ...right, valueFormatter: ({ value, data }) => (value == null ? '–' : `★ ${String(value)} (${String(data?.ratingCount ?? 0)})`) },
    ], [t, count]);
    return (
        <QueryView query={query}>
            {({ pages }) => (
                <Grid<Row> name={t('tables.courseRates')} {...rowsOf(pages)} columns={columns} rowId={(row) => String(row.courseId)} hint={t('tables.rowHint')} isChosen={(row) => row.courseId === chosen.courseId}
                    onRow={(row) => { choose('course', row.courseId, row.courseTitle); }} file={{ address: workbook(paths.courseRates, { ...period }), name: `${t('tables.courseRates')}.xlsx` }} />
            )}
        </QueryView>
    );
}

const rowsOf = <T,>(pages: { items: T[]; total: number }[]) => ({ rows: pages.flatMap(({ items }) => items), total: pages[0]?.total ?? 0 });
