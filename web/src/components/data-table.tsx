import { Paper } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './data-table.module.css';

export interface Column<T> {
    key: string;
    label: string;
    cell: (row: T) => ReactNode;
    end?: boolean;
    /** Buttons in this cell stay usable although the whole row is a link. */
    acts?: boolean;
    width?: number | string;
}

interface Props<T> {
    caption: string;
    columns: Column<T>[];
    rows: T[];
    rowKey: (row: T) => string | number;
    /** Makes the first column's text a link that covers the row. */
    href?: (row: T) => string;
}

/** A table for the desk; on a phone the same rows as cards, the first column as their title. */
export function DataTable<T>({ caption, columns, rows, rowKey, href }: Props<T>) {
    const narrow = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
    const [first, ...rest] = columns;
    if (!first) return null;
    const title = (row: T) => href ? <Link data-row to={href(row)}>{first.cell(row)}</Link> : <strong>{first.cell(row)}</strong>;

    if (narrow) {
        return (
            <Paper component="ul" aria-label={caption} p={0} m={0} style={{ listStyle: 'none', overflow: 'hidden' }}>
                {rows.map((row) => (
                    <li key={rowKey(row)} className={classes['card']}>
                        {title(row)}
                        <dl style={{ margin: 0 }}>
                            {rest.map((column) => (
                                <div key={column.key} className={classes['pair']}>
                                    <dt>{column.label}</dt>
                                    <dd className={column.acts ? classes['above'] : undefined}>{column.cell(row)}</dd>
                                </div>
                            ))}
                        </dl>
                    </li>
                ))}
            </Paper>
        );
    }
    return (
        <Paper p={0} style={{ overflowX: 'auto' }}>
            <table className={classes['table']} aria-label={caption}>
                <thead>
                    <tr>{columns.map((column) => <th key={column.key} scope="col" className={column.end ? classes['end'] : undefined} style={{ width: column.width }}>{column.label}</th>)}</tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <tr key={rowKey(row)}>
                            <td>{title(row)}</td>
                            {rest.map((column) => (
                                <td key={column.key} className={column.end ? classes['end'] : undefined}>
                                    {column.acts ? <div className={classes['above']}>{column.cell(row)}</div> : column.cell(row)}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </Paper>
    );
}
