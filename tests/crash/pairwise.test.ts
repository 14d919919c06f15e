import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pairsIn, pairwise, possiblePairs } from './pairwise.ts';

const pairs = suite('crash pairwise');

const AXES = {
  size: ['small', 'large', 'huge'],
  colour: ['red', 'green', 'blue'],
  shape: ['round', 'square', 'flat'],
  taste: ['sweet', 'sour'],
} as const;

pairs('pairwise - every pair of values occurs, in far fewer rows than there are combinations', () => {
  const rows = pairwise(AXES);
  const found = new Set(rows.flatMap(pairsIn));
  assert.equal(
    possiblePairs(AXES).filter((pair) => !found.has(pair)),
    [],
  );
  assert.is(possiblePairs(AXES).length, 9 + 9 + 6 + 9 + 6 + 6);
  assert.ok(rows.length >= 9 && rows.length <= 14, `${rows.length} rows`);
});

pairs('pairwise - what is impossible does not occur, and what is left still does', () => {
  const impossible = [
    { why: 'nobody paints it so', when: { size: 'huge', colour: 'red' } },
    { why: 'three values', when: { size: 'small', shape: 'flat', taste: 'sour' } },
  ] as const;
  const rows = pairwise(AXES, { impossible });
  assert.not(rows.some(({ size, colour }) => size === 'huge' && colour === 'red'));
  assert.not(rows.some(({ size, shape, taste }) => size === 'small' && shape === 'flat' && taste === 'sour'));
  const found = new Set(rows.flatMap(pairsIn));
  const possible = possiblePairs(AXES, impossible);
  assert.is(possible.length, possiblePairs(AXES).length - 1);
  assert.equal(
    possible.filter((pair) => !found.has(pair)),
    [],
  );
});

pairs('pairwise - the same seed makes the same rows', () => {
  assert.equal(pairwise(AXES, { seed: 5 }), pairwise(AXES, { seed: 5 }));
  assert.not.equal(pairwise(AXES, { seed: 5 }), pairwise(AXES, { seed: 6 }));
});

pairs('pairwise - a pair that no whole row may have is refused, and named', () => {
  const impossible = (['sweet', 'sour'] as const).map((taste) => ({
    why: 'neither taste',
    when: { size: 'huge', colour: 'red', taste } as const,
  }));
  assert.throws(
    () => pairwise({ size: ['huge'], colour: ['red', 'blue'], taste: ['sweet', 'sour'] }, { impossible }),
    (error: unknown) => error instanceof RangeError && error.message.includes('colour=red&size=huge'),
  );
});

pairs.run();
