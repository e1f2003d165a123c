import { useTranslation } from 'react-i18next';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { ownInstitution } from './api';
import { Details } from './details';

export default function InstitutionPage() {
    const { t } = useTranslation(['organisation', 'common']);
    return (
        <Page width="text">
            <PageHeader title={t('institution.title')} about={t('institution.about')} back={{ to: '/manage/staff', label: t('common:nav.staff') }} />
            <Details place={ownInstitution} certified />
        </Page>
    );
}
