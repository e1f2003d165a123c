// The light build lacks alternate audio, subtitles and DRM, which a lecture does not use; its API is the same.
declare module 'hls.js/light' {
    export * from 'hls.js';
    export { default } from 'hls.js';
}
