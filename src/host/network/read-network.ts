import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { PROXY_VARIABLES, type SharedNetwork } from '../../proxy';
import type { Config } from '../../shared/config/config-schema';
import { describeSystemError } from '../config/describe-system-error';

type Certificates = SharedNetwork['certificates'];

/**
 * The network settings of a config with what they need of the machine: the environment's proxies, and the files of
 * certificates. Never rejects: what is wrong with a file is said where a call needs it.
 */
export async function readNetwork(
  { network, providers }: Pick<Config, 'network' | 'providers'>,
  dataFolder: string,
  environment: (name: string) => string | undefined,
): Promise<SharedNetwork> {
  const names = Object.values(PROXY_VARIABLES).flat();
  const variables = Object.fromEntries(names.map((name) => [name, environment(name)]));
  const files = new Set([network, ...providers].flatMap(({ caFile }) => caFile ?? []));
  const certificates: Record<string, Certificates[string]> = {};
  for (const file of files) certificates[file] = await readCertificates(file, dataFolder);
  return { network, variables, certificates };
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

async function readCertificates(file: string, dataFolder: string): Promise<Certificates[string]> {
  const place = path.resolve(dataFolder, file.replace(/^~(?=[/\\])/, homedir()));
  const refuse = (problem: string) => ({ pem: null, problem: `${problem} Mend caFile in config.json.` });
  let text: string;
  try {
    text = await readFile(place, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return refuse(`The certificate file ${place} cannot be read: ${missing ? 'there is none' : describeSystemError(error)}.`);
  }
  const blocks = text.match(CERTIFICATE);
  if (blocks === null) return refuse(`The certificate file ${place} holds no certificate in PEM form.`);
  const broken = blocks.findIndex((block) => !isCertificate(block));
  if (broken >= 0) return refuse(`The certificate file ${place} holds a broken certificate, number ${broken + 1} in it.`);
  return { pem: blocks.join('\n'), problem: null };
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
