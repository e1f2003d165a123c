import type { CourseProvideSummary } from '@/lib/api/types';

export function offeringLabel(offering: CourseProvideSummary): string {
    return `${offering.courseTitle} · ${offering.companyName} (${offering.beginDate} – ${offering.endDate})`;
}
