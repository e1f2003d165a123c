import { Button, Stack, Text } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { QueryView } from '@/components/query-view';
import { points, useAnswers } from './api';

interface Props { exam: number; question: number; onOpen: (key: { submissionId: number; position: number }) => void }

/** The answers that were marked too, to look at again or to correct. */
export function AllAnswers({ exam, question, onOpen }: Props) {
    const { t } = useTranslation('marking');
    const [shown, setShown] = useState(false);
    const answers = useAnswers(exam, question, shown);
    const name = (each: { traineeName?: string | null; submissionId: number }) => each.traineeName ?? t('nameless', { number: each.submissionId });
    return (
        <Stack gap="sm" align="stretch" component="section" aria-label={t('allAnswers')}>
            <Button variant="subtle" w="fit-content" aria-expanded={shown} leftSection={<IconList size={18} aria-hidden />} onClick={() => { setShown(!shown); }}>{t('allAnswers')}</Button>
            {shown && (
                <QueryView query={answers}>
                    {({ pages }) => (
                        <DataTable caption={t('allAnswers')} rows={pages.flatMap(({ items }) => items)} rowKey={(each) => `${each.submissionId}/${each.position}`} columns={[
                            { key: 'who', label: t('who'), cell: name, width: 140 },
                            { key: 'words', label: t('answer'), cell: (each) => <Text size="sm" lineClamp={2}>{each.words || t('nothingWritten')}</Text> },
                            { key: 'points', label: t('points'), end: true, cell: (each) => each.pointsHundredths == null ? t('open') : t('sum', { points: points(each.pointsHundredths), most: each.points }) },
                            { key: 'open', label: t('look'), end: true, acts: true, cell: (each) => <Button size="compact-sm" variant="light" aria-label={t('lookOf', { of: name(each) })} onClick={() => { onOpen(each); }}>{t('look')}</Button> },
                        ]} />
                    )}
                </QueryView>
            )}
            {answers.hasNextPage && <Button variant="default" w="fit-content" loading={answers.isFetchingNextPage} onClick={() => void answers.fetchNextPage()}>{t('more')}</Button>}
        </Stack>
    );
}
