import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconChartDots, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { QuestionPicture } from '@/components/question-picture';
import { useExam, useItems, type Item } from './api';
import { ItemChart } from './item-chart';
import { useFigures, verdictOf } from './item-figures';
import classes from './marking.module.css';
import { RegradeDialog } from './regrade-dialog';
import { Regrades } from './regrades';

/** How hard each question was and whether it tells the strong from the weak; from here a wrong one is regraded. */
export default function ItemsPage() {
    const { t } = useTranslation('marking');
    const id = Number(useParams()['examId']);
    const exam = useExam(id);
    const items = useItems(id);
    const [regraded, setRegraded] = useState<{ item: Item; number: number }>();
    return (
        <Page>
            <PageHeader title={t('items.title')} about={exam.data?.title} back={{ to: `/manage/marking/${id}`, label: exam.data?.title ?? t('title') }} />
            <QueryView query={items} isEmpty={({ items: all }) => all.length === 0} empty={<EmptyState icon={IconChartDots} title={t('items.none')} hint={t('items.noneHint')} />}>
                {({ items: all, leastAttempts }) => (
                    <Stack>
                        {all.every((each) => each.correlation == null) && <Alert color="blue" variant="light">{t('items.tooFew', { count: leastAttempts })}</Alert>}
                        <ItemChart items={all} />
                        <ol className={classes['questions']} aria-label={t('items.questions')}>{all.map((item, at) => <li key={item.questionVersionId}><Question item={item} number={at + 1} onRegrade={() => { setRegraded({ item, number: at + 1 }); }} /></li>)}</ol>
                        <Regrades exam={id} />
                    </Stack>
                )}
            </QueryView>
            {regraded && <RegradeDialog key={regraded.item.questionVersionId} exam={id} item={regraded.item} number={regraded.number} onClose={() => { setRegraded(undefined); }} />}
        </Page>
    );
}

function Question({ item, number, onRegrade }: { item: Item; number: number; onRegrade: () => void }) {
    const { t } = useTranslation('marking');
    const figures = useFigures();
    const verdict = verdictOf(item);
    const label = t('questionNumber', { number });
    return (
        <Paper p="md">
            <Group justify="space-between" align="flex-start" gap="md" mb="xs">
                <Stack gap={4} style={{ flex: '1 1 300px', minWidth: 0 }}>
                    <Group gap="xs"><Title order={2} size="h4">{label}</Title>{verdict && <Badge className="ah-badge" color={verdict === 'GOOD' ? 'green' : 'orange'}>{t(`items.verdicts.${verdict}`)}</Badge>}</Group>
                    <Text>{item.words}</Text>
                    {item.picture && <QuestionPicture picture={item.picture} />}
                </Stack>
                <Button variant="default" size="sm" leftSection={<IconRefresh size={16} aria-hidden />} aria-label={t('regrade.of', { of: label })} onClick={onRegrade}>{t('regrade.action')}</Button>
            </Group>
            <dl className={classes['facts']}>
                {([['attempts', item.attemptCount], ['items.difficulty', figures.share(item.difficulty)], ['items.correlation', figures.index(item.correlation)], ['items.groups', figures.index(item.groupDifference)], ['items.unanswered', item.unansweredCount]] as const)
                    .map(([key, value]) => <div key={key}><dt>{t(key)}</dt><dd className="ah-number">{value}</dd></div>)}
            </dl>
            {item.choices.length > 0 && (
                <div className={classes['wide']} tabIndex={0} role="region" aria-label={t('items.figuresOf', { of: label })}>
                    <table className={classes['figures']}>
                        <thead><tr><th scope="col">{t('items.choice')}</th><th scope="col" className={classes['end']}>{t('items.chosen')}</th>{item.groupSize > 0 && <><th scope="col" className={classes['end']}>{t('items.upper')}</th><th scope="col" className={classes['end']}>{t('items.lower')}</th></>}</tr></thead>
                        <tbody>
                            {item.choices.map((choice, at) => (
                                <tr key={at}>
                                    <th scope="row" style={{ fontWeight: choice.correct ? 650 : 400 }}>{choice.text}{choice.correct && ` (${t('items.right')})`}</th>
                                    <td className={classes['end']}>{t('items.countOf', { count: choice.all, percent: figures.share(item.attemptCount > 0 ? choice.all / item.attemptCount : 0) })}</td>
                                    {item.groupSize > 0 && <><td className={classes['end']}>{choice.upper}</td><td className={classes['end']}>{choice.lower}</td></>}
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
        </Paper>
    );
}
