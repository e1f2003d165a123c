import { Badge, Button, Group, NumberInput, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { IconChartDots, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import { TwoColumns } from '@/components/two-columns';
import { useChangeRule, useExam, type DeskExam, type DeskQuestion } from './api';
import classes from './marking.module.css';
import { Progress } from './progress';

/** What of an exam people mark, question by question, and by which rules. */
export default function ExamPage() {
    const { t } = useTranslation('marking');
    const id = Number(useParams()['examId']);
    const exam = useExam(id);
    return (
        <Page>
            <PageHeader title={exam.data?.title ?? t('title')} about={exam.data?.courseTitle} back={{ to: '/manage/marking', label: t('title') }}
                actions={<Button component={Link} to={`/manage/marking/${id}/items`} variant="default" leftSection={<IconChartDots size={18} aria-hidden />}>{t('items.title')}</Button>} />
            <QueryView query={exam}>
                {(data) => <TwoColumns main={<Questions exam={data} />} side={<Rule key={data.rule.version} exam={data} />} />}
            </QueryView>
        </Page>
    );
}

function Questions({ exam }: { exam: DeskExam }) {
    const { t } = useTranslation('marking');
    if (exam.questions.length === 0) return <EmptyState title={t('nothingByHand')} hint={t('nothingByHandHint')} />;
    return <ol className={classes['questions']}>{exam.questions.map((each, at) => <li key={each.questionId}><Question exam={exam.id} question={each} number={at + 1} /></li>)}</ol>;
}

function Question({ exam, question, number }: { exam: number; question: DeskQuestion; number: number }) {
    const { t } = useTranslation('marking');
    const label = t('essayNumber', { number });
    return (
        <Paper p="md">
            <Group justify="space-between" align="flex-start" gap="md">
                <Stack gap={6} style={{ flex: '1 1 260px', minWidth: 0 }}>
                    <Group gap="xs"><Title order={2} size="h4">{label}</Title><Text size="sm" c="dimmed">{t('pointsOf', { count: question.points })}</Text></Group>
                    <Text>{question.words}</Text>
                    <Progress label={label} done={question.answerCount - question.waitingCount} all={question.answerCount} />
                </Stack>
                <Stack gap={6} align="flex-end">
                    <Button component={Link} to={`/manage/marking/${exam}/questions/${question.questionId}`} {...(question.ownWaitingCount === 0 && { variant: 'default' })} leftSection={<IconPlayerPlay size={18} aria-hidden />}
                        aria-label={t(question.ownWaitingCount > 0 ? 'startOf' : 'lookOf', { of: label })}>{t(question.ownWaitingCount > 0 ? 'start' : 'look')}</Button>
                    {question.waitingCount > question.ownWaitingCount && <Badge className="ah-badge" color="gray">{t('forOthers', { count: question.waitingCount - question.ownWaitingCount })}</Badge>}
                </Stack>
            </Group>
        </Paper>
    );
}

/** How the exam is marked. */
function Rule({ exam }: { exam: DeskExam }) {
    const { t } = useTranslation('marking');
    const [rule, setRule] = useState(exam.rule);
    const change = useChangeRule(exam.id, exam.rule.version);
    const { anonymous, secondMarker, tolerancePoints, likenessPercent } = rule;
    const changed = JSON.stringify(rule) !== JSON.stringify(exam.rule);
    return (
        <Paper p="md" component="section" aria-labelledby="rule">
            <Stack>
                <Title order={2} size="h4" id="rule">{t('rule.title')}</Title>
                <Switch label={t('rule.anonymous')} description={t('rule.anonymousHint')} checked={rule.anonymous} onChange={(event) => { setRule({ ...rule, anonymous: event.currentTarget.checked }); }} />
                <Switch label={t('rule.second')} description={t('rule.secondHint')} checked={rule.secondMarker} onChange={(event) => { setRule({ ...rule, secondMarker: event.currentTarget.checked }); }} />
                {rule.secondMarker && <NumberInput label={t('rule.tolerance')} description={t('rule.toleranceHint')} min={0} max={100} clampBehavior="strict" allowDecimal={false} value={rule.tolerancePoints} onChange={(value) => { setRule({ ...rule, tolerancePoints: Number(value) }); }} />}
                <NumberInput label={t('rule.likeness')} description={t('rule.likenessHint')} min={80} max={90} allowDecimal={false} suffix=" %" value={rule.likenessPercent} onChange={(value) => { setRule({ ...rule, likenessPercent: Number(value) }); }} />
                {change.isError && <ErrorPanel error={change.error} />}
                <Button disabled={!changed} loading={change.isPending} onClick={() => { change.mutate({ anonymous, secondMarker, tolerancePoints, likenessPercent }, { onSuccess: () => { toast(t('saved')); } }); }}>{t('save')}</Button>
            </Stack>
        </Paper>
    );
}
