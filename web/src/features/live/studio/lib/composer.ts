import { cast, contain, cover, inset, type Layout, type Source } from './layout';
import { presets, type QualityName } from './quality';

const ground = '#0b0d0e';

/** Draws the broadcast's picture: the newest frame of each source, one over the other; the page sees the same. */
export class Composer {
    caption = '';
    layout: Layout = { corner: 'bottomRight', swapped: false, alone: false };
    private readonly stage = new OffscreenCanvas(1280, 720);
    private readonly pen = this.stage.getContext('2d', { alpha: false });
    private preview: OffscreenCanvasRenderingContext2D | null = null;
    private readonly newest: Record<Source, VideoFrame | null> = { camera: null, screen: null };
    private readonly readers: Partial<Record<Source, ReadableStreamDefaultReader<VideoFrame> | undefined>> = {};

    show(canvas: OffscreenCanvas): void { this.preview = canvas.getContext('2d', { alpha: false }); }

    size(quality: QualityName): void {
        const { width, height } = presets[quality];
        Object.assign(this.stage, { width, height });
    }

    /** What a source shows from now on; null: nothing. */
    feed(source: Source, frames: ReadableStream<VideoFrame> | null): void {
        // The reader before goes on until its track ends: frames on their way to it have to be closed.
        this.readers[source] = undefined;
        this.keep(source, null);
        if (!frames) return;
        const reader = frames.getReader();
        this.readers[source] = reader;
        void this.follow(source, reader);
    }

    private async follow(source: Source, reader: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
        for (;;) {
            const next = await reader.read().catch(() => undefined);
            if (!next || next.done) return;
            if (this.readers[source] === reader) this.keep(source, next.value);
            else next.value.close();
        }
    }

    private keep(source: Source, frame: VideoFrame | null): void {
        this.newest[source]?.close();
        this.newest[source] = frame;
    }

    draw(): OffscreenCanvas {
        const { pen, stage } = this;
        if (!pen) return stage;
        pen.fillStyle = ground;
        pen.fillRect(0, 0, stage.width, stage.height);
        const { large, small } = cast({ camera: this.newest.camera !== null, screen: this.newest.screen !== null }, this.layout);
        const main = large && this.newest[large];
        if (main) {
            const box = contain({ width: main.displayWidth, height: main.displayHeight }, stage);
            pen.drawImage(main, box.x, box.y, box.width, box.height);
        } else {
            this.write();
        }
        const little = small && this.newest[small];
        if (little) this.drawSmall(little);
        this.preview?.drawImage(stage, 0, 0, this.preview.canvas.width, this.preview.canvas.height);
        return stage;
    }

    private drawSmall(frame: VideoFrame): void {
        const { pen, stage } = this;
        if (!pen) return;
        const box = inset(this.layout.corner, stage);
        const from = cover({ width: frame.displayWidth, height: frame.displayHeight }, box);
        pen.save();
        pen.beginPath();
        pen.roundRect(box.x, box.y, box.width, box.height, stage.width / 100);
        pen.clip();
        pen.drawImage(frame, from.x, from.y, from.width, from.height, box.x, box.y, box.width, box.height);
        pen.restore();
        pen.strokeStyle = 'rgb(255 255 255 / 70%)';
        pen.lineWidth = Math.max(1, stage.width / 640);
        pen.beginPath();
        pen.roundRect(box.x, box.y, box.width, box.height, stage.width / 100);
        pen.stroke();
    }

    /** Before there is any picture: the lecture's title. */
    private write(): void {
        const { pen, stage } = this;
        if (!pen) return;
        pen.fillStyle = '#e9edef';
        pen.font = `600 ${Math.round(stage.height / 14)}px Pretendard, 'Noto Sans KR', sans-serif`;
        pen.textAlign = 'center';
        pen.textBaseline = 'middle';
        pen.fillText(this.caption, stage.width / 2, stage.height / 2, stage.width * 0.9);
    }
}
