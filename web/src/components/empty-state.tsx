import { Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconInbox, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
    icon?: Icon;
    title: string;
    /** What to do next, or who will. */
    hint?: ReactNode;
    action?: ReactNode;
    plain?: boolean;
    /** It is the whole page, so its title is the page's. */
    alone?: boolean;
}

export function EmptyState({ icon: Shape = IconInbox, title, hint, action, plain = false, alone = false }: Props) {
    return (
        <Paper p="xl" withBorder={!plain} bg={plain ? 'transparent' : undefined}>
            <Stack align="center" gap="xs" py="md" ta="center">
                <ThemeIcon variant="light" size={48} radius="xl"><Shape size={24} stroke={1.6} aria-hidden /></ThemeIcon>
                <Title order={alone ? 1 : 2} size="h3" mt={4}>{title}</Title>
                {hint && <Text c="dimmed" maw="52ch">{hint}</Text>}
                {action && <div style={{ marginTop: 8 }}>{action}</div>}
            </Stack>
        </Paper>
    );
}
