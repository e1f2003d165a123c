import { Alert, Badge, Button, Checkbox, Group, Paper, Radio, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import { useFormat } from '@/lib/format';
import { points, useCopy, useDecide, type CopyCase, type CopySide } from './api';
import { colorOf } from './copies-page';
import classes from './marking.module.css';

/** Two essays side by side, with what both have, and what a person decides. */
export default function CopyPage() {
    const { t } = useTranslation('marking');
    const id = Number(useParams()['copyCaseId']);
    const found = useCopy(id);
    const data = found.data;
    return (
        <Page width="wide">
            <PageHeader title={data ? t('copies.pair', { first: data.firstName, second: data.secondName }) : t('copies.title')} about={data && `${data.examTitle} · ${data.question}`} back={{ to: '/manage/marking/copies', label: t('copies.title') }}
                beside={data && <Group gap="xs"><Badge className="ah-badge" size="lg" color="orange" variant="light">{t('copies.alike', { count: data.likenessPercent })}</Badge><Badge className="ah-badge" size="lg" color={colorOf[data.state]}>{t(`copies.states.${data.state}`)}</Badge></Group>} />
            <QueryView query={found}>
                {(copy) => (
                    <Stack>
                        <Text size="sm" c="dimmed"><mark className={classes['common']}>{t('copies.legendWord')}</mark> {t('copies.legend')}</Text>
                        <div className={classes['pair']}><Side side={copy.first} order="first" /><Side side={copy.second} order="second" /></div>
                        <Decisions copy={copy} />
                        <Decide key={copy.version} copy={copy} />
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}

function Side({ side, order }: { side: CopySide; order: 'first' | 'second' }) {
    const { t } = useTranslation('marking');
    const format = useFormat();
    const heading = `copy-${order}`;
    return (
        <Paper p="md" component="section" aria-labelledby={heading}>
            <Group justify="space-between" align="flex-start" mb="sm" gap="xs">
                <div>
                    <Title order={2} size="h4" id={heading}>{side.traineeName}</Title>
                    <Text size="sm" c="dimmed">{[side.companyName, side.submittedAt && format.dateTime(side.submittedAt)].filter(Boolean).join(' · ')}</Text>
                </div>
                <Stack gap={2} align="flex-end">
                    <Badge className="ah-badge" variant="light" color="gray">{t(`copies.${order}`)}</Badge>
                    <Text size="sm" className="ah-number">{side.pointsHundredths == null ? t('open') : t('sum', { points: points(side.pointsHundredths), most: side.points })}</Text>
                </Stack>
            </Group>
            <div className={classes['answer']}>{side.text.map((each, at) => each.common ? <mark key={at} className={classes['common']}>{each.text}</mark> : <span key={at}>{each.text}</span>)}</div>
        </Paper>
    );
}

function Decisions({ copy }: { copy: CopyCase }) {
    const { t } = useTranslation('marking');
    const format = useFormat();
    if (copy.decisions.length === 0) return null;
    return (
        <Paper p="md" component="section" aria-labelledby="decisions">
            <Title order={2} size="h4" id="decisions" mb="sm">{t('copies.decisions')}</Title>
            <ol className={classes['marks']}>
                {copy.decisions.map((each, at) => (
                    <li key={at}>
                        <Group gap="xs"><Badge className="ah-badge" color={colorOf[each.decision]}>{t(`copies.states.${each.decision}`)}</Badge><Text size="sm" c="dimmed">{`${each.decidedBy} · ${format.dateTime(each.createdAt)}`}</Text></Group>
                        <Text size="sm" mt={4} style={{ whiteSpace: 'pre-wrap' }}>{each.reason}</Text>
                    </li>
                ))}
            </ol>
        </Paper>
    );
}

function Decide({ copy }: { copy: CopyCase }) {
    const { t } = useTranslation('marking');
    const decide = useDecide(copy.id, copy.version);
    const [decision, setDecision] = useState('');
    const [reason, setReason] = useState('');
    const [zero, setZero] = useState({ first: false, second: false });
    const [missing, setMissing] = useState(false);
    const copied = decision === 'COPIED';
    const send = () => {
        if (decision === '' || reason.trim() === '') { setMissing(true); return; }
        decide.mutate({ decision: copied ? 'COPIED' : 'NOT_COPIED', reason: reason.trim(), zeroFirst: copied && zero.first, zeroSecond: copied && zero.second }, { onSuccess: () => { toast(t('copies.decided')); } });
    };
    return (
        <Paper p="md" component="section" aria-labelledby="decide">
            <Stack gap="sm" maw={640}>
                <Title order={2} size="h4" id="decide">{t(copy.state === 'OPEN' ? 'copies.decide' : 'copies.decideAgain')}</Title>
                <Alert color="blue" variant="light">{t('copies.nothingByItself')}</Alert>
                <Radio.Group label={t('copies.decision')} required value={decision} onChange={setDecision} error={missing && decision === '' ? t('copies.decisionMissing') : undefined}>
                    <Stack gap="xs" mt="xs">
                        <Radio value="NOT_COPIED" label={t('copies.states.NOT_COPIED')} />
                        <Radio value="COPIED" label={t('copies.states.COPIED')} />
                    </Stack>
                </Radio.Group>
                {copied && (
                    <Stack gap="xs">
                        <Checkbox label={t('copies.zeroOf', { who: copy.firstName })} description={t('copies.first')} checked={zero.first} onChange={(event) => { setZero({ ...zero, first: event.currentTarget.checked }); }} />
                        <Checkbox label={t('copies.zeroOf', { who: copy.secondName })} description={t('copies.second')} checked={zero.second} onChange={(event) => { setZero({ ...zero, second: event.currentTarget.checked }); }} />
                    </Stack>
                )}
                <Textarea label={t('reason')} description={t('copies.reasonHint')} required autosize minRows={2} maxLength={500} value={reason} error={missing && reason.trim() === '' ? t('reasonMissing') : undefined} onChange={(event) => { setReason(event.currentTarget.value); }} />
                {decide.isError && <ErrorPanel error={decide.error} />}
                <Group><Button loading={decide.isPending} onClick={send}>{t('copies.decideAction')}</Button></Group>
            </Stack>
        </Paper>
    );
}
