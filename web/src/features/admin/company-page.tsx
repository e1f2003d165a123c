import { Paper, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { businessNumber, useFormat } from '@/lib/format';
import { useCompany } from './api';
import { Alone, Offerings, Staff } from './organisation-parts';

export default function CompanyPage() {
    const { t } = useTranslation(['organisations', 'common']);
    const format = useFormat();
    const company = useCompany(Number(useParams()['companyId']));
    return (
        <Page>
            <PageHeader title={company.data?.company.name ?? t('companies')} back={{ to: '/admin/organisations?kind=companies', label: t('back') }} />
            <QueryView query={company} skeleton={<PageSkeleton />}>
                {({ company: is, state, employeeCount, waitingCount, offerings, supervisors }) => (
                    <Stack gap="lg">
                        {state === 'WITHOUT_STAFF' && <Alone />}
                        <Paper p="md">
                            <Facts items={[
                                [t('common:fields.ownerName'), is.ownerName],
                                [t('common:fields.businessNumber'), businessNumber(is.businessNumber)],
                                [t('common:fields.organisationEmail'), is.email],
                                [t('common:fields.organisationPhone'), is.phone],
                                [t('employees'), format.number(employeeCount)],
                                [t('waitingPeople'), format.number(waitingCount)],
                                [t('created'), format.date(is.createdAt)],
                            ]} />
                        </Paper>
                        <Offerings counts={offerings} />
                        <Staff title={t('supervisors')} people={supervisors} />
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}
