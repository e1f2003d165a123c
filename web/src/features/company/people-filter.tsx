import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDepartments } from './people-api';

interface Props {
    search: string;
    onSearch: (search: string) => void;
    department: string;
    onDepartment: (department: string) => void;
}

/** By what is typed and by department; without departments nobody is asked for one. */
export function PeopleFilter({ search, onSearch, department, onDepartment }: Props) {
    const { t } = useTranslation('employees');
    const departments = useDepartments().data ?? [];
    return (
        <Group gap="sm" align="flex-end">
            <TextInput type="search" aria-label={t('search')} placeholder={t('search')} leftSection={<IconSearch size={18} aria-hidden />} value={search} style={{ flex: '1 1 240px', maxWidth: 480 }}
                onChange={(event) => { onSearch(event.currentTarget.value); }} />
            {departments.length > 0 && (
                <Select aria-label={t('department')} placeholder={t('allDepartments')} data={departments} value={department || null} clearable searchable limit={200} nothingFoundMessage={t('noDepartment')}
                    clearButtonProps={{ 'aria-label': t('allDepartments'), tabIndex: 0 }} style={{ flex: '0 1 220px' }} onChange={(next) => { onDepartment(next ?? ''); }} />
            )}
        </Group>
    );
}
