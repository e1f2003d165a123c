import classes from './question-view.module.css';

export interface PictureOfQuestion { id: number; alt: string }

/** Where a picture is read: by an institution in its bank, by trainees on their own papers. */
export type PictureReader = 'bank' | 'paper';

export function QuestionPicture({ picture: { id, alt }, reader = 'bank' }: { picture: PictureOfQuestion; reader?: PictureReader }) {
    return <img className={classes['picture']} src={`${reader === 'bank' ? '/v1/questions' : '/v1/exams'}/pictures/${id}`} alt={alt} />;
}
