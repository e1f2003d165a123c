import { UnstyledButton } from '@mantine/core';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '@/lib/api/types';
import { useAccount } from '@/lib/session';
import { Deferred, type Trigger } from './deferred';
import classes from './layout.module.css';

const load = () => import('./account-menu');
const AccountMenu = lazy(load);

export function AccountFace({ account, ...trigger }: Trigger & { account: Account; ref?: React.Ref<HTMLButtonElement> }) {
    const { t } = useTranslation();
    return (
        <UnstyledButton aria-label={t('account.menu', { name: account.name })} aria-haspopup="menu" className={classes['face'] ?? ''} {...trigger}>
            <span aria-hidden>{account.name.slice(0, 1)}</span>
        </UnstyledButton>
    );
}

export function AccountButton() {
    const account = useAccount();
    return <Deferred Opened={AccountMenu} load={load} button={(trigger) => <AccountFace account={account} {...trigger} />} />;
}
