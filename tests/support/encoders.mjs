import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from '../browser/support/browser.mjs';
import { watch } from '../browser/steps/live.mjs';
import { Visitor } from '../browser/support/visitor.mjs';
import { Child, run } from './child.mjs';
import { course, lecture, offering } from './course.mjs';
import { temporaryFolder } from './folders.mjs';
import { videoFile } from './media.mjs';
import { company, employee, institution, password, setUp } from './people.mjs';
import { obeysTheRules } from './rules.mjs';
import { slowness, startServer } from './server.mjs';
import { until } from './until.mjs';
import { Viewer } from './viewer.mjs';

/** A lecture that waits for its broadcast. */
export class Stage {
    static async open() {
        const made = new Stage();
        made.server = await startServer('sqlite');
        const admin = await setUp(made.server);
        made.manager = await institution(made.server, admin);
        const supervisor = await company(made.server, admin);
        made.trainee = await employee(made.server, admin, supervisor);
        made.given = await offering(made.manager, supervisor, (await course(made.manager)).id, [made.trainee]);
        return made;
    }

    lecture(title) { return lecture(this.manager, this.given.id, title); }
    end() { return this.server?.end(); }

    /** Follows the playlist part by part for so long; gives the viewer, every playlist checked. */
    async follow(live, { seconds = 12 } = {}) {
        const viewer = await Viewer.enter(this.trainee, live, { seconds: 40 * slowness });
        const texts = [viewer.playlist.text];
        const end = performance.now() + seconds * 1000;
        while (performance.now() < end) texts.push((await viewer.next()).text);
        obeysTheRules(texts);
        return viewer;
    }

    /** What ffmpeg makes of all whole segments: {streams, video, audio}; nothing in them may be broken. */
    async probe(viewer, name) {
        const pieces = [(await viewer.get(viewer.playlist.map)).is(200).bytes];
        for (const each of viewer.playlist.segments) pieces.push((await viewer.get(each.uri)).is(200).bytes);
        const file = join(temporaryFolder('probe'), `${name}.mp4`);
        await writeFile(file, Buffer.concat(pieces));
        assert.equal(await run('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-']), '');
        const { streams, packets } = JSON.parse(await run('ffprobe', ['-v', 'error', '-of', 'json', '-show_packets', '-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time:stream=index,codec_type,codec_name,width,height,sample_rate,channels', file]));
        const of = (kind) => {
            const stream = streams.find((each) => each.codec_type === kind);
            return stream && { ...stream, packets: packets.filter((each) => each.stream_index === stream.index) };
        };
        return { video: of('video'), audio: of('audio') };
    }

    /** Real Chromium shows the picture in the live room. */
    async watch(live) {
        const browser = await launch();
        try {
            const visitor = await Visitor.open(browser, this.server, 'viewer');
            await visitor.signIn(this.trainee.who.username, password);
            await visitor.go(`/live/${live.id}`);
            return await watch(visitor);
        } finally {
            await browser.close();
        }
    }
}

/** Pictures follow each other without a hole, and sound lies beside them. */
export function flows({ video, audio }, { rate = 30 } = {}) {
    const times = video.packets.map((each) => Number(each.dts_time));
    const steps = times.slice(1).map((each, i) => each - times[i]);
    const told = `steps of ${steps.length} pictures: ${steps.slice(0, 400).map((each) => Math.round(each * 1000)).join(' ')}`;
    assert.ok(steps.every((each) => each > 0 && each < 0.5), told);
    assert.ok(Math.abs(times.at(-1) - times[0] - steps.length / rate) < 3 / rate, told);
    assert.ok(steps.filter((each) => Math.abs(each - 1 / rate) < 0.1 / rate).length > steps.length * 0.9, told);
    const heard = audio.packets.map((each) => Number(each.pts_time));
    assert.ok(Math.abs(heard.at(-1) - times.at(-1)) < 0.3 && Math.abs(heard[0] - times[0]) < 0.3, `sound ${heard[0]}–${heard.at(-1)}, pictures ${times[0]}–${times.at(-1)}`);
    const gaps = heard.slice(1).map((each, i) => each - heard[i]);
    assert.ok(Math.max(...gaps) < 0.05, `a hole of ${Math.max(...gaps)} s in the sound`);
}

