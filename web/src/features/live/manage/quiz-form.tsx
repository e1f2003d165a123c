import { ActionIcon, Button, Fieldset, Group, Input, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { keys } from '@/lib/query-keys';
import { liveCalls } from '../api';

const most_options = 10;

export function QuizForm({ channelId, onDone }: { channelId: number; onDone: () => void }) {
    const { t } = useTranslation('live');
    const client = useQueryClient();
    const form = useForm({
        mode: 'controlled',
        initialValues: { question: '', options: ['', '', '', ''], answer: 0, limit: 30 as number | string, solution: '' },
        validate: {
            question: (value) => (value.trim() ? null : t('quizForm.needQuestion')),
            options: (values) => (values.filter((text) => text.trim()).length >= 2 ? null : t('quizForm.needOptions')),
            answer: (value, { options }) => (options[value]?.trim() ? null : t('quizForm.needAnswer')),
        },
    });
    const create = useMutation({
        mutationFn: (values: typeof form.values) => {
            const kept = values.options.map((text, index) => ({ text: text.trim(), index })).filter((option) => option.text);
            return liveCalls.createQuiz(channelId, {
                question: values.question.trim(),
                options: kept.map((option) => option.text),
                answer: kept.findIndex((option) => option.index === values.answer) + 1,
                ...(values.solution.trim() && { solution: values.solution.trim() }),
                ...(Number(values.limit) > 0 && { timeLimitSeconds: Number(values.limit) }),
            });
        },
        onSuccess: async () => {
            await client.invalidateQueries({ queryKey: keys.quizzes(channelId) });
            onDone();
        },
    });
    const { options } = form.values;
    const remove = (index: number) => {
        form.removeListItem('options', index);
        if (form.values.answer >= index && form.values.answer > 0) form.setFieldValue('answer', form.values.answer - 1);
    };
    return (
        <form onSubmit={form.onSubmit((values) => { create.mutate(values); })} noValidate>
            <Stack>
                <Textarea label={t('quizForm.question')} required autosize minRows={2} maxLength={500} data-autofocus {...form.getInputProps('question')} />
                <Fieldset legend={t('quizForm.options')} variant="unstyled">
                    <Stack gap="xs">
                        {options.map((text, index) => (
                            <Group key={index} gap="sm" wrap="nowrap">
                                <Radio name="answer" checked={form.values.answer === index} onChange={() => { form.setFieldValue('answer', index); }} aria-label={t('quizForm.rightOption', { number: index + 1 })} />
                                <TextInput style={{ flex: 1 }} maxLength={200} aria-label={t('quizForm.option', { number: index + 1 })} placeholder={t('quizForm.option', { number: index + 1 })}
                                    value={text} onChange={(event) => { form.setFieldValue(`options.${String(index)}`, event.currentTarget.value); }} />
                                <ActionIcon variant="subtle" color="gray" c="dimmed" disabled={options.length <= 2} onClick={() => { remove(index); }} aria-label={t('quizForm.removeOption', { number: index + 1 })}><IconTrash size={18} aria-hidden /></ActionIcon>
                            </Group>
                        ))}
                        {(form.errors['options'] ?? form.errors['answer']) && <Input.Error role="alert">{form.errors['options'] ?? form.errors['answer']}</Input.Error>}
                        <Group><Button size="xs" variant="default" disabled={options.length >= most_options} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => { form.insertListItem('options', ''); }}>{t('quizForm.addOption')}</Button></Group>
                    </Stack>
                </Fieldset>
                <NumberInput label={t('quizForm.limit')} description={t('quizForm.limitHint')} min={5} max={600} allowDecimal={false} w={220} {...form.getInputProps('limit')} />
                <Textarea label={t('quizForm.solution')} autosize minRows={2} maxLength={1000} {...form.getInputProps('solution')} />
                {create.isError && <ErrorPanel error={create.error} />}
                <Group justify="flex-end">
                    <Button variant="default" onClick={onDone}>{t('cancel', { ns: 'common' })}</Button>
                    <Button type="submit" loading={create.isPending}>{t('quizForm.action')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
