import type { Company, Institution } from '@/lib/api/types';

/** 0000000000 as 000-00-00000. */
export function shownBusinessNumber(digits: string): string {
    return digits.replace(/^(\d{3})(\d{2})(\d{5})$/, '$1-$2-$3');
}

/** The details as pairs of a field's name (in the texts) and its value, in the order of the form. */
export function detailsShown(of: Company | Institution): [field: string, value: string][] {
    return [
        ['organisation', of.name],
        ['ownerName', of.ownerName],
        ['businessNumber', shownBusinessNumber(of.businessNumber)],
        ['organisationEmail', of.email],
        ['organisationPhone', of.phone],
        ...('certifiedNumber' in of && of.certifiedNumber ? [['certifiedNumber', of.certifiedNumber] as [string, string]] : []),
    ];
}

/** Which of them somebody else has made different meanwhile. */
export function changesBetween(before: Company | Institution, after: Company | Institution): [field: string, value: string][] {
    const known = new Map(detailsShown(before));
    const now = detailsShown(after);
    const gone = [...known.keys()].filter((field) => !now.some(([other]) => other === field));
    return [...now.filter(([field, value]) => known.get(field) !== value), ...gone.map((field) => [field, '–'] as [string, string])];
}
