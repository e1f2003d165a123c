import { IconCircle, IconCircleCheckFilled, IconCircleHalf2, IconLock, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LessonIcon } from '@/components/lesson-icon';
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

const states: Record<Lesson['state'], Icon> = { NOT_STARTED: IconCircle, STARTED: IconCircleHalf2, COMPLETED: IconCircleCheckFilled };

/** Chapters and lessons with what was earned, and what is still closed. */
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
    const State = lesson.open ? states[lesson.state] : IconLock;
    const inside = (
        <>
            <State size={18} stroke={1.7} role="img" aria-label={lesson.open ? t(`lesson.${lesson.state}`) : t('lesson.closed')} className={lesson.state === 'NOT_STARTED' ? classes['dim'] : classes['accent']} />
            <span className={classes['lessonTitle']}>{lesson.title}</span>
            <span className={classes['lessonInfo']}>
                {lesson.state === 'STARTED' && <span>{`${String(lesson.progressPercent)}%`}</span>}
                <LessonIcon type={lesson.type} label={t(`type.${lesson.type}`)} size={16} />
                {lesson.timeAmountSeconds ? format.clock(lesson.timeAmountSeconds) : ''}
            </span>
            {lesson.progressPercent > 0 && <span className={classes['seen']} style={{ inlineSize: `${String(lesson.progressPercent)}%` }} aria-hidden />}
        </>
    );
    if (closed || !lesson.open) return <div className={classes['lesson']}>{inside}</div>;
    return <Link to={to} className={classes['lesson']} aria-current={current ? 'page' : undefined}>{inside}</Link>;
}
