import { useTranslation } from 'react-i18next';
import type { QuizResults } from '@/lib/api/types';
import classes from '../live.module.css';

/** The answers as bars that are a table: one thing for the eye and for a screen reader. */
export function QuizBars({ results, answer }: { results: QuizResults; answer: number | null }) {
    const { t } = useTranslation('live');
    const most = Math.max(1, ...results.options.map((option) => option.count));
    return (
        <table className={classes['bars']} data-testid="quiz-bars">
            <caption>{t('quizzes.total', { count: results.total })}</caption>
            <tbody>
                {results.options.map((option) => {
                    const right = option.idx === answer;
                    const share = results.total > 0 ? Math.round((option.count / results.total) * 100) : 0;
                    return (
                        <tr key={option.idx} data-right={right}>
                            <th scope="row">{option.text}{right && ` (${t('quiz.right')})`}</th>
                            <td>
                                <div className={classes['bar']} data-right={right}>
                                    <span style={{ inlineSize: `calc((100% - 96px) * ${String(option.count / most)})` }} aria-hidden />
                                    <span data-count={option.count}>{t('quizzes.count', { count: option.count, share })}</span>
                                </div>
                            </td>
                        </tr>
                    );
                })}
            </tbody>
        </table>
    );
}
