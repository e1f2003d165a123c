import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import type { User } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { keys } from '@/lib/query-keys';
import * as rules from '@/lib/rules';
import { OwnPassword } from './own-password';

export function ChangePassword({ user, onDone }: { user: User; onDone: () => void }) {
    const { t } = useTranslation(['account', 'common']);
    const client = useQueryClient();
    const form = useForm({
        mode: 'uncontrolled', initialValues: { currentPassword: '', newPassword: '' },
        validate: { currentPassword: (value) => (value === '' ? rules.required(value) : null), newPassword: rules.password },
    });
    const submit = useSubmit(form, async (values) => {
        await api.post('/auth/v1/password', values);
        void client.invalidateQueries({ queryKey: keys.ownSessions() });
        toast(t('password.done'));
        onDone();
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text size="sm" c="dimmed">{t('password.hint')}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                {/* For whatever keeps passwords: whose it is. */}
                <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
                <OwnPassword key={form.key('currentPassword')} {...form.getInputProps('currentPassword')} />
                <PasswordInput label={t('password.new')} description={t('common:fields.passwordHint')} autoComplete="new-password"
                    visibilityToggleButtonProps={{ 'aria-label': t('common:fields.showPassword'), tabIndex: 0 }}
                    key={form.key('newPassword')} {...form.getInputProps('newPassword')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onDone}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy}>{t('password.action')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
