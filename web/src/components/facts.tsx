import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Names and values, side by side; empty values are left out. */
export function Facts({ items }: { items: [label: string, value: ReactNode][] }) {
    return (
        <dl className={classes['facts']}>
            {items.filter(([, value]) => value !== undefined && value !== null && value !== '').map(([label, value]) => (
                <div key={label}><dt>{label}</dt><dd>{value}</dd></div>
            ))}
        </dl>
    );
}
