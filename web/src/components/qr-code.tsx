import { encode } from 'uqr';

/** A QR code that cameras read, in the dark scheme too: dark on light, with its quiet zone (four modules). */
export function QrCode({ text, label, size = 200 }: { text: string; label: string; size?: number }) {
    const { data, size: modules } = encode(text, { border: 4 });
    const dark = data.flatMap((row, y) => row.flatMap((is, x) => (is ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    return (
        <svg role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${modules} ${modules}`} shapeRendering="crispEdges" style={{ flex: 'none', borderRadius: 8 }}>
            <rect width={modules} height={modules} fill="#fff" />
            <path d={dark} fill="#000" />
        </svg>
    );
}
