import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { OfferingCertificates } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { useRevoke } from './api';

interface Props { offering: number; row: OfferingCertificates['trainees'][number] | undefined; onClose: () => void }

/** Asks why: whoever scans the paper's code will read it. */
export function RevokeDialog({ offering, row, onClose }: Props) {
    const { t } = useTranslation('certificates');
    return (
        <Dialog opened={row !== undefined} onClose={onClose} title={t('revoke.title')}>
            {row && <RevokeForm key={row.userId} offering={offering} row={row} onClose={onClose} />}
        </Dialog>
    );
}

function RevokeForm({ offering, row, onClose }: Props & { row: NonNullable<Props['row']> }) {
    const { t } = useTranslation(['certificates', 'common']);
    const revoke = useRevoke(offering);
    const form = useForm({ mode: 'uncontrolled', initialValues: { reason: '' }, validate: { reason: rules.all(rules.required, rules.atMost(500)) } });
    const submit = useSubmit(form, async ({ reason }) => {
        await revoke.mutateAsync({ certificate: row.certificateId ?? 0, reason: reason.trim() });
        toast(t('revoke.done', { name: row.name }));
        onClose();
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text>{t('revoke.text', { name: row.name, number: row.number })}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <Textarea label={t('revoke.reason')} description={t('revoke.reasonHint')} autosize minRows={2} maxRows={6} data-autofocus key={form.key('reason')} {...form.getInputProps('reason')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
                    <Button type="submit" color="red.8" loading={submit.busy}>{t('revoke.action')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
