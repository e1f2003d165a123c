import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import { keys } from '@/lib/query-keys';
import { blockedWords, liveCalls } from '../api';

const most_words = 1_000;

/** The words that no message in the institution's chats may have. */
export function WordsPage() {
    const { t } = useTranslation('live');
    const words = useQuery(blockedWords());
    return (
        <Page>
            <PageHeader title={t('words.title')} about={t('words.about')} back={{ to: '/manage/live', label: t('manage.title') }} />
            <QueryView query={words}>{({ data, etag }) => <Words key={etag} words={data.words} etag={etag} />}</QueryView>
        </Page>
    );
}

function Words({ words, etag }: { words: string[]; etag: string | undefined }) {
    const { t } = useTranslation('live');
    const client = useQueryClient();
    const [text, setText] = useState(words.join('\n'));
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();
    const list = [...new Set(text.split('\n').map((each) => each.trim()).filter(Boolean))];
    const long = list.find((each) => Array.from(each).length > 50);
    const wrong = long ? t('words.tooLong', { word: long }) : list.length > most_words ? t('words.tooMany', { most: most_words }) : undefined;
    const save = async () => {
        setBusy(true);
        setError(undefined);
        try {
            await liveCalls.setBlockedWords(list, etag);
            toast(t('words.saved'));
            await client.invalidateQueries({ queryKey: keys.blockedWords() });
        } catch (problem) {
            setError(problem);
        } finally {
            setBusy(false);
        }
    };
    return (
        <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
            <Stack maw={560}>
                <Textarea
                    label={t('words.label')} description={t('words.hint')} value={text} onChange={(event) => { setText(event.currentTarget.value); }}
                    autosize minRows={8} maxRows={24} error={wrong} spellCheck={false}
                />
                {error !== undefined && <ErrorPanel error={error} />}
                <Group justify="space-between">
                    <Text size="sm" c="dimmed" role="status">{t('words.count', { count: list.length })}</Text>
                    <Button type="submit" loading={busy} disabled={wrong !== undefined}>{t('words.save')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
