/** The recovery code, shown this once. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { lockWords as words } from '../strings-lock';
import { Button } from './controls';

interface Props {
  code: string;
  onDone: () => void;
  /** Of its title: in a dialog of its own it is that of the dialog. */
  heading?: 'h2' | 'h3';
}

export function RecoveryCode({ code, onDone, heading: Heading = 'h3' }: Props) {
  const [said, say] = useState('');
  const [written, setWritten] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      say(words.code.copied);
    } catch {
      say(words.code.notCopied);
    }
  };
  return (
    <div class="recovery">
      <Heading ref={title} tabIndex={-1}>
        {words.code.title}
      </Heading>
      <p>{words.code.body}</p>
      <p class="recovery-code" dir="ltr">
        <code>{code}</code>
        <Button quiet onClick={() => void copy()}>
          {words.code.copy}
        </Button>
      </p>
      <label class="tick">
        <input
          type="checkbox"
          checked={written}
          onChange={(event) => {
            setWritten(event.currentTarget.checked);
            say('');
          }}
        />
        <span>{words.code.written}</span>
      </label>
      <p role="status" class="recovery-says">
        {said}
      </p>
      <div class="buttons">
        <Button onClick={() => (written ? onDone() : say(words.code.first))}>
          {words.code.done}
        </Button>
      </div>
    </div>
  );
}