/** OBS Studio on a screen of its own, with a profile that broadcasts at once to `server` with `key`. */
export class Obs {
    static async start({ ingestEndpoint, streamKey }, { x264 = 'keyint=30 bframes=0 tune=zerolatency' } = {}) {
        const made = new Obs();
        const folder = temporaryFolder('obs');
        const settings = join(folder, 'obs-studio');
        const [profile, scenes, own] = [join(settings, 'basic/profiles/lecture'), join(settings, 'basic/scenes'), join(folder, 'run')];
        for (const each of [profile, scenes]) mkdirSync(each, { recursive: true });
        mkdirSync(own, { mode: 0o700 });
        writeFileSync(join(settings, 'global.ini'), ini({
            General: { FirstRun: true, EnableAutoUpdates: false, ConfirmOnExit: false },
            Basic: { Profile: 'lecture', ProfileDir: 'lecture', SceneCollection: 'lecture', SceneCollectionFile: 'lecture' },
            BasicWindow: { WarnBeforeStartingStream: false },
        }));
        writeFileSync(join(profile, 'basic.ini'), ini({
            General: { Name: 'lecture' },
            Output: { Mode: 'Simple', Reconnect: true, RetryDelay: 1, MaxRetries: 25 },
            SimpleOutput: { VBitrate: 800, ABitrate: 96, StreamEncoder: 'x264', UseAdvanced: true, Preset: 'ultrafast', x264Settings: x264 },
            Video: { BaseCX: 640, BaseCY: 360, OutputCX: 640, OutputCY: 360, FPSType: 0, FPSCommon: 30 },
            Audio: { SampleRate: 48000, ChannelSetup: 'Stereo' },
        }));
        writeFileSync(join(profile, 'service.json'), JSON.stringify({ type: 'rtmp_custom', settings: { server: ingestEndpoint, key: streamKey, use_auth: false, bwtest: false } }));
        // A film in a loop: pictures that move, and sound.
        const film = { id: 'ffmpeg_source', versioned_id: 'ffmpeg_source', name: 'film', enabled: true, mixers: 255, volume: 1, settings: { is_local_file: true, local_file: await videoFile(), looping: true } };
        const scene = { id: 'scene', name: 'scene', enabled: true, settings: { id_counter: 1, items: [{ name: 'film', id: 1, visible: true, pos: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, bounds_type: 0, align: 5 }] } };
        writeFileSync(join(scenes, 'lecture.json'), JSON.stringify({ name: 'lecture', current_scene: 'scene', current_program_scene: 'scene', scene_order: [{ name: 'scene' }], sources: [film, scene] }));
        // It says on descriptor 1 which display it has taken.
        made.screen = new Child('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp']);
        const display = await until('there is a screen', () => made.screen.out.trim(), { seconds: 20 });
        made.obs = new Child('obs', ['--startstreaming', '--minimize-to-tray', '--multi', '--disable-updater', '--profile', 'lecture', '--collection', 'lecture'], {
            env: { ...process.env, DISPLAY: `:${display}`, HOME: folder, XDG_CONFIG_HOME: folder, XDG_RUNTIME_DIR: own, QT_QPA_PLATFORM: 'xcb', LIBGL_ALWAYS_SOFTWARE: '1' },
        });
        return made;
    }

    /** What it says, for a failure. */
    get log() { return `${this.obs.out}${this.obs.err}`; }
    async kill() { await this.obs.kill(); await this.screen.kill(); }
}

const ini = (sections) => Object.entries(sections).map(([name, values]) => `[${name}]\n${Object.entries(values).map(([key, value]) => `${key}=${value}`).join('\n')}\n`).join('\n');

/**
 * GStreamer sending a moving picture and a tone through one of its RTMP sinks. Its muxer bends the stamps of an encoder that is
 * later than this: on a busy machine that would be most of them, which is not what is looked at here.
 */
export function gstreamer(sink, { rate = 30, encoder = 'x264enc tune=zerolatency speed-preset=ultrafast bitrate=600 key-int-max=30 bframes=0', voice = 'avenc_aac bitrate=96000' } = {}) {
    const pipeline = `flvmux name=mux streamable=true latency=2000000000 ! ${sink} `
        + `videotestsrc is-live=true ! video/x-raw,width=640,height=360,framerate=${rate}/1 ! ${encoder} ! h264parse ! queue ! mux. `
        + `audiotestsrc is-live=true samplesperbuffer=1024 ! audio/x-raw,rate=48000,channels=2 ! audioconvert ! ${voice} ! aacparse ! queue ! mux.`;
    return new Child('gst-launch-1.0', ['-e', ...pipeline.split(' ').filter(Boolean)]);
}
