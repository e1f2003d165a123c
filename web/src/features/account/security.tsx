import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Dialog } from '@/components/dialog';
import type { User } from '@/lib/api/types';
import { useAccount } from '@/lib/session';
import classes from './account.module.css';
import { ChangeEmail } from './change-email';
import { ChangePassword } from './change-password';
import { useExternalIdentities } from './api';
import { SetPassword, WithPassword } from './set-password';

/** How one signs in: each line with the button that changes it. */
export function Security({ user }: { user: User }) {
    const { t } = useTranslation('account');
    const { secondFactor } = useAccount();
    const [open, setOpen] = useState<'email' | 'password'>();
    const hasPassword = useExternalIdentities().data?.hasPassword ?? true;
    const close = () => { setOpen(undefined); };
    return (
        <Stack component="section" gap="sm" aria-labelledby="security">
            <Title order={2} id="security">{t('security.title')}</Title>
            <Paper p={0} className={classes['rows'] ?? ''}>
                <Line title={t('email.title')} about={user.email} action={<Button size="xs" variant="default" onClick={() => { setOpen('email'); }}>{t('email.open')}</Button>} />
                <Line title={t('password.title')} about={t(hasPassword ? 'password.about' : 'password.none')} action={<Button size="xs" variant="default" onClick={() => { setOpen('password'); }}>{t(hasPassword ? 'password.open' : 'password.set')}</Button>} />
                <Line title={<Group gap={8} component="span">{t('factor.title')}<Badge className="ah-badge" color={secondFactor ? 'green' : 'gray'}>{t(secondFactor ? 'factor.on' : 'factor.off')}</Badge></Group>}
                    about={t('factor.about')} action={<Button size="xs" variant="default" component={Link} to="/account/second-factor">{t(secondFactor ? 'factor.manage' : 'factor.setUp')}</Button>} />
            </Paper>
            <Dialog opened={open === 'email'} onClose={close} title={t('email.open')}><WithPassword onCancel={close}><ChangeEmail onDone={close} /></WithPassword></Dialog>
            <Dialog opened={open === 'password'} onClose={close} title={t(hasPassword ? 'password.open' : 'password.set')}>
                {hasPassword ? <ChangePassword user={user} onDone={close} /> : <SetPassword why={t('password.setAbout')} onCancel={close} />}
            </Dialog>
        </Stack>
    );
}

function Line({ title, about, action }: { title: ReactNode; about: ReactNode; action: ReactNode }) {
    return (
        <div className={classes['row']}>
            <div className={classes['words']}>
                <Text fw={600} component="div">{title}</Text>
                <Text size="sm" c="dimmed" component="div">{about}</Text>
            </div>
            {action}
        </div>
    );
}
