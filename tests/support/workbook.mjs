import { readZip } from './certificates.mjs';

const plain = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');

/** The rows of the first sheet of an XLSX: texts, numbers, and '' for what is empty. */
export function rowsOf(bytes) {
    const parts = readZip(bytes);
    const text = (name) => parts[name]?.toString('utf8') ?? '';
    const shared = [...text('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, one]) => plain([...one.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map((each) => each[1]).join('')));
    return [...text('xl/worksheets/sheet1.xml').matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
        const cells = [];
        for (const [, column, attributes, inside] of row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
            if (inside?.includes('<f>')) throw new Error(`a formula: ${inside}`);
            const value = /<v>(.*?)<\/v>/.exec(inside ?? '')?.[1];
            const at = [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
            cells[at] = value === undefined ? '' : attributes.includes('t="s"') ? shared[Number(value)] : Number(value);
        }
        return Array.from(cells, (each) => each ?? '');
    });
}
