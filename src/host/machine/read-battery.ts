import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where Linux keeps a folder for each battery and each plug (its sysfs-class-power). */
const POWER_SUPPLIES = '/sys/class/power_supply';
const PMSET_LIMIT_MS = 5_000;

/** Whether this machine runs on its battery; null where it cannot be told. Never rejects. */
export async function readBattery(platform: NodeJS.Platform = process.platform): Promise<boolean | null> {
  try {
    if (platform === 'linux') return await readPowerSupplies(POWER_SUPPLIES);
    if (platform === 'darwin') {
      return parsePmset((await promisify(execFile)('pmset', ['-g', 'batt'], { timeout: PMSET_LIMIT_MS })).stdout);
    }
  } catch {
    // A machine that does not say is one of which it is not known.
  }
  return null;
}

/**
 * By what Linux says of each supply. Anything that is plugged in counts more than a battery that empties all the same; batteries of mice
 * and headsets count for nothing. No battery at all is mains power. Rejects where there is no such folder.
 */
export async function readPowerSupplies(folder: string): Promise<boolean> {
  const supplies = await Promise.all((await readdir(folder)).map((name) => readSupply(join(folder, name))));
  if (supplies.some(({ type, online }) => type !== 'Battery' && online === '1')) return false;
  return supplies.some(({ type, scope, status }) => type === 'Battery' && scope !== 'Device' && status === 'Discharging');
}

async function readSupply(folder: string) {
  const read = async (name: string) => (await readFile(join(folder, name), 'utf8').catch(() => '')).trim();
  const [type, scope, status, online] = await Promise.all(['type', 'scope', 'status', 'online'].map(read));
  return { type, scope, status, online };
}

/** By the first line of `pmset -g batt`: `Now drawing from 'Battery Power'`. */
export function parsePmset(text: string): boolean | null {
  const source = /Now drawing from '([^']+)'/.exec(text)?.[1];
  if (source === undefined) return null;
  return source === 'Battery Power';
}
