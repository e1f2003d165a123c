import { Autocomplete, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { Employee } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { atMost } from '@/lib/rules';
import { useDepartments, useSetDepartment } from './people-api';

/** Where somebody works: one of the departments there are, a new one, or none. */
export function DepartmentDialog({ person, onClose }: { person: Employee | undefined; onClose: () => void }) {
    const { t } = useTranslation('employees');
    return (
        <Dialog opened={person !== undefined} onClose={onClose} title={t('move', { name: person?.name })}>
            {person && <Form person={person} onDone={onClose} />}
        </Dialog>
    );
}

function Form({ person, onDone }: { person: Employee; onDone: () => void }) {
    const { t } = useTranslation(['employees', 'common']);
    const departments = useDepartments().data ?? [];
    const put = useSetDepartment();
    const form = useForm({ initialValues: { department: person.department ?? '' }, validate: { department: atMost(50) } });
    const submit = useSubmit(form, async ({ department }) => {
        await put.mutateAsync({ userId: person.userId, department: department.trim() });
        toast(t('common:saved'));
        onDone();
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <Autocomplete label={t('department')} description={t('moveHint')} data={departments} limit={50} data-autofocus comboboxProps={{ withinPortal: false }} {...form.getInputProps('department')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onDone}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy}>{t('common:save')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
