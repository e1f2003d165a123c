import { Button, Group, NativeSelect, NumberInput, SegmentedControl, Skeleton, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { useUnsavedGuard } from '@/components/leave-guard';
import { fieldMessages, isCode } from '@/lib/api/problem';
import type { ShownQuestion } from '@/lib/api/types';
import { isBlank } from '@/lib/rich-text';
import { difficulties, kinds, useBankTags, useSave } from './api';
import { AcceptedField, NumberFields, RubricField } from './answer-fields';
import { ChoicesField } from './choices-field';
import { isSame, writtenOf, type Draft } from './draft';
import { PictureField } from './picture-field';
import { Preview } from './preview';
import classes from './questions.module.css';

const RichTextEditor = lazy(() => import('@/components/rich-text-editor'));

interface Props {
    question: ShownQuestion | undefined;
    start: Draft;
    onSaved: (draft: Draft, another: boolean) => void;
    /** Offered when somebody else was faster. */
    onChanged?: ReactNode;
}

export function Editor({ question, start, onSaved, onChanged }: Props) {
    const { t } = useTranslation(['questions', 'common']);
    const [draft, setDraft] = useState(start);
    const [opened] = useState(start);
    // What was opened is what is changed, even when the list was read again meanwhile.
    const [based] = useState(question);
    const save = useSave(based);
    const tags = useBankTags();
    const messages = fieldMessages(save.error);
    const change = (to: Partial<Draft>) => { setDraft((now) => ({ ...now, ...to })); };
    const [tried, setTried] = useState(false);
    const { guard, release } = useUnsavedGuard(!isSame(draft, opened));
    const unasked = isBlank(draft.content);
    const send = (another: boolean) => {
        setTried(true);
        if (unasked) return;
        save.mutate(writtenOf(draft), { onSuccess: () => { release(); onSaved(draft, another); } });
    };
    const shared = { draft, change, messages };
    const wrongContent = tried && unasked ? t('common:rules.required') : Object.entries(messages).find(([place]) => place.startsWith('document.content'))?.[1];
    const told = save.isError && Object.keys(messages).length === 0;
    return (
        <form onSubmit={(event) => { event.preventDefault(); send(false); }} noValidate>
            {guard}
            <div className={classes['columns']}>
                <Stack>
                    <KindChoice value={draft.kind} onChange={(kind) => { change({ kind }); }} />
                    <div>
                        <Text fw={500} size="sm" mb={4}>{t('content')}</Text>
                        <Suspense fallback={<Skeleton height={200} />}>
                            <RichTextEditor start={start.content} label={t('content')} onChange={(content) => { change({ content }); }} onLeave={() => undefined} />
                        </Suspense>
                        {wrongContent && <Text size="sm" c="var(--mantine-color-error)" role="alert" mt={4}>{wrongContent}</Text>}
                    </div>
                    <PictureField picture={draft.picture} messages={messages} onChange={(picture) => { change({ picture }); }} />
                    {(draft.kind === 'CHOICE' || draft.kind === 'MULTIPLE_CHOICE') && <ChoicesField choices={draft.choices} many={draft.kind === 'MULTIPLE_CHOICE'} messages={messages} onChange={(choices) => { change({ choices }); }} />}
                    {draft.kind === 'SHORT_ANSWER' && <AcceptedField {...shared} />}
                    {draft.kind === 'NUMERIC' && <NumberFields {...shared} />}
                    {draft.kind === 'ESSAY' && <RubricField {...shared} />}
                    <Textarea label={t('explanation')} description={t('explanationHint')} autosize minRows={2} maxRows={10} maxLength={2000} value={draft.explanation} error={messages['document.explanation']} onChange={(event) => { change({ explanation: event.currentTarget.value }); }} />
                    <Group align="flex-start" grow>
                        <NumberInput label={t('pointsField')} min={1} max={1000} allowDecimal={false} allowNegative={false} value={draft.points} error={messages['points']} onChange={(points) => { change({ points: String(points) }); }} />
                        <NativeSelect label={t('difficulty')} value={draft.difficulty} data={difficulties.map((value) => ({ value, label: t(`difficulties.${value}`) }))} onChange={(event) => { change({ difficulty: event.currentTarget.value as Draft['difficulty'] }); }} />
                    </Group>
                    <TagsInput label={t('tags')} description={t('tagsHint')} maxTags={10} maxLength={30} splitChars={[',']} acceptValueOnBlur value={draft.tags} data={(tags.data ?? []).map(({ tag }) => tag)} error={Object.entries(messages).find(([place]) => place.startsWith('tags'))?.[1]}
                        onChange={(next) => { change({ tags: next.map((tag) => tag.replace(/^[#\s]+/, '').trim()).filter((tag) => tag !== '') }); }} />
                    {told && <ErrorPanel error={save.error} />}
                    {told && isCode(save.error, 'changed_meanwhile') && onChanged}
                    {((tried && unasked) || (save.isError && !told)) && <Text c="var(--mantine-color-error)" role="alert">{t('notSaved')}</Text>}
                    <Group>
                        <Button type="submit" loading={save.isPending}>{t('common:save')}</Button>
                        {!question && <Button variant="default" disabled={save.isPending} onClick={() => { send(true); }}>{t('saveAndNext')}</Button>}
                    </Group>
                </Stack>
                <Preview draft={draft} />
            </div>
        </form>
    );
}

function KindChoice({ value, onChange }: { value: Draft['kind']; onChange: (to: Draft['kind']) => void }) {
    const { t } = useTranslation('questions');
    const data = kinds.map((each) => ({ value: each, label: t(`kinds.${each}`) }));
    return (
        <>
            <SegmentedControl visibleFrom="sm" aria-label={t('kind')} value={value} data={data} onChange={onChange} />
            <NativeSelect hiddenFrom="sm" label={t('kind')} value={value} data={data} onChange={(event) => { onChange(event.currentTarget.value as Draft['kind']); }} />
        </>
    );
}
