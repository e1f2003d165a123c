import { useTranslation } from 'react-i18next';
import type { BoardAuthor } from '@/lib/api/types';

/** Who wrote it, as far as this reader may know. */
export function Writer({ author, anonymous }: { author: BoardAuthor; anonymous: boolean }) {
    const { t } = useTranslation('boards');
    const name = author.name ?? t(anonymous ? 'anonymous' : 'formerMember');
    const marks = [author.institution && t('institution'), author.mine && t('me'), anonymous && author.name && t('anonymousToOthers')].filter(Boolean);
    return <>{author.institution ? t('institution') + (author.name ? ` ${author.name}` : '') : name}{marks.length > 0 && !author.institution && ` (${marks.join(', ')})`}</>;
}
