import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UpstreamDialect } from '../../../shared/model/provider';
import { arbitraryMeaning } from './arbitrary-meaning';
import { carry } from './carry';
import { applyLosses, requestLosses } from './losses';

describe.each(UpstreamDialect.options)('a request on its way to %s', (dialect) => {
  const losses = requestLosses[dialect];

  it('keeps all that it means, but for the losses that are listed', () => {
    fc.assert(
      fc.property(arbitraryMeaning, (meaning) => {
        expect(carry(meaning, dialect)).toEqual(applyLosses(meaning, losses));
      }),
      { numRuns: 400 },
    );
  });

  it.each(losses)('loses $what', (loss) => {
    const carried = carry(loss.example, dialect);
    expect(carried).toEqual(applyLosses(loss.example, losses));
    // A loss that is none any more has to leave the list.
    expect(carried).not.toEqual(
      applyLosses(
        loss.example,
        losses.filter((other) => other !== loss),
      ),
    );
  });
});
