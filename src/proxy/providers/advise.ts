import type { DiagnosisStep } from '../../shared/model/diagnosis';
import { catalog } from './catalog';
import type { ResolvedProvider } from './resolve-provider';

const UNKNOWN_AUTHORITY = /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE/;

/** What to do about a step that failed. `code` is Node's for the failure, where there was one. */
export function advise(step: DiagnosisStep['step'], provider: ResolvedProvider, code = ''): string {
  const { keyUrl } = catalog[provider.preset];
  switch (step) {
    case 'address':
      return 'Write an address that begins with https:// or http:// into the base URL.';
    case 'proxy':
    case 'tunnel':
      return 'Check the proxy in config.json (the provider’s own, or that of network) or in the environment; "none" goes without.';
    case 'dns':
      return 'Check the base URL for a slip, and whether this machine is online. Behind a firewall, a proxy may be needed.';
    case 'connect':
      return 'Check host and port of the base URL, and whether the server runs. Behind a firewall, a proxy may be needed.';
    case 'tls':
      return adviseOnTls(code);
    case 'http':
      return 'Check the base URL: the path of the API belongs to it, often /v1.';
    case 'auth':
      return keyUrl === null
        ? 'Give the key anew under Providers.'
        : `Give the key anew under Providers. Keys are made at ${keyUrl}.`;
    case 'models':
      return 'Check that the base URL is the API’s and not a web page’s.';
  }
}

function adviseOnTls(code: string): string {
  if (UNKNOWN_AUTHORITY.test(code))
    return 'Where a firewall or a server of your own signs certificates, name the file of its authority (PEM) as caFile in config.json.';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return 'Check this machine’s date. If it is right, whoever runs the server must renew its certificate.';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'Check the host of the base URL: the certificate is for another name.';
  return 'Check that the base URL’s port speaks https, and caFile in config.json if there is one.';
}
