export const corners = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'] as const;
export type Corner = (typeof corners)[number];

export interface Layout {
    corner: Corner;
    /** The camera is large and the screen small. */
    swapped: boolean;
    /** Only the large picture is shown. */
    alone: boolean;
}

export interface Size { width: number; height: number }
export interface Box extends Size { x: number; y: number }

const small = 0.25;
const margin = 0.02;

/** The largest box of the source's shape in the middle of the stage. */
export function contain(source: Size, stage: Size): Box {
    const scale = Math.min(stage.width / source.width, stage.height / source.height);
    const [width, height] = [Math.round(source.width * scale), Math.round(source.height * scale)];
    return { x: Math.round((stage.width - width) / 2), y: Math.round((stage.height - height) / 2), width, height };
}

/** The middle of the source that has the box's shape. */
export function cover(source: Size, box: Size): Box {
    const scale = Math.min(source.width / box.width, source.height / box.height);
    const [width, height] = [box.width * scale, box.height * scale];
    return { x: (source.width - width) / 2, y: (source.height - height) / 2, width, height };
}

/** Where the small picture goes. */
export function inset(corner: Corner, stage: Size): Box {
    const [width, height] = [Math.round(stage.width * small), Math.round(stage.height * small)];
    const gap = Math.round(stage.width * margin);
    const left = corner === 'topLeft' || corner === 'bottomLeft';
    const top = corner === 'topLeft' || corner === 'topRight';
    return { x: left ? gap : stage.width - width - gap, y: top ? gap : stage.height - height - gap, width, height };
}

export type Source = 'camera' | 'screen';

/** Which source is large and which small, of those that there are. */
export function cast(has: Record<Source, boolean>, layout: Layout): { large?: Source; small?: Source } {
    if (has.camera && has.screen) {
        const [large, little]: [Source, Source] = layout.swapped ? ['camera', 'screen'] : ['screen', 'camera'];
        return layout.alone ? { large } : { large, small: little };
    }
    if (has.screen) return { large: 'screen' };
    return has.camera ? { large: 'camera' } : {};
}
