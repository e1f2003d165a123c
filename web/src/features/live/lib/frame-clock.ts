/**
 * Calls back with the media time of each picture that reaches the screen. Without
 * requestVideoFrameCallback, and while the page is hidden (no pictures are shown then, but the
 * sound goes on), the playhead's time updates take its place.
 */
export function onFrames(video: HTMLVideoElement, shown: (mediaTime: number) => void): () => void {
    let running = true;
    let handle = 0;
    const byFrame = typeof video.requestVideoFrameCallback === 'function';
    const next = () => {
        handle = video.requestVideoFrameCallback((_now, frame) => {
            if (!running) return;
            shown(frame.mediaTime);
            next();
        });
    };
    const onTime = () => {
        if (!byFrame || document.hidden) shown(video.currentTime);
    };
    if (byFrame) next();
    video.addEventListener('timeupdate', onTime);
    return () => {
        running = false;
        if (byFrame) video.cancelVideoFrameCallback(handle);
        video.removeEventListener('timeupdate', onTime);
    };
}
