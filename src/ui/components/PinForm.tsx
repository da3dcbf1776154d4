/**
 * A form that takes a PIN or a recovery code, or a new PIN, or both: to open the lock, to change it,
 * to set it up. What is written is told to the background alone, and forgotten when it was wrong.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { readNewPin, readPin } from '../../core/lock/pin';
import { readRecoveryCode } from '../../core/lock/recovery-code';
import { useSecondsUntil } from '../clock';
import type { LockLine, LockOutcome, Secret } from '../line/lock-line';
import { timeLong, lockWords as words } from '../strings-lock';
import { Button, VERBATIM } from './controls';

interface Props {
  lock: LockLine;
  /** What opens it; null: nothing is asked for. */
  asks: Secret | null;
  /** A new PIN is chosen, too. */
  setsNew: boolean;
  submit: string;
  /** Of the field, where it is another than the usual. */
  secretLabel?: string;
  onSubmit: (secret: string, next: string) => Promise<LockOutcome>;
  /** After it was done, with the recovery code where there is a new one. */
  onDone?: (recoveryCode: string | null) => void;
  onCancel?: () => void;
  takesFocus?: boolean;
  danger?: boolean;
  children?: ComponentChildren;
}

type Field = 'secret' | 'next' | 'repeat';

const PIN = { type: 'password', inputMode: 'numeric' } as const;
const CODE = { type: 'text', inputMode: 'text' } as const;

/** Longest that the protocol takes. */
const LONGEST = 100;

export function PinForm(props: Props) {
  const { lock, asks, setsNew, submit, onSubmit, onDone, onCancel, takesFocus, children } = props;
  const id = useId();
  const [values, setValues] = useState<Record<Field, string>>({ secret: '', next: '', repeat: '' });
  const [problem, setProblem] = useState<{ field: Field; sentence: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const inputs = useRef<Partial<Record<Field, HTMLInputElement | null>>>({});
  const left = useSecondsUntil(asks === null ? null : lock.waitUntil.value[asks] || null);
  const waits = left > 0;
  const isHere = useRef(true);

  useEffect(() => {
    isHere.current = true;
    if (takesFocus) (inputs.current.secret ?? inputs.current.next)?.focus();
    return () => {
      isHere.current = false;
    };
  }, [takesFocus]);

  const fail = (field: Field, sentence: string) => {
    setProblem({ field, sentence });
    inputs.current[field]?.focus();
  };

  const send = async () => {
    if (busy || waits) return;
    if (asks === 'pin' && readPin(values.secret) === null)
      return fail('secret', words.refusals['not-a-pin']);
    if (asks === 'code' && readRecoveryCode(values.secret) === null)
      return fail('secret', words.recover.notACode);
    if (setsNew) {
      const read = readNewPin(values.next);
      if (!read.ok) return fail('next', words.refusals[read.problem]);
      if (readPin(values.repeat) !== read.pin) return fail('repeat', words.fields.differ);
    }
    setBusy(true);
    setProblem(null);
    const outcome = await onSubmit(values.secret, values.next);
    if (!isHere.current) return;
    setBusy(false);
    if (outcome.done) {
      setValues({ secret: '', next: '', repeat: '' });
      onDone?.(outcome.recoveryCode);
      return;
    }
    const { reason } = outcome;
    const isNew = reason === 'too-easy' || (reason === 'not-a-pin' && setsNew);
    const field = asks === null || isNew ? 'next' : 'secret';
    if (reason === 'wrong') setValues({ ...values, secret: '' });
    fail(field, words.refusals[reason]);
  };

  const field = (name: Field, label: string) => {
    const isCode = name === 'secret' && asks === 'code';
    const isWrong = problem?.field === name;
    return (
      <p class="pin-field" key={name}>
        <label for={`${id}-${name}`}>{label}</label>
        <input
          ref={(input) => {
            inputs.current[name] = input;
          }}
          id={`${id}-${name}`}
          class="field"
          {...(isCode ? CODE : PIN)}
          {...VERBATIM}
          maxLength={LONGEST}
          value={values[name]}
          aria-invalid={isWrong ? 'true' : undefined}
          aria-describedby={isWrong ? `${id}-problem` : undefined}
          onInput={(event) => {
            setValues({ ...values, [name]: event.currentTarget.value });
            setProblem(null);
          }}
        />
      </p>
    );
  };

  return (
    <form
      class="pin-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {asks !== null &&
        field(
          'secret',
          props.secretLabel ?? (asks === 'code' ? words.recover.code : words.fields.currentPin),
        )}
      {setsNew && field('next', words.fields.newPin)}
      {setsNew && field('repeat', words.fields.repeat)}
      <div role="alert">
        {waits ? (
          <p class="problem">{words.wait.said}</p>
        ) : (
          problem && (
            <p class="problem" id={`${id}-problem`}>
              {problem.sentence}
            </p>
          )
        )}
      </div>
      {waits && (
        <p class="pin-wait" role="timer" aria-live="off">
          {words.wait.left(timeLong(left))}
        </p>
      )}
      {children}
      <div class="buttons">
        <button
          type="submit"
          class={props.danger ? 'button button-danger' : 'button'}
          aria-disabled={busy || waits ? 'true' : undefined}
        >
          {submit}
        </button>
        {onCancel && (
          <Button quiet onClick={onCancel}>
            {words.ask.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}
