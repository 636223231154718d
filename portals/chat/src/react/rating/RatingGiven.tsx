import { Star } from 'lucide-react';
import { cx } from '../cx';
import { texts } from '../text/texts';

const values = [1, 2, 3, 4, 5] as const;

export function RatingGiven({ rating }: { rating: number }) {
  return (
    <span role="img" aria-label={texts.rating.given(rating)} className="inline-flex gap-0.5">
      {values.map((value) => (
        <Star
          key={value}
          aria-hidden
          size={17}
          strokeWidth={1.5}
          className={cx(value <= rating ? 'fill-star text-star' : 'fill-transparent text-line-strong')}
        />
      ))}
    </span>
  );
}
