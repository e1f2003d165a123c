import type { Layout, Source } from './layout';
import type { Ending } from './protocol';
import type { QualityName } from './quality';

/** Between the page and its worker. */
export type ToWorker =
    | { do: 'preview'; canvas: OffscreenCanvas; caption: string }
    | { do: 'picture'; source: Source; frames: ReadableStream<VideoFrame> | null }
    | { do: 'sound'; frames: ReadableStream<AudioData> }
    | { do: 'layout'; layout: Layout }
    | { do: 'quality'; quality: QualityName }
    | { do: 'start'; name: string }
    | { do: 'stop' }
    | { do: 'token'; endpoint: string; token: string }
    | { do: 'refused'; ending?: Ending };

export type AirPhase = 'off' | 'connecting' | 'on' | 'reconnecting';
/** Of this page, beside the server's endings. */
export type AirProblem = Ending | 'encoder';

export interface AirStats {
    bitsPerSecond: number;
    framesPerSecond: number;
    /** Pictures left out because the network or the machine was too slow. */
    dropped: number;
    /** From this page to the server. */
    delayMs: number;
    /** What is too slow at this moment. */
    slow: 'network' | 'machine' | null;
}

export const quiet: AirStats = { bitsPerSecond: 0, framesPerSecond: 0, dropped: 0, delayMs: 0, slow: null };

export type FromWorker =
    | { tell: 'token' }
    | { tell: 'phase'; phase: AirPhase; problem: AirProblem | null }
    | { tell: 'stats'; stats: AirStats };
