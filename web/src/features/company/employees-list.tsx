import { Badge, Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import type { Employee } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { DepartmentDialog } from './department-dialog';
import { EmployeeActs } from './employee-acts';
import { PagedList } from '@/components/paged-list';
import { useEmployees } from './people-api';

interface Props { search: string; department: string; onAdd: () => void }

export function EmployeesList({ search, department, onAdd }: Props) {
    const { t } = useTranslation(['employees', 'common']);
    const format = useFormat();
    const employees = useEmployees(search, department);
    const [moved, setMoved] = useState<Employee>();
    const [confirm, dialog] = useConfirm();
    const narrowed = search !== '' || department !== '';
    return (
        <>
            <PagedList query={employees} empty={narrowed ? <EmptyState icon={IconUsers} title={t('nobody')} hint={t('nobodyHint')} />
                : <EmptyState icon={IconUsers} title={t('none')} hint={t('noneHint')} action={<Button variant="light" onClick={onAdd}>{t('add.open')}</Button>} />}>
                {(rows) => (
                    <DataTable caption={t('members')} rows={rows} rowKey={(person) => person.userId} columns={[
                        { key: 'name', label: t('fields.name', { ns: 'common' }), cell: (person) => <>{person.name} {person.isSupervisor && <Badge size="sm" ml={6} className="ah-badge">{t('roles.SUPERVISOR', { ns: 'common' })}</Badge>}</> },
                        { key: 'department', label: t('department'), acts: true, cell: (person) => (
                            <Button size="compact-sm" variant="subtle" {...(!person.department && { c: 'dimmed', fw: 400 })} mx={-8} aria-label={t('moveOf', { name: person.name, department: person.department ?? t('noneYet') })}
                                onClick={() => { setMoved(person); }}>{person.department ?? t('noneYet')}</Button>
                        ) },
                        { key: 'email', label: t('fields.email', { ns: 'common' }), cell: (person) => person.email },
                        { key: 'username', label: t('fields.username', { ns: 'common' }), cell: (person) => person.username },
                        { key: 'since', label: t('since'), cell: (person) => format.date(person.since) },
                        { key: 'acts', label: t('acts'), end: true, acts: true, cell: (person) => <EmployeeActs person={person} confirm={confirm} /> },
                    ]} />
                )}
            </PagedList>
            {dialog}
            <DepartmentDialog person={moved} onClose={() => { setMoved(undefined); }} />
        </>
    );
}
