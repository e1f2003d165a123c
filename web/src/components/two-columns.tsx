import type { ReactNode } from 'react';
import classes from './two-columns.module.css';

/** Content with a narrower column beside it; on small screens the side comes below. */
export function TwoColumns({ main, side }: { main: ReactNode; side: ReactNode }) {
    return <div className={classes['columns']}><div>{main}</div><aside>{side}</aside></div>;
}
