// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { LiveLine } from './live-line';

describe('LiveLine', () => {
    it('knows nothing before the first playlist', () => {
        const line = new LiveLine();
        expect(line.latency(3, 1000)).toBeNull();
        expect(line.age(1000)).toBeNull();
    });

    it('moves on with the clock between playlists', () => {
        const line = new LiveLine();
        line.advance(10, 1000);
        expect(line.latency(9, 1500)).toBeCloseTo(1.5);
    });

    it('takes the quickest arrival as the truth', () => {
        const line = new LiveLine();
        line.advance(10, 1000);
        line.advance(10.2, 1350); // 150 ms late on the way
        expect(line.edge(1350)).toBeCloseTo(10.35);
    });

    it('forgets witnesses older than its window', () => {
        const line = new LiveLine(1000, 5000);
        line.advance(10, 0);
        line.advance(10.5, 900);
        line.advance(11.4, 1800);
        expect(line.edge(1800)).toBeCloseTo(11.4);
    });

    it('starts anew after an outage, in which the medium stood still', () => {
        const line = new LiveLine();
        line.advance(10, 0);
        line.advance(10.2, 8000);
        expect(line.latency(10, 8000)).toBeCloseTo(0.2);
    });
});
