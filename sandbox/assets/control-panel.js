// The control panel's side of the app SDK: jschannel messages (JSON text, scope "bc") to and from the app's frame.
(() => {
  const SIGN_OUT_DELAY_MS = 800;
  const appFrame = () => document.getElementById('app-frame');
  const panels = new BroadcastChannel('control-panel');
  window.appMessages = [];

  function send(method, params) {
    const frame = appFrame();
    const text = JSON.stringify({ method: `bc::${method}`, params });
    frame?.contentWindow?.postMessage(text, frame.dataset.appOrigin);
  }

  function record(message) {
    window.appMessages.push(message);
    const item = document.createElement('li');
    item.textContent = JSON.stringify(message);
    document.getElementById('app-messages')?.append(item);
  }

  function parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  function hear(event) {
    const frame = appFrame();
    if (!frame || event.source !== frame.contentWindow || event.origin !== frame.dataset.appOrigin) return;
    const message = typeof event.data === 'string' ? parse(event.data) : null;
    if (typeof message?.method !== 'string' || !message.method.startsWith('bc::')) return;
    const method = message.method.slice('bc::'.length);
    record({ method, params: message.params });
    // The panel listens before its frame loads, so the app's ping is the one that opens the channel.
    if (method === '__ready' && message.params === 'ping') send('__ready', 'pong');
  }

  // The app is told first and given a moment, as its frame goes away with the page.
  function leave() {
    send('logout');
    setTimeout(() => location.assign('/manage/signed-out'), appFrame() ? SIGN_OUT_DELAY_MS : 0);
  }

  async function signOut(event) {
    event.preventDefault();
    await fetch('/manage/logout', { method: 'POST', redirect: 'manual' });
    panels.postMessage('signed-out');
    leave();
  }

  // A code is good once: a reload has to open the app, not install it again.
  function forgetCode() {
    const isUsed = new URL(location.href).searchParams.has('code');
    if (isUsed) history.replaceState(null, '', location.pathname);
  }

  function start() {
    if (appFrame()) forgetCode();
    document.getElementById('sign-out')?.addEventListener('submit', signOut);
    document
      .querySelector('#switch-user select')
      ?.addEventListener('change', (event) => event.target.form.submit());
  }

  window.addEventListener('message', hear);
  document.addEventListener('DOMContentLoaded', start);
  panels.addEventListener('message', (event) => {
    if (event.data === 'signed-out') leave();
  });
})();
