import { Anchor, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import type { Stuck } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useRemind, useResend, useStuck } from './api';

const choices = [0, 3, 7, 14, 30];
const keyOf = (row: Stuck) => `${row.kind} ${row.courseProvideId ?? row.affiliationId ?? row.mailId ?? row.institutionId ?? row.companyId ?? ''}`;

export default function StuckPage() {
    const { t } = useTranslation(['stuck', 'common']);
    const format = useFormat();
    const [query, setQuery] = useSearchParams();
    const days = choices.find((choice) => String(choice) === query.get('days')) ?? 7;
    const stuck = useStuck(days);
    const [failure, setFailure] = useState<unknown>();
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} />
            <Stack>
                <NativeSelect label={t('days')} value={String(days)} onChange={(event) => { setQuery({ days: event.currentTarget.value }, { replace: true }); }} style={{ alignSelf: 'flex-start', minWidth: 180 }}
                    data={choices.map((count) => ({ value: String(count), label: count === 0 ? t('daysNone') : t('daysOf', { count }) }))} />
                {failure !== undefined && <ErrorPanel error={failure} />}
                <QueryView query={stuck} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={IconMoodSmile} title={t('empty')} hint={t('emptyHint')} />}>
                    {({ items }) => (
                        <DataTable caption={t('title')} rows={items} rowKey={keyOf} columns={[
                            { key: 'what', label: t('what'), cell: (row) => <What row={row} /> },
                            { key: 'who', label: t('who'), acts: true, cell: (row) => <Who row={row} /> },
                            { key: 'since', label: t('since'), cell: (row) => format.ago(row.since) },
                            { key: 'act', label: t('act'), acts: true, end: true, cell: (row) => <Act row={row} onFailure={setFailure} /> },
                        ]} />
                    )}
                </QueryView>
            </Stack>
        </Page>
    );
}

function What({ row }: { row: Stuck }) {
    const { t } = useTranslation('stuck');
    return (
        <>
            {t(`kinds.${row.kind}`, { company: row.companyName, course: row.courseTitle, person: row.personName })}
            {row.reason && <Text size="sm" c="dimmed" fw={400} style={{ overflowWrap: 'anywhere' }}>{row.reason}</Text>}
        </>
    );
}

/** The organisation that has to move it. */
function Who({ row }: { row: Stuck }) {
    const ofCompany = row.kind === 'ATTENDEES_MISSING' || row.kind === 'AFFILIATION_UNANSWERED' || (row.kind === 'WITHOUT_STAFF' && !row.institutionId);
    const [to, name] = ofCompany ? [`/admin/companies/${row.companyId ?? 0}`, row.companyName] : [`/admin/institutions/${row.institutionId ?? 0}`, row.institutionName];
    return name ? <Anchor component={Link} to={to} c="var(--ah-link)">{name}</Anchor> : '–';
}

function Act({ row, onFailure }: { row: Stuck; onFailure: (failure: unknown) => void }) {
    const { t } = useTranslation('stuck');
    const remind = useRemind();
    const resend = useResend();
    const told = { onError: onFailure };
    if (row.mailId) {
        const id = row.mailId;
        return (
            <Group gap="xs" wrap="nowrap" justify="flex-end">
                <Anchor component={Link} to={`/admin/mailbox/${id}`} c="var(--ah-link)">{t('open')}</Anchor>
                <Button size="compact-sm" variant="light" loading={resend.isPending}
                    onClick={() => { onFailure(undefined); resend.mutate(id, { ...told, onSuccess: () => { toast(t('resent')); } }); }}>{t('resend')}</Button>
            </Group>
        );
    }
    if (!row.courseProvideId && !row.affiliationId) return '–';
    return (
        <Button size="compact-sm" variant="light" loading={remind.isPending} disabled={remind.isSuccess}
            onClick={() => { onFailure(undefined); remind.mutate(row, { ...told, onSuccess: ({ sentCount }) => { toast(sentCount > 0 ? t('reminded', { count: sentCount }) : t('remindedNone')); } }); }}>{t('remind')}</Button>
    );
}
