import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// `npm run dev` shows the pages over a running server; its address may be given.
const server = process.env['AHIMMOYAK_SERVER'] ?? 'http://localhost:8080';
const proxied = ['/v1', '/auth', '/users', '/builder', '/api', '/s3', '/play', '/recordings', '/ivs', '/healthz', '/readyz', '/openapi.json'];
const sockets = ['/events', '/chat', '/studio'];

export default defineConfig({
    plugins: [react()],
    resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
    server: {
        proxy: {
            ...Object.fromEntries(proxied.map((path) => [path, { target: server }])),
            ...Object.fromEntries(sockets.map((path) => [path, { target: server, ws: true }])),
        },
    },
    build: { target: 'es2022', assetsInlineLimit: 0, manifest: true, reportCompressedSize: false, chunkSizeWarningLimit: 900 },
    test: { include: ['src/**/*.test.{ts,tsx}'] },
});
