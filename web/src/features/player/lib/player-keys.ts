/** The player's keys; each does what a button of it does too. */
export type PlayerAction =
    | { kind: 'toggle' | 'mute' | 'full' | 'captions' }
    | { kind: 'move'; seconds: number }
    | { kind: 'louder' | 'faster'; by: number }
    | { kind: 'place'; part: number };

interface Target {
    tagName: string;
    getAttribute(name: string): string | null;
}

/** What a key means; null = nothing, or the focused control needs the key itself. */
export function actionOf(key: string, target: Target | null, modified: boolean): PlayerAction | null {
    if (modified) return null;
    const tag = target?.tagName ?? '';
    const slider = tag === 'INPUT' && target?.getAttribute('type') === 'range';
    const button = tag === 'BUTTON' || tag === 'A';
    if ((tag === 'INPUT' && !slider) || tag === 'TEXTAREA' || target?.getAttribute('role')?.startsWith('menuitem')) return null;
    switch (key) {
        case ' ':
            return button ? null : { kind: 'toggle' };
        case 'k':
        case 'K':
            return { kind: 'toggle' };
        case 'm':
        case 'M':
            return { kind: 'mute' };
        case 'f':
        case 'F':
            return { kind: 'full' };
        case 'c':
        case 'C':
            return { kind: 'captions' };
        case '>':
            return { kind: 'faster', by: 1 };
        case '<':
            return { kind: 'faster', by: -1 };
        case 'ArrowLeft':
            return slider && isVolume(target) ? null : { kind: 'move', seconds: -5 };
        case 'ArrowRight':
            return slider && isVolume(target) ? null : { kind: 'move', seconds: 5 };
        case 'j':
        case 'J':
            return { kind: 'move', seconds: -10 };
        case 'l':
        case 'L':
            return { kind: 'move', seconds: 10 };
        case 'ArrowUp':
            return button ? null : { kind: 'louder', by: 0.1 };
        case 'ArrowDown':
            return button ? null : { kind: 'louder', by: -0.1 };
        case 'Home':
            return { kind: 'place', part: 0 };
        case 'End':
            return { kind: 'place', part: 1 };
        default:
            return /^[0-9]$/.test(key) ? { kind: 'place', part: Number(key) / 10 } : null;
    }
}

function isVolume(target: Target | null): boolean {
    return target?.getAttribute('max') === '1';
}
