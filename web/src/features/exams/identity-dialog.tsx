import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconMail } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInput } from '@/components/code-input';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { QueryView } from '@/components/query-view';
import { ResendCode } from '@/components/resend-code';
import { ListSkeleton } from '@/components/skeletons';
import { useSubmit } from '@/lib/forms';
import { identityMethods, proveIdentity, sendIdentityCode, type IdentityMethods } from './api';

interface Props { examId: number; courseProvideId: number; onPassed: () => void; onClose: () => void }

/** Comes before an attempt whose rules ask who takes it. */
export function IdentityDialog(props: Props) {
    const { t } = useTranslation('exams');
    const state = useQuery(identityMethods(props.examId, props.courseProvideId));
    return (
        <Dialog opened onClose={props.onClose} title={t('identity.title')}>
            <QueryView query={state} skeleton={<ListSkeleton rows={2} height={48} />}>{(data) => <Ask state={data} {...props} />}</QueryView>
        </Dialog>
    );
}

function Ask({ state, examId, courseProvideId, onPassed }: Props & { state: IdentityMethods }) {
    const { t } = useTranslation(['exams', 'codes']);
    const [method, setMethod] = useState(state.methods.includes('TOTP') ? 'TOTP' as const : 'EMAIL_CODE' as const);
    const [sent, setSent] = useState(false);
    const send = useMutation({ mutationFn: () => sendIdentityCode(examId, courseProvideId), onSuccess: () => { setSent(true); } });
    const form = useForm({ initialValues: { code: '' }, validate: { code: (value) => (/^\d{6}$/.test(value) ? null : t('codes:rule')) } });
    const submit = useSubmit(form, async ({ code }) => {
        await proveIdentity(examId, { courseProvideId, method, code });
        onPassed();
    });
    const byMail = method === 'EMAIL_CODE';
    return (
        <Stack>
            <Text>{t('identity.why')}</Text>
            {byMail && !sent ? (
                <>
                    <Text size="sm" c="dimmed">{t('identity.byMail')}</Text>
                    {send.isError && <ErrorPanel error={send.error} />}
                    <Button data-autofocus leftSection={<IconMail size={16} aria-hidden />} loading={send.isPending} onClick={() => { send.mutate(); }}>{t('identity.send')}</Button>
                </>
            ) : (
                <form onSubmit={submit.onSubmit} noValidate>
                    <Stack>
                        <Text size="sm" c="dimmed" role="status">{byMail ? t('identity.sent') : t('identity.byApp')}</Text>
                        {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                        <CodeInput key={method} label={t('codes:code')} autoFocus onComplete={() => { submit.onSubmit(); }} {...form.getInputProps('code')} />
                        <Button type="submit" loading={submit.busy}>{t('identity.action')}</Button>
                        {byMail && <ResendCode send={() => sendIdentityCode(examId, courseProvideId)} />}
                    </Stack>
                </form>
            )}
            {state.methods.length > 1 && (
                <Group justify="center">
                    <Button variant="subtle" size="compact-sm" onClick={() => { setMethod(byMail ? 'TOTP' : 'EMAIL_CODE'); form.reset(); }}>{byMail ? t('identity.useApp') : t('identity.useMail')}</Button>
                </Group>
            )}
        </Stack>
    );
}
