import type { PlayerPhase } from './live-player';
import type { LiveStatus } from './types';

/** What a live room shows: one word for all that lecture, clock and player say together. */
export type RoomPhase = 'canceled' | 'ended' | 'upcoming' | 'waiting' | 'connecting' | 'live' | 'paused' | 'interrupted' | 'unsupported' | 'incompatible';

export function roomPhase(status: LiveStatus, startTime: number, now: number, player: PlayerPhase): RoomPhase {
    if (status === 'CANCELED') return 'canceled';
    if (status === 'END') return 'ended';
    if (player === 'playing') return 'live';
    if (player === 'paused' || player === 'interrupted' || player === 'unsupported' || player === 'incompatible') return player;
    // Nothing is broadcast. Before its time that is as it should be; afterwards the instructor is late.
    if (status === 'CREATED') return now < startTime ? 'upcoming' : 'waiting';
    return player === 'waiting' ? 'waiting' : 'connecting';
}

export interface Countdown {
    days: number;
    hours: number;
    minutes: number;
    seconds: number;
}

/** The parts of a span of ms, none below zero. */
export function countdown(ms: number): Countdown {
    const total = Math.max(0, Math.ceil(ms / 1000));
    return { days: Math.floor(total / 86_400), hours: Math.floor(total / 3_600) % 24, minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}
