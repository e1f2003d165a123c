import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

const remembered = 'ahimmoyak.language';
/** What the installation is called; the product's own name stands in the texts. */
let ownName: string | undefined;
const productNames = new Map<string, unknown>();

const files = import.meta.glob<{ default: Record<string, unknown> }>('../i18n/*/*.json');

/** Texts come with the page that needs them: one file per feature and language. */
const lazyTexts: BackendModule = {
    type: 'backend',
    init: () => undefined,
    read: (language, namespace, done) => {
        const load = files[`../i18n/${language}/${namespace}.json`];
        if (!load) { done(new Error(`no texts ${language}/${namespace}`), false); return; }
        load().then((file) => { done(null, namespace === 'common' ? named(language, file.default) : file.default); }, (error: unknown) => { done(error as Error, false); });
    },
};

function named(language: string, texts: Record<string, unknown>): Record<string, unknown> {
    productNames.set(language, texts['brand']);
    return ownName === undefined ? texts : { ...texts, brand: ownName };
}

export function nameInstallation(name: string | undefined): void {
    ownName = name;
    for (const [language, product] of productNames) i18next.addResource(language, 'common', 'brand', name ?? String(product));
}

function chosenLanguage(): Language | undefined {
    try {
        const chosen = localStorage.getItem(remembered);
        if (chosen === 'ko' || chosen === 'en') return chosen;
    } catch { /* storage may be closed to us */ }
    return undefined;
}

/** The installation's language, for who has chosen none. */
export async function preferLanguage(preferred: Language): Promise<void> {
    if (chosenLanguage() === undefined && preferred !== language()) await i18next.changeLanguage(preferred);
}

export async function startTranslations(): Promise<void> {
    i18next.on('languageChanged', (language) => { document.documentElement.lang = language; });
    await i18next.use(lazyTexts).use(initReactI18next).init({
        lng: chosenLanguage() ?? 'ko',
        fallbackLng: false,
        supportedLngs: [...languages],
        ns: ['common'],
        defaultNS: 'common',
        fallbackNS: 'common',
        partialBundledLanguages: true,
        interpolation: { escapeValue: false },
        react: { useSuspense: true },
    });
}

export function language(): Language {
    return i18next.language === 'en' ? 'en' : 'ko';
}

export async function chooseLanguage(next: Language): Promise<void> {
    try { localStorage.setItem(remembered, next); } catch { /* remembered for this page only */ }
    await i18next.changeLanguage(next);
}

export async function loadTexts(...namespaces: string[]): Promise<void> {
    await i18next.loadNamespaces(namespaces);
}
