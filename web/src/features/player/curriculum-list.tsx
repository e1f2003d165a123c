import { IconCircle, IconCircleHalf2, IconFileText, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MyCourseDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './player.module.css';

type Lesson = MyCourseDetail['curriculums'][number]['contents'][number];

interface Props {
    course: MyCourseDetail;
    /** The lesson on this page. */
    current?: number;
    /** The course has not begun: the lessons can be read but not opened. */
    closed?: boolean;
}

/** Chapters and lessons with what was begun. */
export function CurriculumList({ course, current, closed = false }: Props) {
    return (
        <ol className={classes['chapters']}>
            {course.curriculums.map((chapter) => (
                <li key={chapter.id}>
                    <div className={classes['chapter']}>{chapter.title}</div>
                    <ol className={classes['lessons']}>
                        {chapter.contents.map((lesson) => (
                            <li key={lesson.id}>
                                <LessonRow lesson={lesson} closed={closed} current={lesson.id === current} to={`/learn/${String(course.courseProvideId)}/contents/${String(lesson.id)}`} />
                            </li>
                        ))}
                    </ol>
                </li>
            ))}
        </ol>
    );
}

function LessonRow({ lesson, to, current, closed }: { lesson: Lesson; to: string; current: boolean; closed: boolean }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    const State = lesson.state === 'STARTED' ? IconCircleHalf2 : IconCircle;
    const Type = lesson.type === 'VIDEO' ? IconPlayerPlay : IconFileText;
    const seen = lesson.type === 'VIDEO' && lesson.timeAmountSeconds && lesson.positionSeconds > 0 ? Math.min(1, lesson.positionSeconds / lesson.timeAmountSeconds) : 0;
    const inside = (
        <>
            <State size={18} stroke={1.7} role="img" aria-label={t(`lesson.${lesson.state}`)} className={lesson.state === 'STARTED' ? classes['accent'] : classes['dim']} />
            <span className={classes['lessonTitle']}>{lesson.title}</span>
            <span className={classes['lessonInfo']}>
                <Type size={16} stroke={1.7} role="img" aria-label={t(`type.${lesson.type}`)} />
                {lesson.timeAmountSeconds ? format.clock(lesson.timeAmountSeconds) : ''}
            </span>
            {seen > 0 && <span className={classes['seen']} style={{ inlineSize: `${String(seen * 100)}%` }} aria-hidden />}
        </>
    );
    if (closed) return <div className={classes['lesson']}>{inside}</div>;
    return <Link to={to} className={classes['lesson']} aria-current={current ? 'page' : undefined}>{inside}</Link>;
}
