import { Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { filled, useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { useDepartments, useInvite } from './people-api';

interface Props { opened: boolean; onClose: () => void; onAdded: () => void }

/** One employee by hand; several follow each other without closing. */
export function AddEmployee({ opened, onClose, onAdded }: Props) {
    const { t } = useTranslation('employees');
    return (
        <Dialog opened={opened} onClose={onClose} title={t('add.title')}>
            <Form onClose={onClose} onAdded={onAdded} />
        </Dialog>
    );
}

function Form({ onClose, onAdded }: Omit<Props, 'opened'>) {
    const { t } = useTranslation(['employees', 'common']);
    const departments = useDepartments().data ?? [];
    const invite = useInvite();
    const form = useForm({
        initialValues: { name: '', email: '', phone: '', department: '' },
        validate: {
            name: rules.all(rules.required, rules.atMost(20)),
            email: rules.all(rules.required, rules.email, rules.atMost(100)),
            phone: rules.phone,
            department: rules.atMost(50),
        },
    });
    const submit = useSubmit(form, async (values) => {
        const made = await invite.mutateAsync(filled(values));
        toast(t('add.done', { name: made.name }));
        onAdded();
        onClose();
    });
    const optional = (label: string) => `${label} (${t('common:optional')})`;
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text size="sm" c="dimmed">{t('add.about')}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <TextInput label={t('common:fields.name')} required data-autofocus autoComplete="off" {...form.getInputProps('name')} />
                <TextInput label={t('common:fields.email')} type="email" required autoComplete="off" {...form.getInputProps('email')} />
                <TextInput label={optional(t('common:fields.phone'))} type="tel" autoComplete="off" {...form.getInputProps('phone')} />
                <Autocomplete label={optional(t('department'))} data={departments} limit={50} comboboxProps={{ withinPortal: false }} {...form.getInputProps('department')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy}>{t('add.action')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
