import { Star } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../button/Button';
import { cx } from '../cx';
import { TextArea } from '../field/TextArea';
import { texts } from '../text/texts';

interface RatingFormProps {
  busy: boolean;
  error: string | null;
  onRate(rating: number, comment: string): void;
}

const values = [1, 2, 3, 4, 5] as const;

/** Five stars (radio buttons, so arrow keys work), then room for a word. */
export function RatingForm({ busy, error, onRate }: RatingFormProps) {
  const name = useId();
  const [rating, setRating] = useState(0);
  const [hovered, setHovered] = useState(0);
  const [comment, setComment] = useState('');
  const shown = hovered || rating;

  return (
    <form
      className="grid justify-items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (rating > 0 && !busy) onRate(rating, comment.trim());
      }}
    >
      <fieldset className="grid justify-items-center gap-1" onPointerLeave={() => setHovered(0)}>
        <legend className="mx-auto mb-1 text-sm font-semibold">{texts.rating.title}</legend>
        <div className="flex">
          {values.map((value) => (
            <label key={value} className="cursor-pointer p-1.5" onPointerEnter={() => setHovered(value)}>
              <input
                type="radio"
                name={name}
                value={value}
                checked={rating === value}
                onChange={() => setRating(value)}
                aria-label={texts.rating.stars(value)}
                className="peer sr-only"
              />
              <Star
                aria-hidden
                size={30}
                strokeWidth={1.5}
                className={cx(
                  'rounded-md transition-[fill,color,transform] duration-150 peer-focus-visible:outline-2 peer-focus-visible:outline-focus',
                  value <= shown ? 'fill-star text-star' : 'fill-transparent text-line-strong',
                  value === hovered && 'scale-110',
                )}
              />
            </label>
          ))}
        </div>
        <p aria-hidden className="h-5 text-sm font-medium text-muted">
          {shown > 0 ? texts.rating.words[shown - 1] : ''}
        </p>
      </fieldset>
      {rating > 0 && (
        <div className="grid w-full gap-3 animate-rise">
          <TextArea
            label={texts.rating.comment}
            value={comment}
            maxLength={1000}
            className="min-h-16"
            onChange={(event) => setComment(event.target.value)}
          />
          {error && (
            <p role="alert" className="text-sm font-medium text-danger-text">
              {error}
            </p>
          )}
          <Button type="submit" kind="primary" busy={busy} className="justify-self-center">
            {texts.rating.submit}
          </Button>
        </div>
      )}
    </form>
  );
}
