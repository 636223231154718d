import { Eye, EyeOff } from 'lucide-react';
import { type Ref, useState } from 'react';
import { IconButton } from '../button/IconButton';
import { TextField } from '../field/TextField';
import { texts } from '../text/texts';

interface PasswordFieldProps {
  ref: Ref<HTMLInputElement>;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  error: string | undefined;
}

export function PasswordField({ ref, autoComplete, hint, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      ref={ref}
      label={texts.signIn.password}
      type={shown ? 'text' : 'password'}
      name="password"
      autoComplete={autoComplete}
      hint={hint}
      error={error}
      trailing={
        <IconButton
          label={shown ? texts.signIn.hidePassword : texts.signIn.showPassword}
          icon={shown ? <EyeOff aria-hidden size={18} /> : <Eye aria-hidden size={18} />}
          onClick={() => setShown(!shown)}
          className="pointer-coarse:size-10"
        />
      }
    />
  );
}
