import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

// Documents that bring no fonts of their own name Korean character maps; only those that are named are loaded.
const maps = import.meta.glob<string>('/node_modules/pdfjs-dist/cmaps/*{KS,Korea}*.bcmap', { query: '?url', import: 'default' });

class KoreanMaps {
    async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
        const address = await maps[`/node_modules/pdfjs-dist/cmaps/${filename}`]?.();
        if (!address) throw new Error(`there is no ${filename}`);
        return new Uint8Array(await (await fetch(address)).arrayBuffer());
    }
}

/** Reads a PDF piece by piece, as its pages are looked at. Scripts in it are never run. */
export function openPdf(url: string): PDFDocumentLoadingTask {
    return getDocument({ url, disableAutoFetch: true, disableStream: true, enableXfa: false, useWorkerFetch: false, BinaryDataFactory: KoreanMaps });
}
