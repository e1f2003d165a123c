import { IconFile, IconFileSpreadsheet, IconFileText, IconFileTypePdf, IconFileZip, IconMovie, IconMusic, IconPhoto, IconPresentation, type Icon } from '@tabler/icons-react';

const shapes: [RegExp, Icon][] = [
    [/^image\//, IconPhoto], [/^video\//, IconMovie], [/^audio\//, IconMusic], [/pdf$/, IconFileTypePdf],
    [/spreadsheet|excel/, IconFileSpreadsheet], [/presentation|powerpoint/, IconPresentation],
    [/^text\/|word|hwp|opendocument\.text/, IconFileText], [/zip$/, IconFileZip],
];

/** What kind of file it is; its name says it, too. */
export function FileShape({ mimeType }: { mimeType: string }) {
    const Shape = shapes.find(([kind]) => kind.test(mimeType))?.[1] ?? IconFile;
    return <Shape size={22} stroke={1.5} aria-hidden style={{ flex: 'none', opacity: 0.75 }} />;
}
