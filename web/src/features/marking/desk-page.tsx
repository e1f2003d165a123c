import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconConfetti, IconCopy } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QuestionView } from '@/components/question-view';
import { RichText } from '@/components/rich-text';
import { ListSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { TwoColumns } from '@/components/two-columns';
import { ApiError } from '@/lib/api/problem';
import { useFormat } from '@/lib/format';
import { AllAnswers } from './all-answers';
import { readAnswer, takeAnswer, takeNext, useExam, type DeskAnswer } from './api';
import { MarkForm } from './mark-form';
import { Marks } from './marks';
import classes from './marking.module.css';
import { Progress } from './progress';

interface Key { submissionId: number; position: number }

/** All answers to one question in a row: read, give points, go on. */
export default function DeskPage() {
    const { t } = useTranslation('marking');
    const params = useParams();
    const [exam, question] = [Number(params['examId']), Number(params['questionId'])];
    const desk = useExam(exam);
    // `null`: nothing is left for this marker.
    const [answer, setAnswer] = useState<DeskAnswer | null>();
    const [trail, setTrail] = useState<Key[]>([]);
    const [error, setError] = useState<unknown>();
    const text = useRef<HTMLDivElement>(null);

    const show = useCallback(async (load: () => Promise<DeskAnswer | null>) => {
        try {
            const found = await load();
            setError(undefined);
            setAnswer(found);
            if (found) setTrail((before) => before.some((each) => each.submissionId === found.submissionId && each.position === found.position) ? before : [...before, { submissionId: found.submissionId, position: found.position }]);
        } catch (failure) {
            setError(failure);
        }
    }, []);
    const next = useCallback((after: number) => show(async () => (await takeNext(exam, question, after)).answer ?? null), [exam, question, show]);
    // Somebody else's is shown too, but not taken.
    const open = useCallback(({ submissionId, position }: Key) => show(async () => {
        try {
            return await takeAnswer(submissionId, position);
        } catch (failure) {
            if (failure instanceof ApiError && failure.problem.code === 'held') return readAnswer(submissionId, position);
            throw failure;
        }
    }), [show]);
    // Once, also where effects are tried out twice: it takes an answer.
    useEffect(() => {
        const soon = setTimeout(() => void next(0));
        return () => { clearTimeout(soon); };
    }, [next]);
    // Who goes on by keyboard reads on at the answer.
    const at = answer ? `${answer.submissionId}/${answer.position}` : '';
    useEffect(() => { if (at !== '') text.current?.focus({ preventScroll: true }); }, [at]);

    const place = answer ? trail.findIndex((each) => each.submissionId === answer.submissionId && each.position === answer.position) : trail.length;
    const earlier = trail[place - 1];
    const forward = useCallback(() => { const later = trail[place + 1]; void (later ? open(later) : next(answer?.submissionId ?? 0)); }, [answer, next, open, place, trail]);
    useEffect(() => {
        const listen = (event: KeyboardEvent) => {
            if (!event.altKey || event.ctrlKey || event.metaKey) return;
            if (event.code === 'KeyJ') { event.preventDefault(); forward(); }
            if (event.code === 'KeyK' && earlier) { event.preventDefault(); void open(earlier); }
        };
        window.addEventListener('keydown', listen);
        return () => { window.removeEventListener('keydown', listen); };
    }, [earlier, forward, open]);

    const number = (desk.data?.questions.findIndex((each) => each.questionId === question) ?? -1) + 1;
    const facts = desk.data?.questions[number - 1];
    const title = number > 0 ? t('essayNumber', { number }) : t('desk');
    return (
        <Page width="wide">
            <PageHeader title={title} about={desk.data?.title} back={{ to: `/manage/marking/${exam}`, label: desk.data?.title ?? t('title') }}
                actions={<>
                    <Button variant="default" disabled={!earlier} leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={() => { if (earlier) void open(earlier); }}>{t('previous')}</Button>
                    <Button variant="default" disabled={!answer} rightSection={<IconArrowRight size={18} aria-hidden />} onClick={forward}>{t('next')}</Button>
                </>} />
            <Stack>
                {facts && <Progress label={title} done={facts.answerCount - facts.waitingCount} all={facts.answerCount} />}
                {error !== undefined && <ErrorPanel error={error} onRetry={() => void next(answer?.submissionId ?? 0)} />}
                {answer === undefined && error === undefined && <ListSkeleton rows={3} />}
                {answer === null && <EmptyState icon={IconConfetti} title={t('done')} hint={t((facts?.waitingCount ?? 0) > 0 ? 'doneByMe' : 'doneHint')} action={<Button component={Link} to={`/manage/marking/${exam}`} variant="light">{t('backToExam')}</Button>} />}
                {answer && (
                    <TwoColumns
                        main={<Stack>
                            <Paper p="md" component="section" aria-label={t('asked')}><Title order={2} size="h4" mb="xs">{t('asked')}</Title><RichText document={answer.question.content} />{answer.question.explanation && <Text size="sm" c="dimmed" mt="xs">{answer.question.explanation}</Text>}</Paper>
                            <Paper p="md" component="section" aria-label={t('answer')}>
                                <AnswerHead answer={answer} />
                                {answer.question.kind === 'ESSAY'
                                    ? <div ref={text} tabIndex={-1} className={classes['answer']}>{answer.response?.text ?? t('nothingWritten')}</div>
                                    : <div ref={text} tabIndex={-1}><QuestionView document={{ ...answer.question, content: { type: 'doc' } }} label={t('answer')} disabled value={answer.response ?? { choices: [] }} solution={answer.question} /></div>}
                            </Paper>
                            <Marks answer={answer} />
                        </Stack>}
                        side={<div className={classes['side']}>
                            <MarkForm key={`${at}/${answer.version}`} answer={answer} onMarked={(marked) => {
                                toast(t(marked.pointsHundredths == null ? 'keptWaits' : 'kept'));
                                forward();
                            }} onStale={() => void open(answer)} />
                        </div>} />
                )}
                <AllAnswers exam={exam} question={question} onOpen={(key) => { window.scrollTo({ top: 0 }); void open(key); }} />
            </Stack>
        </Page>
    );
}

function AnswerHead({ answer }: { answer: DeskAnswer }) {
    const { t } = useTranslation('marking');
    const format = useFormat();
    return (
        <Group justify="space-between" mb="sm" gap="xs">
            <Group gap="xs">
                <Title order={2} size="h4">{answer.traineeName ?? t('nameless', { number: answer.submissionId })}</Title>
                {answer.response?.text && <Text size="sm" c="dimmed">{t('characters', { count: Array.from(answer.response.text).length })}</Text>}
                {answer.submittedAt && <Text size="sm" c="dimmed">{format.dateTime(answer.submittedAt)}</Text>}
            </Group>
            <Group gap="xs">
                {answer.heldBy != null && <Badge className="ah-badge" color="yellow">{t('heldBy', { who: answer.heldBy })}</Badge>}
                {answer.openCopyCases.map((id) => <Button key={id} component={Link} to={`/manage/marking/copies/${id}`} size="compact-sm" color="red" variant="light" leftSection={<IconCopy size={14} aria-hidden />}>{t('alikeOther')}</Button>)}
            </Group>
        </Group>
    );
}
