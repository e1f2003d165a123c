import { Paper, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { businessNumber, useFormat } from '@/lib/format';
import { useInstitution } from './api';
import { StorageLimit } from './storage-limit';
import { Alone, Offerings, Staff } from './organisation-parts';

export default function InstitutionPage() {
    const { t } = useTranslation(['organisations', 'common']);
    const format = useFormat();
    const institution = useInstitution(Number(useParams()['institutionId']));
    return (
        <Page>
            <PageHeader title={institution.data?.institution.name ?? t('institutions')} back={{ to: '/admin/organisations', label: t('back') }} />
            <QueryView query={institution} skeleton={<PageSkeleton />}>
                {({ institution: is, state, courseCount, offerings, staff }) => (
                    <Stack gap="lg">
                        {state === 'WITHOUT_STAFF' && <Alone />}
                        <Paper p="md">
                            <Facts items={[
                                [t('common:fields.ownerName'), is.ownerName],
                                [t('common:fields.businessNumber'), businessNumber(is.businessNumber)],
                                [t('common:fields.certifiedNumber'), is.certifiedNumber],
                                [t('common:fields.organisationEmail'), is.email],
                                [t('common:fields.organisationPhone'), is.phone],
                                [t('courses'), format.number(courseCount)],
                                [t('created'), format.date(is.createdAt)],
                            ]} />
                        </Paper>
                        <StorageLimit institutionId={is.id} />
                        <Offerings counts={offerings} />
                        <Staff title={t('staff')} people={staff} />
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}
