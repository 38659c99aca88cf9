/** Registers the service worker that keeps the application usable without network. */
export async function registerServiceWorker() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // A chunk of an older release that is gone from the server: start again on the new one.
  addEventListener('vite:preloadError', () => location.reload());
  const controlled = navigator.serviceWorker.controller !== null;
  const registration = await navigator.serviceWorker.register('/sw.js');
  // A release that waits since the last visit takes over now, before anything has been typed.
  if (controlled && registration.waiting) {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    registration.waiting.postMessage('take over');
  }
}
