// Before anything is painted: the colour scheme and language chosen last time, so that nothing flashes.
(function () {
    var root = document.documentElement;
    var get = function (key) { try { return localStorage.getItem(key); } catch (e) { return null; } };
    var scheme = get('ahimmoyak.scheme') || 'auto';
    var dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
    root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
    root.lang = get('ahimmoyak.language') || 'ko';
})();
