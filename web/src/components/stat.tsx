import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './stat.module.css';

/** A number that matters, and the way to what it counts. */
export function Stat({ label, value, to, hint }: { label: string; value: ReactNode; to?: string; hint?: string }) {
    const inside = (
        <>
            <Text size="sm" c="dimmed">{label}</Text>
            <Text fz={28} fw={700} lh={1.25} className="ah-number">{value}</Text>
            {hint && <Text size="sm" c="dimmed">{hint}</Text>}
        </>
    );
    return to ? <Paper p="md" component={Link} to={to} className={classes['link'] ?? ''}>{inside}</Paper> : <Paper p="md">{inside}</Paper>;
}
