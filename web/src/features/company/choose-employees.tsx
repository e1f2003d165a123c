import { Button, Checkbox, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import type { CourseProvideDetail, Employee } from '@/lib/api/types';
import { useAllEmployees, useSubmitEmployees } from './api';
import classes from './company.module.css';

interface Props {
    detail: CourseProvideDetail;
    /** When a list that was sent already is changed: what leads back to it. */
    onDone?: () => void;
}

/**
 * Whom the company sends: everybody in one list, narrowed by typing; the choice survives the narrowing. It begins
 * with those who were named before and are still there.
 */
export function ChooseEmployees({ detail, onDone }: Props) {
    const { t } = useTranslation(['company', 'common']);
    // Training officers cannot be enrolled: a course is taken as an employee.
    const employees = useAllEmployees();
    return (
        <Paper p={0} component="section" style={{ overflow: 'hidden' }}>
            <QueryView query={employees} isEmpty={(people) => people.every((person) => person.isSupervisor)}
                empty={<EmptyState plain icon={IconUsers} title={t('choose.none')} hint={t('choose.noneHint')} action={<Button component={Link} to="/company/employees" variant="light">{t('nav.employees')}</Button>} />}>
                {(people) => <Checklist people={people.filter((person) => !person.isSupervisor)} detail={detail} {...(onDone && { onDone })} />}
            </QueryView>
        </Paper>
    );
}

function Checklist({ people, detail, onDone }: Props & { people: Employee[] }) {
    const { t } = useTranslation(['company', 'common']);
    const named = useMemo(() => new Set(detail.attendees.map((person) => person.userId)), [detail.attendees]);
    const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(people.map((person) => person.userId).filter((id) => named.has(id))));
    const gone = detail.attendees.filter((attendee) => !people.some((person) => person.userId === attendee.userId));
    const [search, setSearch] = useState('');
    const submit = useSubmitEmployees(detail.id);
    const shown = useMemo(() => {
        const wanted = search.trim().toLocaleLowerCase();
        return people.filter((person) => [person.name, person.email, person.username].some((text) => text.toLocaleLowerCase().includes(wanted)));
    }, [people, search]);

    const change = (ids: number[], on: boolean) => {
        setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
    };
    const shownChosen = shown.filter((person) => chosen.has(person.userId)).length;
    const tooMany = chosen.size > detail.attendeeCount;
    const send = () => {
        submit.mutate({ employees: [...chosen], seen: detail.version }, { onSuccess: () => { toast(t('choose.done')); onDone?.(); } });
    };
    return (
        <>
            <Stack gap="sm" p="md">
                <Group justify="space-between">
                    <Title order={2} size="h3">{t(onDone ? 'choose.changeTitle' : 'choose.title')}</Title>
                    <Text fw={650} className="ah-number" c={tooMany ? 'var(--mantine-color-error)' : undefined} aria-live="polite">{t('choose.count', { chosen: chosen.size, count: detail.attendeeCount })}</Text>
                </Group>
                {gone.length > 0 && <Text size="sm" c="dimmed">{t('choose.gone', { names: gone.map((person) => person.name).join(', ') })}</Text>}
                <TextInput type="search" aria-label={t('choose.search')} placeholder={t('choose.search')} leftSection={<IconSearch size={18} aria-hidden />} value={search}
                    onChange={(event) => { setSearch(event.currentTarget.value); }} />
                <Checkbox label={t('choose.all', { count: shown.length })} checked={shown.length > 0 && shownChosen === shown.length} indeterminate={shownChosen > 0 && shownChosen < shown.length}
                    disabled={shown.length === 0} onChange={(event) => { change(shown.map((person) => person.userId), event.currentTarget.checked); }} />
            </Stack>
            <div className={classes['people']} role="group" aria-label={t('choose.title')} tabIndex={0}>
                {shown.map((person) => (
                    <label key={person.userId} className={classes['person']}>
                        <Checkbox checked={chosen.has(person.userId)} aria-label={person.name} onChange={(event) => { change([person.userId], event.currentTarget.checked); }} />
                        <div style={{ minWidth: 0 }}><Text fw={550}>{person.name}</Text><Text size="sm" c="dimmed" truncate>{person.email}</Text></div>
                    </label>
                ))}
                {shown.length === 0 && <Text p="md" c="dimmed" ta="center">{t('choose.nobody', { search })}</Text>}
            </div>
            <Stack gap="sm" p="md" style={{ borderTop: '1px solid var(--ah-line)' }}>
                {submit.isError && <ErrorPanel error={submit.error} />}
                {tooMany && <Text size="sm" c="var(--mantine-color-error)">{t('choose.tooMany', { count: chosen.size - detail.attendeeCount })}</Text>}
                <Group justify="space-between">
                    <Text size="sm" c="dimmed">{t('choose.hint')}</Text>
                    <Group gap="xs">
                        {onDone && <Button variant="default" onClick={onDone}>{t('cancel')}</Button>}
                        <Button disabled={chosen.size === 0 || tooMany} loading={submit.isPending} onClick={send}>{t('choose.action', { count: chosen.size })}</Button>
                    </Group>
                </Group>
            </Stack>
        </>
    );
}
