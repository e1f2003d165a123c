import { Button, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBuilding, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { InviteStaff } from './invite-staff';
import { StaffInvitations } from './staff-invitations';
import { StaffList } from './staff-list';

/** Who makes the courses of the institution: its managers, and those who are asked to be. */
export default function StaffPage() {
    const { t } = useTranslation(['organisation', 'common']);
    const [inviting, { open, close }] = useDisclosure();
    return (
        <Page>
            <PageHeader title={t('staff.title')} about={t('staff.about')} actions={(
                <>
                    <Button variant="default" component={Link} to="/manage/institution" leftSection={<IconBuilding size={18} aria-hidden />}>{t('institution.title')}</Button>
                    <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={open}>{t('staff.invite.open')}</Button>
                </>
            )} />
            <Stack gap="xl">
                <StaffList />
                <Stack gap="sm" component="section">
                    <Title order={2}>{t('staff.invited')}</Title>
                    <StaffInvitations />
                </Stack>
            </Stack>
            <InviteStaff opened={inviting} onClose={close} />
        </Page>
    );
}
