import { ActionIcon, Group, NumberInput, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowAutofitHeight, IconArrowAutofitWidth, IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut, type Icon } from '@tabler/icons-react';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { pdfActionOf, scaleOf, stepZoom, type View } from './lib/pdf-pages';
import classes from './player.module.css';

interface Props {
    url: string;
    title: string;
    /** It cannot be shown here. */
    onFailed: () => void;
}

/** A document, page by page. */
export function PdfViewer({ url, title, onFailed }: Props) {
    const { t } = useTranslation('player');
    const [file, setFile] = useState<PDFDocumentProxy>();
    const [page, setPage] = useState(1);
    const [view, setView] = useState<View>({ fit: 'width', zoom: 1 });
    const [scale, setScale] = useState(1);
    useEffect(() => {
        const leaving = new AbortController();
        const { signal } = leaving;
        void import('./lib/pdf').then(async ({ openPdf }) => {
            if (signal.aborted) return;
            const opening = openPdf(url);
            signal.addEventListener('abort', () => void opening.destroy());
            const opened = await opening.promise;
            setFile(opened);
        }).catch(() => { if (!signal.aborted) onFailed(); });
        return () => { leaving.abort(); };
    }, [url, onFailed]);

    const count = file?.numPages ?? 1;
    const goTo = (wanted: number) => { setPage(Math.min(count, Math.max(1, wanted))); };
    const zoom = (by: 1 | -1) => { setView({ fit: undefined, zoom: stepZoom(scale, by) }); };
    const onKey = (event: KeyboardEvent) => {
        const action = pdfActionOf(event.key, (event.target as HTMLElement).tagName, event.ctrlKey || event.metaKey || event.altKey);
        if (!action) return;
        event.preventDefault();
        if (action.kind === 'page') goTo(page + action.by);
        if (action.kind === 'to') goTo(action.end === 'first' ? 1 : count);
        if (action.kind === 'zoom') zoom(action.by);
        if (action.kind === 'fit') setView({ fit: 'width', zoom: 1 });
    };
    return (
        <div className={classes['document']} role="group" aria-label={title} onKeyDown={onKey} data-testid="document">
            <Group className={classes['documentBar']} gap={4} wrap="nowrap" justify="center">
                <Tool icon={IconChevronLeft} label={t('material.previousPage')} onClick={() => { goTo(page - 1); }} disabled={page <= 1} />
                <NumberInput value={page} onChange={(value) => { if (typeof value === 'number') goTo(value); }} min={1} max={count} allowDecimal={false} hideControls size="xs" w={52} aria-label={t('material.page')} styles={{ input: { textAlign: 'center' } }} />
                <Text size="sm" className="ah-number" style={{ whiteSpace: 'nowrap' }}>{`/ ${String(count)}`}</Text>
                <Tool icon={IconChevronRight} label={t('material.nextPage')} onClick={() => { goTo(page + 1); }} disabled={page >= count} />
                <span style={{ flex: '0 1 24px' }} />
                <Tool icon={IconZoomOut} label={t('material.smaller')} onClick={() => { zoom(-1); }} />
                <Text size="sm" w={44} ta="center" className="ah-number">{`${String(Math.round(scale * 100))}%`}</Text>
                <Tool icon={IconZoomIn} label={t('material.larger')} onClick={() => { zoom(1); }} />
                {view.fit === 'width'
                    ? <Tool icon={IconArrowAutofitHeight} label={t('material.fitPage')} onClick={() => { setView({ fit: 'page', zoom: 1 }); }} />
                    : <Tool icon={IconArrowAutofitWidth} label={t('material.fitWidth')} onClick={() => { setView({ fit: 'width', zoom: 1 }); }} />}
            </Group>
            {file ? <PdfPage file={file} number={page} view={view} onScale={setScale} /> : <Skeleton h={480} radius={0} />}
        </div>
    );
}

function Tool({ icon: Shape, label, onClick, disabled = false }: { icon: Icon; label: string; onClick: () => void; disabled?: boolean }) {
    return <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} title={label} onClick={onClick} disabled={disabled}><Shape size={20} aria-hidden /></ActionIcon>;
}

function PdfPage({ file, number, view, onScale }: { file: PDFDocumentProxy; number: number; view: View; onScale: (scale: number) => void }) {
    const { t } = useTranslation('player');
    const room = useRef<HTMLDivElement>(null);
    const canvas = useRef<HTMLCanvasElement>(null);
    const [width, setWidth] = useState(0);
    const [text, setText] = useState('');
    useEffect(() => {
        const element = room.current;
        if (!element) return;
        const observer = new ResizeObserver(() => { setWidth(element.clientWidth); });
        observer.observe(element);
        return () => { observer.disconnect(); };
    }, []);
    useEffect(() => {
        const sheet = canvas.current;
        if (!sheet || width === 0) return;
        const leaving = new AbortController();
        const { signal } = leaving;
        const gone = () => signal.aborted;
        void file.getPage(number).then(async (page) => {
            if (gone()) return;
            const whole = page.getViewport({ scale: 1 });
            const scale = scaleOf(view, whole, { width, height: Math.max(300, window.innerHeight * 0.78) });
            onScale(scale);
            // A screen has more points than pixels of the page; a canvas has its limits.
            const dense = Math.min(window.devicePixelRatio || 1, 4096 / Math.max(whole.width * scale, whole.height * scale));
            const viewport = page.getViewport({ scale: scale * dense });
            sheet.width = Math.floor(viewport.width);
            sheet.height = Math.floor(viewport.height);
            sheet.style.width = `${String(Math.floor(whole.width * scale))}px`;
            const drawing = page.render({ canvas: sheet, viewport });
            signal.addEventListener('abort', () => { drawing.cancel(); });
            await drawing.promise;
            const { items } = await page.getTextContent();
            if (!gone()) setText(items.map((each) => ('str' in each ? each.str : '')).join(' '));
        }).catch(() => undefined);
        return () => { leaving.abort(); };
    }, [file, number, view, width, onScale]);
    return (
        // What can be scrolled can be reached by keyboard.
        <div ref={room} className={classes['sheet']} tabIndex={0} role="document" aria-label={t('material.pageOf', { page: number, count: file.numPages })}>
            <canvas ref={canvas} aria-hidden />
            <VisuallyHidden>{text}</VisuallyHidden>
        </div>
    );
}
