import type { Answer, Call } from './call.ts';

/**
 * The pages of every shop on the internet that the app can check: names below `example`, which nothing else has. The
 * path says how the page answers.
 */
const pages: Record<string, (call: Call) => Answer> = {
  '/missing': () => page(404, 'This page does not exist.'),
  '/moved': () => redirect('/privacy'),
  '/home': () => redirect('/'),
  '/members': () => redirect('/login.php'),
  '/loop': () => redirect('/loop'),
  '/inside': () => redirect('https://169.254.169.254/latest/meta-data/'),
  '/insecure': ({ host }) => redirect(`http://${host}/privacy`),
  '/data': () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }),
};

const SHOP_HOST = /\.example(?::\d+)?$/i;

/** Whether a request is for a shop and not for BigCommerce. */
export function isShopHost(host: string): boolean {
  return SHOP_HOST.test(host);
}

/** Answers for the shops: a privacy policy, unless the path says something else. */
export function answerShop(call: Call): Answer {
  return (pages[call.path] ?? (() => page(200, 'How we use what you tell us.')))(call);
}

function page(status: number, text: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><title>Privacy policy</title><h1>Privacy policy</h1><p>${text}</p></html>`,
  };
}

function redirect(location: string): Answer {
  return { status: 302, headers: { location } };
}
