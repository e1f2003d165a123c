import { Suspense, useState, type ComponentType, type LazyExoticComponent, type ReactElement } from 'react';

export interface Trigger { onClick?: () => void; onPointerEnter?: () => void; onFocus?: () => void }

interface Props {
    /** What opens; its code comes when somebody reaches for the button. */
    Opened: LazyExoticComponent<ComponentType<object>>;
    load: () => Promise<unknown>;
    button: (trigger: Trigger) => ReactElement;
}

/** Menus of the header are no part of the first load: the button stands alone until it is wanted. */
export function Deferred({ Opened, load, button }: Props) {
    const [wanted, setWanted] = useState(false);
    const preload = () => void load();
    if (!wanted) return button({ onClick: () => { setWanted(true); }, onPointerEnter: preload, onFocus: preload });
    return <Suspense fallback={button({})}><Opened /></Suspense>;
}
