import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** Addresses that a machine gives itself when nobody answers. */
const SELF_GIVEN = /^(?:169\.254\.|fe[89ab][0-9a-f]:)/i;

/** True when no network has given this machine an address. One that has may lead nowhere all the same. */
export function readOffline(
  interfaces: NodeJS.Dict<Pick<NetworkInterfaceInfo, 'address' | 'internal'>[]> = networkInterfaces(),
): boolean {
  return !Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .some(({ address, internal }) => !internal && !SELF_GIVEN.test(address));
}
