import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { getServices } from '@/app/services';
import { Refusal } from '@/components/refusal';
import { canRetry, isErrorCode } from '@/lib/errors';
import { pageHeaders, type Refused } from '@/lib/http/page-headers';

/** The address that was asked for, code or payload included, without repeating it in the page. */
const sameAddress = '';

/** Drawn by the proxy's rewrite only: its address alone leads to nothing. */
export default async function RefusedPage() {
  const refused = (await headers()).get(pageHeaders.refused);
  if (refused === null) notFound();
  const { code, values, lists } = JSON.parse(refused) as Refused;
  const known = isErrorCode(code) ? code : 'internal';
  const retry = canRetry({ code: known }) ? { retryHref: sameAddress } : {};
  return (
    <Refusal
      code={known}
      values={values}
      lists={lists}
      supportUrl={getServices().env.SUPPORT_URL}
      {...retry}
    />
  );
}
