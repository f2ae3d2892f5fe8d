import { useEffect, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { IconButton } from './icon-button';
import { reportFailure } from '../state/notices-store';
import { Button } from './button';

const SHOWN_MS = 1500;

interface CopyButtonProps {
  /** What is copied: "Copy the address". */
  label: string;
  /** Puts it on the clipboard. A rejection is told in the corner. */
  onCopy(): Promise<void>;
  /** Shows the label as text; else only an icon. */
  withText?: boolean;
  variant?: 'primary' | 'plain';
}

/** Copies, and says for a moment that it did. */
export function CopyButton({ label, onCopy, withText = false, variant = 'plain' }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void onCopy().then(() => setCopied(true), reportFailure);
  const icon = copied ? <Check size={14} /> : <Copy size={14} />;
  if (withText) {
    return (
      <Button variant={variant} icon={icon} onClick={copy}>
        {copied ? 'Copied' : label}
      </Button>
    );
  }
  return (
    <IconButton label={copied ? 'Copied' : label} onClick={copy}>
      {icon}
    </IconButton>
  );
}
