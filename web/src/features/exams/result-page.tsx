import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { QuestionView, type QuestionSolution } from '@/components/question-view';
import { PageSkeleton } from '@/components/skeletons';
import type { ExamResult, MarkedQuestion } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { examResult } from './api';
import classes from './exams.module.css';
import { MarkerComments } from './marker-comments';

/** What came of an attempt. */
export default function ResultPage() {
    const params = useParams();
    const result = useQuery({
        ...examResult(Number(params['examId']), Number(params['submissionId'])),
        // Somebody may be marking it.
        refetchInterval: (held) => (held.state.data?.state === 'SUBMITTED' ? 60_000 : false),
    });
    return (
        <Page width="text">
            <QueryView query={result} skeleton={<PageSkeleton />}>{(data) => <Result result={data} />}</QueryView>
        </Page>
    );
}

function Result({ result }: { result: ExamResult }) {
    const { t } = useTranslation('exams');
    const format = useFormat();
    const waits = result.state !== 'MARKED';
    const entry = `/learn/exams/${result.examId}?courseProvideId=${result.courseProvideId}`;
    return (
        <>
            <PageHeader title={result.title} about={t('result.about', { number: result.attempt })} back={{ to: entry, label: t('result.back') }} />
            <Stack gap="lg">
                <Paper p="xl">
                    {waits ? (
                        <Stack gap={4} role="status">
                            <Title order={2} size="h3">{t('result.submitted')}</Title>
                            <Text c="dimmed">{t('result.waits')}</Text>
                        </Stack>
                    ) : (
                        <Group justify="space-between" align="flex-end" gap="lg">
                            <div>
                                <Text size="sm" c="dimmed" mb={6}>{t('result.score')}</Text>
                                <Text component="p" className={`${classes['score'] ?? ''} ah-number`}>{result.score}<small> / 100</small></Text>
                            </div>
                            <Badge size="xl" className="ah-badge" color={result.passed ? 'green' : 'gray'}>{t(result.passed ? 'result.passed' : 'result.failed')}</Badge>
                        </Group>
                    )}
                </Paper>
                {result.submittedBy === 'SERVER' && <Alert color="blue">{t('result.byServer')}</Alert>}
                <Paper p="lg">
                    <Facts items={[
                        [t('result.points'), typeof result.pointsEarned === 'number' ? `${format.number(result.pointsEarned)} / ${format.number(result.pointsPossible)}` : undefined],
                        [t('entry.pass'), t('entry.points', { count: result.passPercent })],
                        [t('result.answered'), `${result.answeredCount} / ${result.questionCount}`],
                        [t('result.time'), format.duration(result.secondsUsed)],
                        [t('result.givenBack'), result.givenBackSeconds > 0 ? format.duration(result.givenBackSeconds) : undefined],
                        [t('result.at'), result.submittedAt ? format.dateTime(result.submittedAt) : undefined],
                        [t('result.left'), t('result.attempts', { count: result.attemptsLeft })],
                    ]} />
                </Paper>
                <MarkerComments submission={result.submissionId} />
                <Group>
                    <Button component={Link} to={`/learn/${result.courseProvideId}`} variant="default">{t('result.toCourse')}</Button>
                    {result.attemptsLeft > 0 && !result.passed && !waits && <Button component={Link} to={entry}>{t('result.again')}</Button>}
                </Group>
                {result.questions ? <Answers questions={result.questions} /> : result.resultsShown === 'ANSWERS_AFTER_CLOSE' && <Text c="dimmed" size="sm">{t('result.later')}</Text>}
            </Stack>
        </>
    );
}

const solution = (of: MarkedQuestion): QuestionSolution => ({
    choices: of.choices.map((_, at) => ({ correct: of.rightChoices.includes(at) })),
    accepted: of.accepted, number: of.number ?? null, tolerance: of.tolerance ?? null, explanation: of.explanation ?? null,
});

function Answers({ questions }: { questions: MarkedQuestion[] }) {
    const { t } = useTranslation('exams');
    const format = useFormat();
    return (
        <section aria-labelledby="answers">
            <Title order={2} size="h3" id="answers" mb="sm">{t('result.answers')}</Title>
            <ol className={classes['paper']}>
                {questions.map((each) => {
                    const name = t('room.question', { number: each.position });
                    const waits = each.pointsEarned === null || each.pointsEarned === undefined;
                    const full = !waits && each.pointsEarned === each.points;
                    return (
                        <li key={each.position}>
                            <Group justify="space-between" mb="sm">
                                <Title order={3} size="h5">{name}</Title>
                                <Badge className="ah-badge" color={waits ? 'blue' : full ? 'green' : each.pointsEarned === 0 ? 'red' : 'orange'}>{waits ? t('attempts.state.SUBMITTED') : t('result.earned', { earned: format.number(each.pointsEarned ?? 0), points: each.points })}</Badge>
                            </Group>
                            <QuestionView disabled label={name} pictures="paper" document={each} value={each.response ? { choices: each.response.choices, text: each.response.text ?? null, number: each.response.number ?? null } : { choices: [] }} solution={solution(each)} />
                            {!each.response && <Text size="sm" c="dimmed" mt="sm">{t('result.noAnswer')}</Text>}
                        </li>
                    );
                })}
            </ol>
        </section>
    );
}
