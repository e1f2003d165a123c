import { chromium } from 'playwright-core';

/** Debian's Chromium, as testing needs it: no sandbox for root, sound without a click, nothing fetched. */
export function launch(more = []) {
    return chromium.launch({
        executablePath: process.env.AHIMMOYAK_TEST_CHROMIUM ?? '/usr/bin/chromium', headless: true,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
            '--disable-sync', '--autoplay-policy=no-user-gesture-required', '--disable-background-timer-throttling', '--disable-renderer-backgrounding',
            '--disable-backgrounding-occluded-windows', ...more],
    });
}
