import type { TFunction } from 'i18next';
import type { Requirement } from '@/lib/api/types';

/** What was asked for, and what was reached. */
export const requirementText = (t: TFunction<'certificates'>, { kind, needed, reached }: Requirement) => t(`requirements.${kind}`, { needed, reached });
