import { Button, Paper, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { emptyOrganisation, organisationBody, OrganisationFields, organisationRules } from '@/components/organisation-fields';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import { useSubmit } from '@/lib/forms';
import { useRenewSession } from '@/lib/session';

export default function CompanyPage() {
    const { t } = useTranslation(['welcome', 'common']);
    const navigate = useNavigate();
    const renew = useRenewSession();
    const form = useForm({ mode: 'uncontrolled', initialValues: emptyOrganisation, validate: organisationRules });
    const submit = useSubmit(form, async (values) => {
        await api.post('/v1/students/visitor/companies', organisationBody(values, false));
        // The role is in the tokens, so new ones are asked for before the new home opens.
        await renew();
        toast(t('company.done'));
        await navigate('/company');
    });
    return (
        <Page width="text">
            <PageHeader title={t('company.title')} about={t('company.about')} back={{ to: '/welcome', label: t('nav.welcome') }} />
            <Paper p={{ base: 'md', sm: 'xl' }}>
                <form onSubmit={submit.onSubmit} noValidate>
                    <Stack>
                        {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                        <OrganisationFields form={form} />
                        <Button type="submit" loading={submit.busy} style={{ alignSelf: 'flex-start' }}>{t('company.action')}</Button>
                    </Stack>
                </form>
            </Paper>
        </Page>
    );
}
