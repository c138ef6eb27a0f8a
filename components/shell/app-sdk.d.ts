/** The control panel's SDK has no types of its own and installs itself on the window. */
declare module '@bigcommerce/app-sdk-js/dist/bundle.js';

interface Window {
  Bigcommerce?: {
    init(options: { onLogout: () => void; postMessage?: { origin: string } }): void;
  };
}
