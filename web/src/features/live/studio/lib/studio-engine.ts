import { Store } from '../../lib/store';
import { devicesOf, openCamera, openMicrophone, openScreen, picturesOf, refusalOf, soundsOf, type Device, type Refusal } from './capture';
import type { Layout, Source } from './layout';
import { quiet, type AirPhase, type AirProblem, type AirStats, type FromWorker, type ToWorker } from './messages';
import type { Ending } from './protocol';
import { presets, type QualityName } from './quality';
import { SoundMixer } from './sound-mixer';

export interface StudioState {
    phase: AirPhase;
    problem: AirProblem | null;
    onAirSince: number | null;
    stats: AirStats;
    on: Record<Device, boolean>;
    refused: { device: Device; why: Refusal } | null;
    cameras: MediaDeviceInfo[];
    microphones: MediaDeviceInfo[];
    cameraId: string | null;
    microphoneId: string | null;
    muted: boolean;
    layout: Layout;
    quality: QualityName;
}

export type TokenAnswer = { endpoint: string; token: string } | { ending?: Ending };

/** The studio of one page: devices here, drawing, encoding and sending in a worker. */
export class StudioEngine {
    readonly state = new Store<StudioState>({
        phase: 'off', problem: null, onAirSince: null, stats: quiet,
        on: { camera: false, microphone: false, screen: false }, refused: null,
        cameras: [], microphones: [], cameraId: null, microphoneId: null,
        muted: false, layout: { corner: 'bottomRight', swapped: false, alone: false }, quality: 'medium',
    });
    private worker: Worker | null = null;
    private mixer: SoundMixer | null = null;
    private readonly streams: Partial<Record<Device, MediaStream | undefined>> = {};

    constructor(private readonly options: { caption: string; label: string; token: () => Promise<TokenAnswer> }) {}

    /** Sets the studio up, its picture inside of `holder`, until the returned function is called. */
    enter(holder: HTMLElement): () => void {
        const picture = document.createElement('canvas');
        Object.assign(picture, { width: 1280, height: 720, role: 'img', ariaLabel: this.options.label });
        holder.append(picture);
        const worker = new Worker(new URL('./studio-worker.ts', import.meta.url), { type: 'module' });
        const mixer = new SoundMixer();
        [this.worker, this.mixer] = [worker, mixer];
        worker.onmessage = ({ data }: MessageEvent<FromWorker>) => { this.hear(data); };
        const canvas = picture.transferControlToOffscreen();
        this.order({ do: 'preview', canvas, caption: this.options.caption }, [canvas]);
        const frames = soundsOf(mixer.track);
        this.order({ do: 'sound', frames }, [frames]);
        navigator.mediaDevices.addEventListener('devicechange', this.deviceChanged);
        void this.listDevices();
        return () => {
            navigator.mediaDevices.removeEventListener('devicechange', this.deviceChanged);
            this.stop();
            for (const device of ['camera', 'microphone', 'screen'] as const) this.take(device, null);
            [this.worker, this.mixer] = [null, null];
            mixer.close();
            picture.remove();
            // Its good-bye to the server goes first.
            setTimeout(() => { worker.terminate(); }, 300);
        };
    }

    get live(): boolean { return this.state.get().phase !== 'off'; }
    level = (): number => this.mixer?.level() ?? 0;

    async turn(device: Device, on: boolean, deviceId: string | null = null): Promise<void> {
        this.state.update({ refused: null });
        if (!on) { this.take(device, null); return; }
        try {
            const { cameraId, microphoneId } = this.state.get();
            const stream = await (device === 'camera' ? openCamera(deviceId ?? cameraId) : device === 'microphone' ? openMicrophone(deviceId ?? microphoneId) : openScreen());
            if (this.worker) this.take(device, stream);
            else for (const track of stream.getTracks()) track.stop();
        } catch (error) {
            // Who closes the browser's own chooser of screens has changed his mind.
            if (device !== 'screen' || refusalOf(error) !== 'denied') this.state.update({ refused: { device, why: refusalOf(error) } });
        }
        await this.listDevices();
    }

    private take(device: Device, stream: MediaStream | null): void {
        const before = this.streams[device];
        this.streams[device] = stream ?? undefined;
        for (const track of before?.getTracks() ?? []) track.stop();
        if (device !== 'camera') this.mixer?.set(device, stream);
        if (device !== 'microphone') this.show(device, stream?.getVideoTracks()[0] ?? null);
        // Unplugged, or ended by the browser's own bar.
        stream?.getTracks()[0]?.addEventListener('ended', () => { if (this.streams[device] === stream) this.take(device, null); });
        this.state.update({ on: { ...this.state.get().on, [device]: stream !== null } });
        const id = stream?.getTracks()[0]?.getSettings().deviceId ?? null;
        if (id && device === 'camera') this.state.update({ cameraId: id });
        if (id && device === 'microphone') this.state.update({ microphoneId: id });
    }

    private show(source: Source, track: MediaStreamTrack | null): void {
        const frames = track && picturesOf(track);
        this.order({ do: 'picture', source, frames }, frames ? [frames] : []);
    }

    choose(device: 'camera' | 'microphone', deviceId: string): void {
        this.state.update(device === 'camera' ? { cameraId: deviceId } : { microphoneId: deviceId });
        if (this.state.get().on[device]) void this.turn(device, true, deviceId);
    }

    mute(muted: boolean): void {
        if (this.mixer) this.mixer.muted = muted;
        this.state.update({ muted });
    }

    arrange(change: Partial<Layout>): void {
        const layout = { ...this.state.get().layout, ...change };
        this.state.update({ layout });
        this.order({ do: 'layout', layout });
    }

    chooseQuality(quality: QualityName): void {
        this.state.update({ quality });
        this.order({ do: 'quality', quality });
    }

    async start(): Promise<void> {
        const { quality } = this.state.get();
        const { width, height, bitrate, codec } = presets[quality];
        const able = await VideoEncoder.isConfigSupported({ codec, width, height, bitrate, latencyMode: 'realtime', avc: { format: 'avc' } }).catch(() => undefined);
        if (!able?.supported) { this.state.update({ problem: 'encoder' }); return; }
        this.mixer?.resume();
        this.order({ do: 'start', name: `Studio ${navigator.userAgent.match(/(Chrome|Edg|Firefox|Version)\/[\d]+/)?.[0] ?? ''}`.trim() });
    }

    stop(): void { this.order({ do: 'stop' }); }

    private readonly deviceChanged = (): void => { void this.listDevices(); };

    private async listDevices(): Promise<void> {
        const [cameras, microphones] = await Promise.all([devicesOf('videoinput'), devicesOf('audioinput')]).catch(() => [[], []] as [MediaDeviceInfo[], MediaDeviceInfo[]]);
        this.state.update({ cameras, microphones });
    }

    private hear(told: FromWorker): void {
        if (told.tell === 'stats') this.state.update({ stats: told.stats });
        else if (told.tell === 'token') void this.fetchToken();
        else {
            const { onAirSince } = this.state.get();
            this.state.update({ phase: told.phase, problem: told.problem, onAirSince: told.phase === 'off' ? null : told.phase === 'on' ? onAirSince ?? Date.now() : onAirSince });
        }
    }

    private async fetchToken(): Promise<void> {
        const answer = await this.options.token();
        this.order('token' in answer ? { do: 'token', ...answer } : { do: 'refused', ...answer });
    }

    private order(what: ToWorker, given: Transferable[] = []): void { this.worker?.postMessage(what, given); }
}
