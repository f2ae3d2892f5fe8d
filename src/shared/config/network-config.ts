import { z } from 'zod';
import { listOf } from './list-of';
import { parseProxyAddress } from './proxy-address';

const ADDRESS_FORMS = 'an address that begins with http://, https://, socks5:// or socks5h://';

const ProxySetting = z
  .string()
  .refine(
    (text) => text === 'environment' || text === 'none' || parseProxyAddress(text) !== null,
    `must be "environment", "none" or ${ADDRESS_FORMS}`,
  );

/** A file of certificates (PEM) that are trusted beside the usual ones; a relative path begins at the data folder. */
const CaFile = z.string().min(1);

/** How providers are reached. */
export const NetworkConfig = z.strictObject({
  proxy: ProxySetting.default('environment'),
  /** Reached without a proxy: `host`, `.suffix`, `host:port`, `10.0.0.0/8`, or `*` for all. */
  noProxy: z
    .preprocess((value) => (typeof value === 'string' ? value.split(',') : value), listOf(z.string()))
    .transform((entries) => entries.map((entry) => entry.trim()).filter((entry) => entry !== ''))
    .default([]),
  caFile: CaFile.optional(),
});
export type NetworkConfig = z.infer<typeof NetworkConfig>;

/** What a provider has of its own, over the settings for all. */
export const providerNetworkFields = {
  proxy: ProxySetting.optional(),
  caFile: CaFile.optional(),
};

const Milliseconds = z.number().int().min(100).max(600_000);

/** Time limits of a provider's calls, in ms; what is left out is as usual (docs/network.md). */
export const timeLimitFields = {
  /** From sending until the first content of a streamed answer. */
  firstTokenMs: Milliseconds.optional(),
  /** Until there is a connection, proxy and TLS included. */
  connectMs: Milliseconds.optional(),
  /** Until an answer begins. */
  headersMs: Milliseconds.optional(),
  /** Silence in the middle of an answer. */
  idleMs: Milliseconds.optional(),
};
