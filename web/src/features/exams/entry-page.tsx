import { Alert, Badge, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconLock, IconPencil, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { isCode } from '@/lib/api/problem';
import type { ExamEntry } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { beginExam, examEntry } from './api';
import { Attempts } from './attempts';
import { IdentityDialog } from './identity-dialog';

/** What one has to know before an exam is begun, and the way in. */
export default function EntryPage() {
    const examId = Number(useParams()['examId']);
    const [query] = useSearchParams();
    const entry = useQuery({ ...examEntry(examId, Number(query.get('courseProvideId')) || undefined), refetchInterval: (held) => (held.state.data?.obstacle === 'NOT_YET' ? 10_000 : false) });
    return (
        <Page width="text">
            <QueryView query={entry} skeleton={<PageSkeleton />}>{(data) => <Entry entry={data} />}</QueryView>
        </Page>
    );
}

function useObstacle(entry: ExamEntry): string {
    const { t } = useTranslation('exams');
    const format = useFormat();
    switch (entry.obstacle) {
        case 'NOT_YET': return t('obstacle.NOT_YET', { at: entry.opensAt ? format.dateTime(entry.opensAt) : '' });
        case 'OVER': return t('obstacle.OVER', { at: entry.closesAt ? format.dateTime(entry.closesAt) : '' });
        case 'PROGRESS': return t('obstacle.PROGRESS', { needed: entry.progressNeededPercent, has: entry.progressPercent });
        case 'NO_ATTEMPTS_LEFT': return t('obstacle.NO_ATTEMPTS_LEFT', { count: entry.attemptsAllowed });
        case 'NOT_STARTED': return t('obstacle.NOT_STARTED');
        case 'FINISHED': return t('obstacle.FINISHED');
        case 'CLOSED': return t('obstacle.CLOSED');
        case 'LESSON': return t('obstacle.LESSON');
        default: return '';
    }
}

function Entry({ entry }: { entry: ExamEntry }) {
    const { t } = useTranslation('exams');
    const format = useFormat();
    const why = useObstacle(entry);
    const rules = [
        t('entry.ruleClock'),
        entry.endsAt && t('entry.ruleEnd', { at: format.dateTime(entry.endsAt) }),
        t('entry.ruleSaved'),
        t('entry.ruleFocus'),
        t(`entry.results.${entry.resultsShown}`),
    ].filter((each): each is string => Boolean(each));
    return (
        <>
            <PageHeader title={entry.title} back={{ to: `/learn/${entry.courseProvideId}`, label: entry.courseTitle }} beside={<Badge className="ah-badge">{t(`kinds.${entry.kind}`)}</Badge>} />
            <Stack gap="lg">
                {entry.description && <Text maw="70ch" style={{ whiteSpace: 'pre-wrap' }}>{entry.description}</Text>}
                <Paper p="lg">
                    <Facts items={[
                        [t('entry.questions'), t('entry.questionCount', { count: entry.questionCount, points: entry.pointsPossible })],
                        [t('entry.time'), entry.timeLimitMinutes ? t('entry.minutes', { count: entry.timeLimitMinutes }) : t('entry.noLimit')],
                        [t('entry.attempts'), t('entry.attemptsUsed', { used: entry.attemptsUsed, all: entry.attemptsAllowed })],
                        [t('entry.pass'), t('entry.points', { count: entry.passPercent })],
                        [t('entry.weight'), entry.weight > 0 ? t('entry.counts') : t('entry.practice')],
                        [t('entry.opens'), entry.opensAt ? format.dateTime(entry.opensAt) : undefined],
                        [t('entry.closes'), entry.closesAt ? format.dateTime(entry.closesAt) : undefined],
                    ]} />
                </Paper>
                {entry.state === 'IN_PROGRESS' && <Alert color="blue" icon={<IconPencil aria-hidden />} title={t('entry.inProgress')}>{t('entry.inProgressHint')}</Alert>}
                {entry.state !== 'IN_PROGRESS' && entry.obstacle && <Alert color={entry.state === 'DONE' ? 'gray' : 'orange'} icon={<IconLock aria-hidden />}>{why}</Alert>}
                {(entry.state === 'READY' || entry.state === 'IN_PROGRESS') && <Begin entry={entry} rules={rules} />}
                {entry.attempts.length > 0 && (
                    <section aria-labelledby="attempts">
                        <Title order={2} size="h3" id="attempts" mb="sm">{t('entry.own')}</Title>
                        <Attempts examId={entry.id} attempts={entry.attempts} />
                    </section>
                )}
            </Stack>
        </>
    );
}

function Begin({ entry, rules }: { entry: ExamEntry; rules: string[] }) {
    const { t } = useTranslation('exams');
    const navigate = useNavigate();
    const client = useQueryClient();
    const [asked, setAsked] = useState(false);
    const begin = useMutation({
        mutationFn: () => beginExam(entry.id, entry.courseProvideId),
        onSuccess: async () => {
            client.removeQueries({ queryKey: keys.examAttempt(entry.id, entry.courseProvideId) });
            await navigate(`/learn/exams/${entry.id}/room?courseProvideId=${entry.courseProvideId}`);
        },
        onError: (error) => {
            if (isCode(error, 'identity_check_required')) setAsked(true);
            else void client.invalidateQueries({ queryKey: keys.examEntry(entry.id, entry.courseProvideId) });
        },
    });
    const going = entry.state === 'IN_PROGRESS';
    const start = () => { if (entry.identityDue && !going) setAsked(true); else begin.mutate(); };
    return (
        <Paper p="lg" component="section" aria-labelledby="rules">
            <Title order={2} size="h4" id="rules" mb="sm">{t('entry.rules')}</Title>
            <ul style={{ margin: '0 0 20px', paddingInlineStart: 20, lineHeight: 1.8 }}>{rules.map((each) => <li key={each}>{each}</li>)}</ul>
            {begin.isError && !isCode(begin.error, 'identity_check_required') && <div style={{ marginBottom: 16 }}><ErrorPanel error={begin.error} /></div>}
            <Button size="md" leftSection={<IconPlayerPlayFilled size={18} aria-hidden />} loading={begin.isPending} onClick={start}>{t(going ? 'entry.goOn' : 'entry.begin')}</Button>
            {asked && <IdentityDialog examId={entry.id} courseProvideId={entry.courseProvideId} onClose={() => { setAsked(false); }} onPassed={() => { setAsked(false); begin.mutate(); }} />}
        </Paper>
    );
}
