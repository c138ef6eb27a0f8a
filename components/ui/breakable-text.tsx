import { Fragment } from 'react';

/** Where an address may go on in the next line: after its slashes and before a dot, and so never in a word. */
const breaks = /(?<=\/)(?!\/)|(?=\.)/;

const addresses = /(https?:\/\/\S+)/;

interface AddressProps {
  address: string;
}

/** An address that breaks at its slashes and dots. */
export function Address({ address }: AddressProps) {
  return (
    <span translate="no">
      {address.split(breaks).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}

/** A text in which addresses break at their slashes and dots. */
export function BreakableText({ text }: { text: string }) {
  const parts = text.split(addresses);
  if (parts.length === 1) return text;
  // The expression captures: every second part is an address.
  return parts.map((part, index) =>
    index % 2 === 1 ? <Address key={index} address={part} /> : <Fragment key={index}>{part}</Fragment>,
  );
}
