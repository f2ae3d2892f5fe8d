/**
 * The front door of the routing proxy: a plain Node library. The host builds the ports, applies settings and
 * opens the port; everything else in this folder is private.
 */
export { createProxy, type Proxy } from './create-proxy';
export { ProxyError } from './errors/proxy-error';
export type { BreakerState } from './failures/breaker';
export { fetchText } from './fetch-text';
export { PROXY_VARIABLES } from './network/choose-proxy';
export type { ProviderKey, ProxyPorts, ProxySettings } from './ports';
export { diagnoseProvider } from './providers/diagnose-provider';
export { listPresets } from './providers/catalog';
export { resolveProvider, type ResolvedProvider, type SharedNetwork } from './providers/resolve-provider';
export { testProvider } from './providers/test-provider';
