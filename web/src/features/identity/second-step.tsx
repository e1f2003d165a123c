import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInput } from '@/components/code-input';
import { ErrorPanel } from '@/components/error-panel';
import { api } from '@/lib/api/client';
import { isCode } from '@/lib/api/problem';
import type { Account } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { required } from '@/lib/rules';
import { replaceSession } from '@/lib/session';
import { Card } from './card';

/** After the password: a code of the authenticator, or a recovery code in its place. */
export function SecondStep({ ticket, onOver }: { ticket: string; onOver: (error?: unknown) => void }) {
    const { t } = useTranslation(['identity', 'codes']);
    const client = useQueryClient();
    const [lost, setLost] = useState(false);
    const form = useForm({
        initialValues: { code: '' },
        validate: { code: (value) => (lost ? required(value) : /^\d{6}$/.test(value) ? null : t('codes:rule')) },
    });
    const submit = useSubmit(form, async ({ code }) => {
        try {
            replaceSession(client, await api.post<Account>('/auth/v1/signin/second-factor', { ticket, code: code.trim() }));
        } catch (error) {
            // Too late, or wrong too often: the password is asked for again.
            if (isCode(error, 'ticket_over')) onOver(error);
            else {
                // A code that was refused is of no use; the next one is typed from the first box on.
                if (!lost) form.setFieldValue('code', '');
                throw error;
            }
        }
    });
    const turn = () => {
        form.reset();
        submit.fail(undefined);
        setLost(!lost);
    };
    return (
        <Card title={t('secondStep.title')} about={t(lost ? 'secondStep.aboutRecovery' : 'secondStep.about')}
            below={<Anchor underline="always" component="button" type="button" onClick={() => { onOver(); }}>{t('secondStep.again')}</Anchor>}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    {lost
                        ? <TextInput key="recovery" label={t('secondStep.recovery')} description={t('secondStep.recoveryHint')} autoFocus autoComplete="off" autoCapitalize="characters" spellCheck={false} {...form.getInputProps('code')} />
                        : <CodeInput key="code" label={t('secondStep.code')} autoFocus onComplete={() => { submit.onSubmit(); }} {...form.getInputProps('code')} />}
                    <Button type="submit" loading={submit.busy} fullWidth mt="xs">{t('signin.action')}</Button>
                    <Text size="sm" ta="center">
                        <Anchor underline="always" component="button" type="button" onClick={turn}>{t(lost ? 'secondStep.byCode' : 'secondStep.byRecovery')}</Anchor>
                    </Text>
                    {lost && <Text size="sm" c="dimmed">{t('secondStep.allLost')}</Text>}
                </Stack>
            </form>
        </Card>
    );
}
