import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { organisationBody, OrganisationFields, organisationRules, type Organisation } from '@/components/organisation-fields';
import { isStatus } from '@/lib/api/problem';
import { useSubmit } from '@/lib/forms';
import { useChangeDetails, useDetails, type Held, type Place } from './api';
import { changesBetween, shownBusinessNumber } from './details-shown';

interface Props { held: Held; place: Place; certified: boolean; onCancel: () => void; onSaved: () => void }

function valuesOf({ details }: Held): Organisation {
    return {
        name: details.name, ownerName: details.ownerName, businessNumber: shownBusinessNumber(details.businessNumber),
        certifiedNumber: ('certifiedNumber' in details ? details.certifiedNumber : undefined) ?? '', email: details.email, phone: details.phone,
    };
}

/**
 * Changes the details. When somebody else was faster, it says what they changed and keeps what was typed: one takes
 * theirs, or saves again and means it.
 */
export function DetailsForm({ held, place, certified, onCancel, onSaved }: Props) {
    const { t } = useTranslation(['organisation', 'common']);
    const client = useQueryClient();
    const details = useDetails(place);
    const change = useChangeDetails(place);
    // What this form was filled from; the query below it may move on.
    const [base, setBase] = useState(held);
    const [theirs, setTheirs] = useState<Held>();
    const form = useForm({ initialValues: valuesOf(held), validate: organisationRules });
    const submit = useSubmit(form, async (values) => {
        try {
            await change(base.details.id, organisationBody(values, certified), (theirs ?? base).etag);
        } catch (failure) {
            if (!isStatus(failure, 412)) throw failure;
            await details.refetch();
            setTheirs(client.getQueryData<Held>(place.key));
            return;
        }
        onSaved();
    });
    const takeTheirs = () => {
        if (!theirs) return;
        form.setValues(valuesOf(theirs));
        setBase(theirs);
        setTheirs(undefined);
    };
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                {theirs && (
                    <Alert color="yellow" variant="light" role="alert" title={t('details.conflict')}>
                        <Stack gap="xs" align="flex-start">
                            <Text size="sm">{t('details.conflictHint')}</Text>
                            <List size="sm">{changesBetween(base.details, theirs.details).map(([field, value]) => <List.Item key={field}>{t(`common:fields.${field}`)}: <strong>{value}</strong></List.Item>)}</List>
                            <Button size="xs" variant="default" onClick={takeTheirs}>{t('details.takeTheirs')}</Button>
                        </Stack>
                    </Alert>
                )}
                <OrganisationFields form={form} certified={certified} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onCancel}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy} disabled={!form.isDirty()}>{t(theirs ? 'details.saveAnyway' : 'common:save')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
