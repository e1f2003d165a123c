export const qualities = ['low', 'medium', 'high'] as const;
export type QualityName = (typeof qualities)[number];

export interface Quality { width: number; height: number; bitrate: number; codec: string }

export const frame_rate = 30;
export const sound_bitrate = 96_000;
export const sound_rate = 48_000;

/** Constrained baseline has no B-frames, and every browser's encoder knows it. */
export const presets: Record<QualityName, Quality> = {
    low: { width: 640, height: 360, bitrate: 700_000, codec: 'avc1.42e01e' },
    medium: { width: 1280, height: 720, bitrate: 2_500_000, codec: 'avc1.42e01f' },
    high: { width: 1920, height: 1080, bitrate: 4_500_000, codec: 'avc1.42e028' },
};
