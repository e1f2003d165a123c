import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconFileImport, IconUserPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { saveFile } from '@/lib/save-file';
import { AddEmployee } from './add-employee';
import { EmployeesList } from './employees-list';
import { InvitationsList } from './invitations-list';
import { exportAddress } from './people-api';
import { PeopleFilter } from './people-filter';
import { WaitingAffiliations } from './waiting-affiliations';

export default function EmployeesPage() {
    const { t } = useTranslation(['employees', 'company', 'common']);
    const [query, setQuery] = useSearchParams();
    const invited = query.get('view') === 'invited';
    const [search, setSearch] = useState('');
    const [settled] = useDebouncedValue(search.trim(), 250);
    const [department, setDepartment] = useState('');
    const [adding, setAdding] = useState(false);
    const save = useMutation({ mutationFn: () => saveFile(exportAddress, `${t('file')}.xlsx`) });
    const show = (view: string) => { setQuery(view === 'invited' ? { view } : {}, { replace: true }); };
    const shown = { search: settled, department, onAdd: () => { setAdding(true); } };
    return (
        <Page>
            <PageHeader title={t('company:employees.title')} about={t('company:employees.about')} actions={(
                <>
                    <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} loading={save.isPending} onClick={() => { save.mutate(); }}>{t('export')}</Button>
                    <Button variant="default" component={Link} to="/company/employees/import" leftSection={<IconFileImport size={18} aria-hidden />}>{t('import.open')}</Button>
                    <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => { setAdding(true); }}>{t('add.open')}</Button>
                </>
            )} />
            <Stack gap="xl">
                {save.isError && <ErrorPanel error={save.error} />}
                <WaitingAffiliations />
                <Stack>
                    <SegmentedControl aria-label={t('views')} value={invited ? 'invited' : 'members'} onChange={show} style={{ alignSelf: 'flex-start' }}
                        data={[{ value: 'members', label: t('members') }, { value: 'invited', label: t('invited') }]} />
                    <PeopleFilter search={search} onSearch={setSearch} department={department} onDepartment={setDepartment} />
                    {invited ? <InvitationsList {...shown} /> : <EmployeesList {...shown} />}
                </Stack>
            </Stack>
            <AddEmployee opened={adding} onClose={() => { setAdding(false); }} onAdded={() => { show('invited'); }} />
        </Page>
    );
}
