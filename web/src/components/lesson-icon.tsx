import { IconBroadcast, IconChecklist, IconExternalLink, IconFileText, IconMovie, IconNotes, type Icon } from '@tabler/icons-react';
import type { Content } from '@/lib/api/types';

const shapes: Record<Content['type'], Icon> = { VIDEO: IconMovie, MATERIAL: IconFileText, TEXT: IconNotes, LINK: IconExternalLink, LIVE: IconBroadcast, EXAM: IconChecklist };

/** What kind of lesson it is, with a name for who does not see it. */
export function LessonIcon({ type, label, size = 18 }: { type: Content['type']; label: string; size?: number }) {
    const Shape = shapes[type];
    return <Shape size={size} stroke={1.6} role="img" aria-label={label} style={{ flex: 'none', opacity: 0.75 }} />;
}
