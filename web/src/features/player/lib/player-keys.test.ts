// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { actionOf } from './player-keys';

function element(html: string): HTMLElement {
    const box = document.createElement('div');
    box.innerHTML = html;
    return box.firstElementChild as HTMLElement;
}
const video = element('<video></video>');

describe('actionOf', () => {
    it.each([
        [' ', { kind: 'toggle' }],
        ['k', { kind: 'toggle' }],
        ['m', { kind: 'mute' }],
        ['F', { kind: 'full' }],
        ['c', { kind: 'captions' }],
        ['>', { kind: 'faster', by: 1 }],
        ['<', { kind: 'faster', by: -1 }],
        ['ArrowLeft', { kind: 'move', seconds: -5 }],
        ['ArrowRight', { kind: 'move', seconds: 5 }],
        ['ArrowUp', { kind: 'louder', by: 0.1 }],
        ['Home', { kind: 'place', part: 0 }],
        ['7', { kind: 'place', part: 0.7 }],
        ['x', null],
        ['Tab', null],
    ])('%s on the picture', (key, action) => {
        expect(actionOf(key, video, false)).toEqual(action);
    });

    it('leaves the space to a focused button, which presses it', () => {
        expect(actionOf(' ', element('<button></button>'), false)).toBeNull();
        expect(actionOf('f', element('<button></button>'), false)).toEqual({ kind: 'full' });
    });

    it('leaves typing and browser short cuts alone', () => {
        expect(actionOf('f', element('<input type="text">'), false)).toBeNull();
        expect(actionOf('f', video, true)).toBeNull();
        expect(actionOf('ArrowDown', element('<button role="menuitem"></button>'), false)).toBeNull();
    });

    it('lets the volume slider have its own arrows', () => {
        expect(actionOf('ArrowLeft', element('<input type="range" max="1">'), false)).toBeNull();
        expect(actionOf('ArrowLeft', element('<input type="range" max="300">'), false)).toEqual({ kind: 'move', seconds: -5 });
    });
});
