import { describe, expect, it } from 'vitest';
import { fromSearch, type Place, toSearch } from '@/components/shell/place';
import { shownPlace } from '@/components/shell/shown-place';

const plain: Place = { view: 'settings' };
const linked: Place = { view: 'storefront', channelId: 7 };
const ofControlPanel: Place = { ...linked, ofControlPanel: true };
const known = (ids: number[] | null, more = {}) => ({ ids, complete: ids !== null, apart: false, ...more });

describe('shownPlace', () => {
  it.each([linked, ofControlPanel])('shows the plain form for the only storefront: %j', (place) => {
    expect(shownPlace(place, known([7]), false)).toEqual(plain);
    expect(shownPlace(place, known([7], { apart: true }), false)).toBe(place);
    expect(shownPlace(place, known([7, 8], { apart: true }), false)).toBe(place);
    expect(shownPlace(place, known([7], { complete: false }), false)).toBe(place);
  });

  it('shows the plain form for a channel of the control panel that is no storefront', () => {
    expect(shownPlace(ofControlPanel, known([1, 2], { apart: true }), false)).toEqual(plain);
    expect(shownPlace(ofControlPanel, known([]), false)).toEqual(plain);
    expect(shownPlace(ofControlPanel, known(null), true)).toEqual(plain);
    expect(shownPlace(ofControlPanel, known(null), false)).toBe(ofControlPanel);
    expect(shownPlace(ofControlPanel, known([1], { complete: false }), false)).toBe(ofControlPanel);
  });

  it('leaves a storefront that a link names to be shown as missing', () => {
    expect(shownPlace(linked, known([1, 2], { apart: true }), true)).toBe(linked);
  });

  it('leaves every other place', () => {
    expect(shownPlace({ view: 'transfer' }, known([7]), true)).toEqual({ view: 'transfer' });
  });
});

describe('the address of a channel', () => {
  it('is read as it was written', () => {
    for (const place of [linked, ofControlPanel])
      expect(fromSearch(new URLSearchParams(toSearch(place)))).toEqual(place);
  });

  it.each(['channel=0', 'channel=-1', 'channel=12345678901', 'channel=x'])('is none in %s', (search) => {
    expect(fromSearch(new URLSearchParams(search))).toEqual(plain);
  });

  it('gives way to a storefront and to a view', () => {
    expect(fromSearch(new URLSearchParams('storefront=3&channel=7'))).toEqual({ ...linked, channelId: 3 });
    expect(fromSearch(new URLSearchParams('view=storefronts&channel=7'))).toMatchObject({
      view: 'storefronts',
    });
  });
});
