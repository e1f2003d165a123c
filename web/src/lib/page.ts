import type { ComponentType } from 'react';
import { loadTexts } from './i18n';

/** A route whose code and texts arrive together, when somebody goes there. */
export function page(load: () => Promise<{ default: ComponentType }>, ...texts: string[]) {
    return {
        lazy: async () => {
            const [module] = await Promise.all([load(), loadTexts(...texts)]);
            return { Component: module.default };
        },
    };
}
