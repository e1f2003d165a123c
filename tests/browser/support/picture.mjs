import assert from 'node:assert/strict';

/** What a video element shows now. */
function now(video) {
    const canvas = document.createElement('canvas');
    canvas.width = 64;
    canvas.height = 36;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(video, 0, 0, 64, 36);
    const { data } = context.getImageData(0, 0, 64, 36);
    let sum = 0;
    let different = 0;
    for (let i = 0; i < data.length; i += 4) {
        sum = (sum * 31 + data[i] * 7 + data[i + 1] * 3 + data[i + 2]) % 2147483647;
        if (Math.abs(data[i] - data[0]) + Math.abs(data[i + 1] - data[1]) > 40) different += 1;
    }
    return { time: video.currentTime, frames: video.getVideoPlaybackQuality().totalVideoFrames, digest: sum, different, paused: video.paused };
}

/** Fails unless the picture moves: the clock of the medium, the frames shown, and the pixels themselves. */
export async function advances(page, video, { seconds = 3 } = {}) {
    const before = await video.evaluate(now);
    await page.waitForFunction(([element, until]) => element.currentTime >= until, [await video.elementHandle(), before.time + seconds], { timeout: (seconds + 15) * 1000 });
    const after = await video.evaluate(now);
    assert.ok(after.frames - before.frames >= seconds * 8, `${after.frames - before.frames} frames in ${after.time - before.time} s`);
    assert.notEqual(after.digest, before.digest, 'the pixels change');
    assert.ok(after.different > 100, 'it is a picture and not one colour');
    assert.ok(!after.paused);
    return after;
}
