import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

interface Props {
    title: string;
    /** One sentence under the title. */
    about?: ReactNode;
    /** Beside the title: a state badge. */
    beside?: ReactNode;
    /** Where the page belongs, one step up. */
    back?: { to: string; label: string };
    actions?: ReactNode;
}

export function PageHeader({ title, about, beside, back, actions }: Props) {
    const { t } = useTranslation();
    return (
        <Stack gap={4} mb="lg" component="header">
            <title>{`${title} · ${t('brand')}`}</title>
            {back && (
                <Anchor component={Link} to={back.to} size="sm" w="fit-content">
                    <Group gap={2} component="span"><IconChevronLeft size={16} aria-hidden />{back.label}</Group>
                </Anchor>
            )}
            <Group justify="space-between" align="flex-start" gap="md">
                <Stack gap={4} style={{ flex: '1 1 280px', minWidth: 0 }}>
                    <Group gap="sm"><Title order={1}>{title}</Title>{beside}</Group>
                    {about && <Text c="dimmed" maw="70ch">{about}</Text>}
                </Stack>
                {actions && <Group gap="xs">{actions}</Group>}
            </Group>
        </Stack>
    );
}
