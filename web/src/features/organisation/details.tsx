import { Button, Group, Paper, Stack } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '@/components/facts';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { useDetails, type Held, type Place } from './api';
import { DetailsForm } from './details-form';
import { detailsShown } from './details-shown';

interface Props { place: Place; certified?: boolean }

/** What an organisation says of itself, to read, and to change with a press. */
export function Details({ place, certified = false }: Props) {
    const details = useDetails(place);
    return <QueryView query={details} skeleton={<PageSkeleton />}>{(held) => <Shown held={held} place={place} certified={certified} />}</QueryView>;
}

function Shown({ held, place, certified }: Required<Props> & { held: Held }) {
    const { t } = useTranslation(['organisation', 'common']);
    const [editing, setEditing] = useState(false);
    const done = () => { setEditing(false); };
    if (editing) {
        return (
            <Paper p={{ base: 'md', sm: 'xl' }}>
                <DetailsForm held={held} place={place} certified={certified} onCancel={done} onSaved={() => { toast(t('common:saved')); done(); }} />
            </Paper>
        );
    }
    return (
        <Paper p={{ base: 'md', sm: 'xl' }}>
            <Stack>
                <Facts items={detailsShown(held.details).map(([field, value]) => [t(`common:fields.${field}`), value])} />
                <Group><Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={() => { setEditing(true); }}>{t('details.edit')}</Button></Group>
            </Stack>
        </Paper>
    );
}
