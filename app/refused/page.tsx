import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { getServices } from '@/app/services';
import { Refusal } from '@/components/refusal';
import { isErrorCode } from '@/lib/errors';
import { pageHeaders, type Refused } from '@/lib/http/page-headers';

/** Drawn by the proxy's rewrite only: its address alone leads to nothing. */
export default async function RefusedPage() {
  const refused = (await headers()).get(pageHeaders.refused);
  if (refused === null) notFound();
  const { code, values } = JSON.parse(refused) as Refused;
  return (
    <Refusal
      code={isErrorCode(code) ? code : 'internal'}
      values={values}
      supportUrl={getServices().env.SUPPORT_URL}
    />
  );
}
