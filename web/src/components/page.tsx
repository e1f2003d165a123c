import type { ReactNode } from 'react';
import classes from './page.module.css';

export type PageWidth = 'narrow' | 'text' | 'normal' | 'wide' | 'full';

/** The body of a page, with the margins that every page has. `full` is for rooms that fill the window. */
export function Page({ width = 'normal', children }: { width?: PageWidth; children: ReactNode }) {
    return <div className={`${classes['page'] ?? ''} ${classes[width] ?? ''}`}>{children}</div>;
}
