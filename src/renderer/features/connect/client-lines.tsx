import { CopyButton } from '../../ui/copy-button';
import { copyClientLines } from './copy-client-lines';
import styles from './client-lines.module.css';

interface ClientLinesProps {
  address: string;
  /** The token as it may be shown; empty when none is asked for. */
  maskedToken: string;
  /** As Node names it: PowerShell on win32, a POSIX shell elsewhere. */
  platform: string;
  onCopied?: () => void;
}

/** The two lines that point Claude Code at Switchyard. What is copied holds the whole token. */
export function ClientLines({ address, maskedToken, platform, onCopied }: ClientLinesProps) {
  const copy = async () => {
    await copyClientLines();
    onCopied?.();
  };
  return (
    <div className={styles.lines}>
      <code className={styles.code}>
        <Line name="ANTHROPIC_BASE_URL" value={address} platform={platform} />
        {maskedToken !== '' && <Line name="ANTHROPIC_AUTH_TOKEN" value={maskedToken} platform={platform} />}
      </code>
      <CopyButton label="Copy the lines" onCopy={copy} />
    </div>
  );
}

function Line({ name, value, platform }: { name: string; value: string; platform: string }) {
  if (platform === 'win32') {
    return (
      <span className={styles.line}>
        <span className={styles.keyword}>$env:</span>
        {name} = "{value}"
      </span>
    );
  }
  return (
    <span className={styles.line}>
      <span className={styles.keyword}>export</span> {name}={value}
    </span>
  );
}
