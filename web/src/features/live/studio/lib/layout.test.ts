import { describe, expect, it } from 'vitest';
import { cast, contain, cover, inset } from './layout';

const stage = { width: 1280, height: 720 };

describe('the stage', () => {
    it('shows a whole source in the middle', () => {
        expect(contain({ width: 640, height: 480 }, stage)).toEqual({ x: 160, y: 0, width: 960, height: 720 });
        expect(contain({ width: 2560, height: 1080 }, stage)).toEqual({ x: 0, y: 90, width: 1280, height: 540 });
    });

    it('cuts the small picture to its shape', () => {
        expect(cover({ width: 640, height: 480 }, { width: 320, height: 180 })).toEqual({ x: 0, y: 60, width: 640, height: 360 });
    });

    it('has it in each corner', () => {
        expect(inset('topLeft', stage)).toEqual({ x: 26, y: 26, width: 320, height: 180 });
        expect(inset('bottomRight', stage)).toEqual({ x: 934, y: 514, width: 320, height: 180 });
    });

    it('gives the parts to what there is', () => {
        const layout = { corner: 'bottomRight', swapped: false, alone: false } as const;
        expect(cast({ camera: true, screen: true }, layout)).toEqual({ large: 'screen', small: 'camera' });
        expect(cast({ camera: true, screen: true }, { ...layout, swapped: true })).toEqual({ large: 'camera', small: 'screen' });
        expect(cast({ camera: true, screen: true }, { ...layout, alone: true })).toEqual({ large: 'screen' });
        expect(cast({ camera: true, screen: false }, { ...layout, alone: true })).toEqual({ large: 'camera' });
        expect(cast({ camera: false, screen: false }, layout)).toEqual({});
    });
});
