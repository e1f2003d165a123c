export type Fit = 'width' | 'page';
export interface View { fit: Fit | undefined; zoom: number }

const steps = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** The next size up or down. */
export function stepZoom(zoom: number, by: 1 | -1): number {
    const found = by > 0 ? steps.find((each) => each > zoom + 0.01) : steps.findLast((each) => each < zoom - 0.01);
    return found ?? zoom;
}

/** How large a page is drawn in the room that there is. */
export function scaleOf({ fit, zoom }: View, page: { width: number; height: number }, room: { width: number; height: number }): number {
    if (fit === undefined) return zoom;
    const wide = room.width / page.width;
    return Math.max(0.1, fit === 'width' ? wide : Math.min(wide, room.height / page.height));
}

export type PdfAction = { kind: 'page'; by: number } | { kind: 'to'; end: 'first' | 'last' } | { kind: 'zoom'; by: 1 | -1 } | { kind: 'fit' };

/** What a key means while the document has the focus. */
export function pdfActionOf(key: string, tag: string, modified: boolean): PdfAction | null {
    if (modified || tag === 'INPUT') return null;
    switch (key) {
        case 'ArrowRight': case 'PageDown': case 'n': return { kind: 'page', by: 1 };
        case 'ArrowLeft': case 'PageUp': case 'p': return { kind: 'page', by: -1 };
        case 'Home': return { kind: 'to', end: 'first' };
        case 'End': return { kind: 'to', end: 'last' };
        case '+': case '=': return { kind: 'zoom', by: 1 };
        case '-': return { kind: 'zoom', by: -1 };
        case '0': return { kind: 'fit' };
        default: return null;
    }
}
