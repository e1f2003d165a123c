import { Button, Group, Paper, Rating, Stack, Text, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { OwnReview } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useSubmit } from '@/lib/forms';
import { keys } from '@/lib/query-keys';
import * as rules from '@/lib/rules';
import { giveReview, ownReview } from './api';

/** Asks for a rating once the course is over for the trainee; it may be changed. */
export function CourseRating({ courseProvideId }: { courseProvideId: number }) {
    const review = useQuery(ownReview(courseProvideId));
    const [changing, setChanging] = useState(false);
    if (!review.data?.open) return null;
    return review.data.score == null || changing
        ? <RatingForm courseProvideId={courseProvideId} review={review.data} onDone={() => { setChanging(false); }} />
        : <Given review={review.data} onChange={() => { setChanging(true); }} />;
}

function Given({ review, onChange }: { review: OwnReview; onChange: () => void }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    return (
        <Paper p="md" component="section" aria-labelledby="rating">
            <Group justify="space-between">
                <Title order={2} size="h3" id="rating">{t('rating.given')}</Title>
                <Button size="xs" variant="default" onClick={onChange}>{t('rating.change')}</Button>
            </Group>
            <Group gap="xs" mt="xs">
                <span role="img" aria-label={t('rating.stars', { count: review.score ?? 0 })}><Rating value={review.score ?? 0} readOnly aria-hidden /></span>
                {review.updatedAt && <Text size="sm" c="dimmed">{format.date(review.updatedAt)}</Text>}
            </Group>
            {review.words !== '' && <Text mt={6} style={{ whiteSpace: 'pre-wrap' }}>{review.words}</Text>}
        </Paper>
    );
}

function RatingForm({ courseProvideId, review, onDone }: { courseProvideId: number; review: OwnReview; onDone: () => void }) {
    const { t } = useTranslation(['player', 'common']);
    const client = useQueryClient();
    const form = useForm({ initialValues: { score: review.score ?? 0, words: review.words }, validate: { score: (value) => (value >= 1 ? null : t('rating.choose')), words: rules.atMost(1000) } });
    const submit = useSubmit(form, async ({ score, words }) => {
        client.setQueryData(keys.ownReview(courseProvideId), await giveReview(courseProvideId, { score, words: words.trim() }));
        toast(t('rating.thanks'));
        onDone();
    });
    return (
        <Paper p="md" component="section" aria-labelledby="rating">
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack gap="sm">
                    <Title order={2} size="h3" id="rating">{t('rating.title')}</Title>
                    <Text size="sm" c="dimmed">{t('rating.about')}</Text>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    <div>
                        <Rating size="lg" aria-label={t('rating.score')} value={form.values.score} onChange={(score) => { form.setFieldValue('score', score); }} getSymbolLabel={(value) => t('rating.stars', { count: value })} />
                        {form.errors['score'] && <Text size="sm" c="red.8" role="alert">{form.errors['score']}</Text>}
                    </div>
                    <Textarea label={t('rating.words')} description={t('rating.wordsHint')} autosize minRows={2} maxRows={8} {...form.getInputProps('words')} />
                    <Group justify="flex-end">
                        {review.score != null && <Button variant="default" onClick={onDone}>{t('common:cancel')}</Button>}
                        <Button type="submit" loading={submit.busy}>{t('rating.action')}</Button>
                    </Group>
                </Stack>
            </form>
        </Paper>
    );
}
