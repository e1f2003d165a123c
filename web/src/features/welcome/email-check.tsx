import { Alert, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAccount } from '@/lib/session';
import { useEmailCheck } from './api';

/** Said before one asks: will the company recognise the address? When that cannot be told, nothing is. */
export function EmailCheck({ companyId }: { companyId: number }) {
    const { t } = useTranslation('welcome');
    const { email } = useAccount();
    const check = useEmailCheck(companyId, email);
    if (check.isError) return null;
    if (!check.data) return <Skeleton h={72} mt="sm" />;
    return check.data.belongs
        ? <Alert mt="sm" color="green" variant="light">{t('join.belongs', { email })}</Alert>
        : <Alert mt="sm" color="gray" variant="light">{t('join.foreign', { email })} <Link to="/account" className="ah-link">{t('join.changeEmail')}</Link></Alert>;
}
