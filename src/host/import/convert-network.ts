import path from 'node:path';
import type { ConfigFile } from '../../shared/config/config-schema';
import type { ProviderEntry } from '../providers/to-provider-entry';
import type { ImportReport } from './import-report';
import type { SourceObject } from './source-object';
import { carryText, escapeDollars, type LookUp, resolveText } from './source-text';

/** Names of the proxy on the way to providers; the first that is set counts. */
export const PROXY_KEYS = ['PROXY_URL', 'HTTPS_PROXY', 'https_proxy', 'httpsProxy'] as const;

/** The variable from which the password of a proxy is read. */
const PASSWORD_VARIABLE = 'PROXY_PASSWORD';

/** The proxy as `network`; a password comes from a variable, since it stands in no file. */
export function convertProxy(source: SourceObject, lookUp: LookUp, report: ImportReport): ConfigFile['network'] {
  const keys = PROXY_KEYS.filter((key) => source[key] !== undefined);
  const chosen = keys.find((key) => source[key] !== '');
  for (const key of keys) {
    if (key !== chosen) report.leftOut([key], source[key] === '' ? 'It is empty.' : `${chosen} goes before it.`);
  }
  if (chosen === undefined) return undefined;
  const written = source[chosen];
  const parts = typeof written === 'string' ? PROXY_PARTS.exec(written.trim()) : null;
  const { scheme, user, password, host } = parts?.groups ?? {};
  if (typeof written !== 'string' || scheme === undefined || host === undefined) {
    const note = 'It is no address that begins with http://, https://, socks5:// or socks5h://.';
    report.leftOut(
      [chosen],
      typeof written === 'string' && resolveText(written, lookUp) !== written ? `${note} ${SET_BY_HAND}` : note,
    );
    return undefined;
  }
  const isVariable = password !== undefined && /^\$(\{\w+\}|\w+)$/.test(password);
  const resolved = resolveText(password ?? '', lookUp);
  if (isVariable && resolved === password) {
    report.leftOut([chosen], `Its password names a variable that is not set. Set it and import again.`);
    return undefined;
  }
  if (
    password !== undefined &&
    !isVariable &&
    decode(password) !== lookUp(PASSWORD_VARIABLE) &&
    password !== lookUp(PASSWORD_VARIABLE)
  ) {
    const note = `It holds a password, which stands in no file of Switchyard’s. Set ${PASSWORD_VARIABLE} to the password`;
    report.leftOut([chosen], `${note}, in the environment or in .env beside config.json, and import again.`);
    return undefined;
  }
  const plain = (text: string) => carryText(text, lookUp);
  const secret = password === undefined ? '' : `:${isVariable ? plain(password) : `\${${PASSWORD_VARIABLE}}`}`;
  const proxy = `${scheme}${user === undefined ? '' : `${plain(user)}${secret}@`}${plain(host)}`;
  if (password === undefined || isVariable) report.taken([chosen], 'network.proxy');
  else report.changed([chosen], 'network.proxy', `Its password is read from ${PASSWORD_VARIABLE}.`);
  return { proxy };
}

const PROXY_PARTS = /^(?<scheme>(?:https?|socks5h?):\/\/)(?:(?<user>[^@]*?)(?::(?<password>.*))?@)?(?<host>[^@/\s?#]+)\/?$/i;
const SET_BY_HAND = 'Write it into "network" in config.json.';

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The router of one’s own: the file stays where it is. `folder` is where a relative path begins. */
export function convertCustomRouter(
  written: unknown,
  { folder, home, lookUp, report }: { folder: string; home: string; lookUp: LookUp; report: ImportReport },
): ConfigFile['customRouter'] {
  if (written === undefined) return undefined;
  const from = ['CUSTOM_ROUTER_PATH'];
  if (typeof written !== 'string' || written.trim() === '') {
    report.leftOut(from, written === '' ? 'It is not set.' : 'It is no path.');
    return undefined;
  }
  const text = resolveText(written.trim(), lookUp);
  const expanded = text === '~' || /^~[/\\]/.test(text) ? path.join(home, text.slice(1)) : text;
  const file = path.isAbsolute(expanded) ? expanded : path.resolve(folder, expanded);
  if (file === written) report.taken(from, 'customRouter.file', STAYS);
  else report.changed(from, 'customRouter.file', `It is ${file}. ${STAYS}`);
  return { file: escapeDollars(file) };
}

const STAYS = 'The file stays where it is.';

/** Claude Code Router’s own, in ms: it says nothing of what the user wants. */
const USUAL_TIMEOUT_MS = 600_000;
const SHORTEST_MS = 100;
const LONGEST_MS = 600_000;

/** How long an answer may take to begin, as a limit of each provider, which is changed in place. */
export function convertTimeout(source: SourceObject, providers: readonly ProviderEntry[], report: ImportReport): void {
  const keys = ['TIMEOUT', 'API_TIMEOUT_MS'].filter((key) => source[key] !== undefined);
  let isSet = false;
  for (const key of keys) {
    const written = source[key];
    const ms = typeof written === 'string' && written.trim() !== '' ? Number(written) : written;
    if (typeof ms !== 'number' || !Number.isSafeInteger(ms) || ms <= 0) report.leftOut([key], 'It is no number of milliseconds.');
    else if (isSet) report.leftOut([key], 'TIMEOUT goes before it.');
    else if (key === 'API_TIMEOUT_MS' && ms === USUAL_TIMEOUT_MS) {
      report.leftOut(
        [key],
        'It is Claude Code Router’s usual one; here an answer has 300 seconds to begin, unless limits say otherwise.',
      );
    } else if (providers.length === 0) report.leftOut([key], 'There is no provider that it could hold for.');
    else {
      const headersMs = Math.min(Math.max(ms, SHORTEST_MS), LONGEST_MS);
      for (const provider of providers) provider.limits = { ...provider.limits, headersMs };
      const note = headersMs === ms ? '' : ` It is cut to ${headersMs} ms.`;
      report.changed([key], 'providers: limits.headersMs', `So long an answer of each provider may take to begin.${note}`);
      isSet = true;
    }
  }
}
