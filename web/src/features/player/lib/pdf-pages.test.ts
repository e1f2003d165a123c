import { describe, expect, it } from 'vitest';
import { pdfActionOf, scaleOf, stepZoom } from './pdf-pages';

describe('the view of a document', () => {
    it('fits the width or the whole page', () => {
        const page = { width: 600, height: 800 };
        const room = { width: 900, height: 400 };
        expect(scaleOf({ fit: 'width', zoom: 1 }, page, room)).toBe(1.5);
        expect(scaleOf({ fit: 'page', zoom: 1 }, page, room)).toBe(0.5);
        expect(scaleOf({ fit: undefined, zoom: 1.25 }, page, room)).toBe(1.25);
    });

    it('steps through sizes, from any', () => {
        expect([stepZoom(1, 1), stepZoom(1.1, -1), stepZoom(4, 1), stepZoom(0.25, -1), stepZoom(0.9, 1)]).toEqual([1.25, 1, 4, 0.25, 1]);
    });

    it('has keys, but not while a number is typed', () => {
        expect(pdfActionOf('PageDown', 'DIV', false)).toEqual({ kind: 'page', by: 1 });
        expect(pdfActionOf('ArrowLeft', 'INPUT', false)).toBeNull();
        expect(pdfActionOf('+', 'DIV', true)).toBeNull();
    });
});
