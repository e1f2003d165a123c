import { useEffect, useEffectEvent } from 'react';
import { isLeaving } from './api/client';

/** A frame of the /events WebSocket. */
export interface EventFrame<T = unknown> { id: string | number; type: string; data: T }
type Listener = (frame: EventFrame) => void;

/** Closed so when the session was ended: here, on another device, or by the administrator. */
const sessionOver = 4401;

const listeners = new Map<string, Set<Listener>>();
const stateListeners = new Set<(open: boolean) => void>();
let socket: WebSocket | undefined;
let lastId: string | number | undefined;
let liveChannel: number | undefined;
let wanted = false;
let attempts = 0;
let over: (() => void) | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;

function connect(): void {
    clearTimeout(retry);
    const query = new URLSearchParams();
    if (lastId !== undefined) query.set('after', String(lastId));
    if (liveChannel !== undefined) query.set('live', String(liveChannel));
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const opened = new WebSocket(`${scheme}://${location.host}/events${query.size > 0 ? `?${query.toString()}` : ''}`);
    socket = opened;
    opened.onopen = () => {
        attempts = 0;
        stateListeners.forEach((listener) => { listener(true); });
    };
    opened.onmessage = (message) => {
        let frame: EventFrame;
        try { frame = JSON.parse(String(message.data)) as EventFrame; } catch { return; }
        lastId = frame.id;
        listeners.get(frame.type)?.forEach((listener) => { listener(frame); });
    };
    opened.onclose = ({ code }) => {
        if (socket !== opened) return;
        socket = undefined;
        stateListeners.forEach((listener) => { listener(false); });
        if (!wanted) return;
        if (code === sessionOver && !isLeaving()) over?.();
        // Spread out, so that a restarted server is not met by everybody in the same second.
        const wait = Math.min(30_000, 1_000 * 2 ** attempts) * (0.5 + Math.random());
        attempts += 1;
        retry = setTimeout(connect, wait);
    };
}

function reconnect(): void {
    const old = socket;
    socket = undefined;
    old?.close();
    if (wanted) connect();
}

/** The layout opens the one connection of the page while somebody is signed in. `onOver`: the session was ended. */
export function useEventsConnection(on: boolean, onOver: () => void): void {
    const ended = useEffectEvent(onOver);
    useEffect(() => {
        if (!on) return;
        wanted = true;
        over = () => { ended(); };
        connect();
        return () => {
            wanted = false;
            clearTimeout(retry);
            lastId = undefined;
            const old = socket;
            socket = undefined;
            old?.close();
        };
    }, [on]);
}

/** Calls `handler` for each frame of `type` while the component is mounted. */
export function useEvent<T>(type: string, handler: (frame: EventFrame<T>) => void): void {
    const handle = useEffectEvent(handler);
    useEffect(() => {
        const listener: Listener = (frame) => { handle(frame as EventFrame<T>); };
        const ours = listeners.get(type) ?? new Set<Listener>();
        listeners.set(type, ours.add(listener));
        return () => { ours.delete(listener); };
    }, [type]);
}

/** Also receive the frames of this live lecture (timed metadata, state, results) while mounted. */
export function useLiveEvents(channelId: number): void {
    useEffect(() => {
        liveChannel = channelId;
        reconnect();
        return () => {
            liveChannel = undefined;
            reconnect();
        };
    }, [channelId]);
}

/** Told `true` when the connection opens and `false` when it is lost: a page then reads again what it missed. */
export function useEventsState(handler: (open: boolean) => void): void {
    const handle = useEffectEvent(handler);
    useEffect(() => {
        const listener = (open: boolean) => { handle(open); };
        stateListeners.add(listener);
        return () => { stateListeners.delete(listener); };
    }, []);
}
