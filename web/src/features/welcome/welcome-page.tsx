import { Paper, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconBuilding, IconSchool, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { useAccount } from '@/lib/session';
import { MyAffiliations } from './my-affiliations';
import classes from './welcome.module.css';

const choices = [
    { to: '/welcome/join', icon: IconUserPlus, key: 'join' },
    { to: '/welcome/company', icon: IconBuilding, key: 'company' },
    { to: '/welcome/institution', icon: IconSchool, key: 'institution' },
] as const;

export default function WelcomePage() {
    const { t } = useTranslation(['welcome', 'common']);
    const { name } = useAccount();
    return (
        <Page>
            <PageHeader title={t('title', { name })} about={t('about')} />
            <Stack gap="xl">
                <SimpleGrid cols={{ base: 1, sm: 3 }}>
                    {choices.map(({ to, icon: Shape, key }) => (
                        <Paper key={key} component={Link} to={to} p="lg" className={classes['choice'] ?? ''}>
                            <Stack gap="xs">
                                <ThemeIcon variant="light" size={44} radius="md"><Shape size={24} stroke={1.6} aria-hidden /></ThemeIcon>
                                <Title order={2} mt={4}>{t(`${key}.choice`)}</Title>
                                <Text c="dimmed">{t(`${key}.who`)}</Text>
                            </Stack>
                        </Paper>
                    ))}
                </SimpleGrid>
                <MyAffiliations />
            </Stack>
        </Page>
    );
}
