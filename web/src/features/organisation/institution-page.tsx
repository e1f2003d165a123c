import { Button } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { ownInstitution } from './api';
import { Details } from './details';

export default function InstitutionPage() {
    const { t } = useTranslation(['organisation', 'common']);
    return (
        <Page width="text">
            <PageHeader title={t('institution.title')} about={t('institution.about')} back={{ to: '/manage/staff', label: t('common:nav.staff') }} actions={<Button component={Link} to="/manage/rules" variant="default" leftSection={<IconCertificate size={16} aria-hidden />}>{t('rules.title')}</Button>} />
            <Details place={ownInstitution} certified />
        </Page>
    );
}
