import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/page';

/** The one column that everybody who is not signed in sees. */
export function Card({ title, about, children, below }: { title: string; about?: ReactNode; children: ReactNode; below?: ReactNode }) {
    const { t } = useTranslation();
    return (
        <Page width="narrow">
            <title>{`${title} · ${t('brand')}`}</title>
            <Stack maw={440} mx="auto" gap="lg" pt={{ base: 0, sm: 32 }}>
                <Stack gap={4}>
                    <Title order={1}>{title}</Title>
                    {about && <Text c="dimmed">{about}</Text>}
                </Stack>
                <Paper p={{ base: 'md', sm: 'xl' }}>{children}</Paper>
                {below && <Text ta="center" component="div">{below}</Text>}
            </Stack>
        </Page>
    );
}
