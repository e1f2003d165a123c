import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconMail } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInput } from '@/components/code-input';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { QueryView } from '@/components/query-view';
import { ResendCode } from '@/components/resend-code';
import { ListSkeleton } from '@/components/skeletons';
import type { IdentityCheckState } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { identityCheck, proveIdentity, sendIdentityCode } from './api';

interface Props { contentId: number; courseProvideId: number; onPassed: () => void; onClose: () => void }

/** Comes before a lesson whose rules ask who studies it. Nothing is measured meanwhile, so nothing plays. */
export function IdentityDialog(props: Props) {
    const { t } = useTranslation('player');
    const state = useQuery(identityCheck(props.contentId, props.courseProvideId));
    useEffect(() => { document.querySelectorAll('video').forEach((each) => { each.pause(); }); }, []);
    return (
        <Dialog opened onClose={props.onClose} title={t('identity.title')}>
            <QueryView query={state} skeleton={<ListSkeleton rows={2} height={48} />}>{(data) => <Ask state={data} {...props} />}</QueryView>
        </Dialog>
    );
}

function Ask({ state, contentId, courseProvideId, onPassed }: Props & { state: IdentityCheckState }) {
    const { t } = useTranslation(['player', 'codes']);
    const [method, setMethod] = useState(state.methods.includes('TOTP') ? 'TOTP' as const : 'EMAIL_CODE' as const);
    const [sent, setSent] = useState(false);
    const send = useMutation({ mutationFn: () => sendIdentityCode(contentId, courseProvideId), onSuccess: () => { setSent(true); } });
    const form = useForm({ initialValues: { code: '' }, validate: { code: (value) => (/^\d{6}$/.test(value) ? null : t('codes:rule')) } });
    const submit = useSubmit(form, async ({ code }) => {
        await proveIdentity(contentId, { courseProvideId, method, code });
        onPassed();
    });
    const byMail = method === 'EMAIL_CODE';
    return (
        <Stack>
            <Text>{t('identity.why')}</Text>
            {byMail && !sent ? (
                <>
                    <Text size="sm" c="dimmed">{t('identity.byMail', { email: state.maskedEmail })}</Text>
                    {send.isError && <ErrorPanel error={send.error} />}
                    <Button data-autofocus leftSection={<IconMail size={16} aria-hidden />} loading={send.isPending} onClick={() => { send.mutate(); }}>{t('identity.send')}</Button>
                </>
            ) : (
                <form onSubmit={submit.onSubmit} noValidate>
                    <Stack>
                        <Text size="sm" c="dimmed" role="status">{byMail ? t('identity.sent', { email: state.maskedEmail }) : t('identity.byApp')}</Text>
                        {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                        <CodeInput key={method} label={t('codes:code')} autoFocus onComplete={() => { submit.onSubmit(); }} {...form.getInputProps('code')} />
                        <Button type="submit" loading={submit.busy}>{t('identity.action')}</Button>
                        {byMail && <ResendCode send={() => sendIdentityCode(contentId, courseProvideId)} />}
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
