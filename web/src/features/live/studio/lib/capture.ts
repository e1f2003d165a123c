/** Not in TypeScript's own library yet: https://w3c.github.io/mediacapture-transform/ */
declare class MediaStreamTrackProcessor<T> {
    constructor(init: { track: MediaStreamTrack });
    readonly readable: ReadableStream<T>;
}

export type Lack = 'insecure' | 'browser';

/** What this browser lacks for a broadcast; null when it has everything. */
export function lack(): Lack | null {
    if (!window.isSecureContext) return 'insecure';
    const needed = ['VideoEncoder', 'AudioEncoder', 'MediaStreamTrackProcessor', 'OffscreenCanvas', 'AudioContext'];
    return needed.every((name) => name in window) && 'mediaDevices' in navigator ? null : 'browser';
}

export type Device = 'camera' | 'microphone' | 'screen';
export type Refusal = 'denied' | 'missing' | 'busy';

export function refusalOf(error: unknown): Refusal {
    const name = error instanceof DOMException ? error.name : '';
    return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}

export const picturesOf = (track: MediaStreamTrack) => new MediaStreamTrackProcessor<VideoFrame>({ track }).readable;
export const soundsOf = (track: MediaStreamTrack) => new MediaStreamTrackProcessor<AudioData>({ track }).readable;

export const openCamera = (deviceId: string | null) => navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...(deviceId && { deviceId: { exact: deviceId } }) },
});

export const openMicrophone = (deviceId: string | null) => navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...(deviceId && { deviceId: { exact: deviceId } }) },
});

/** With the sound of a tab or the system where the browser offers it. */
export const openScreen = () => navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: true });

export async function devicesOf(kind: 'videoinput' | 'audioinput'): Promise<MediaDeviceInfo[]> {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter((each) => each.kind === kind && each.deviceId !== '');
}
