import { createRoot } from 'react-dom/client';
import './app/styles';
import { App } from './app/app';
import { startTranslations } from './lib/i18n';

const root = document.getElementById('root');
if (root) {
    void startTranslations().then(() => { createRoot(root).render(<App />); });
}
