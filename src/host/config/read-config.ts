import { CONFIG_VERSION, Config, type ConfigFile } from '../../shared/config/config-schema';
import type { ConfigFault } from '../../shared/ipc/contract';
import { type Node } from 'jsonc-parser';
import type { z } from 'zod';
import { describeIssue } from './describe-issue';
import { expandEnvironment } from './expand-environment';
import { findKnownKeys } from './find-known-keys';
import { findWrittenPasswords } from './find-written-passwords';
import { type TextFault, parseConfigText } from './parse-config-text';
import { formatPath, lineAndColumn, placeFault, placeName } from './place-fault';
import { suggestName } from './suggest-name';

/** `file` is the config as written, `$NAME` included; `config` has the environment and the defaults filled in. */
export type ReadConfig = { ok: true; file: ConfigFile; config: Config } | { ok: false; fault: ConfigFault };

/**
 * Turns the text of a config file into a config, or says what is wrong with it and where. With several faults the one
 * nearest the top is told, with the number of the others.
 *
 * @param name the file, for the fault only
 * @param lookUp the value of an environment variable, for `$NAME`
 */
export function readConfig(text: string, name: string, lookUp: (name: string) => string | undefined): ReadConfig {
  // A byte order mark is no fault, but it would shift every column of the first line.
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const refuse = (faults: TextFault[]): ReadConfig => ({ ok: false, fault: toConfigFault(faults, body, name) });

  const parsed = parseConfigText(body);
  if (!parsed.ok) return refuse(parsed.faults);
  const { tree, value } = parsed;
  const newer = findNewerVersion(tree, value);
  if (newer) return refuse([newer]);
  const passwords = findWrittenPasswords(value);
  if (passwords.length > 0) {
    const message = 'holds a password; put it into an environment variable and write $NAME in its place';
    return refuse(passwords.map((place) => ({ ...placeFault(tree, place), message })));
  }
  const expansion = expandEnvironment(value, lookUp);
  if (expansion.missing.length > 0) {
    return refuse(
      expansion.missing.map((missing) => ({
        ...placeFault(tree, missing.path),
        message: `names the environment variable ${missing.name}, which is not set`,
      })),
    );
  }
  const checked = Config.safeParse(expansion.value, { error: describeIssue });
  if (checked.success) return { ok: true, file: value as ConfigFile, config: checked.data };
  const faults = mergeMisspellings(checked.error.issues.flatMap((issue) => toTextFaults(issue, tree, value)));
  return refuse(faults.map((fault) => ({ ...fault, message: hideValues(fault.message, expansion.used) })));
}

function findNewerVersion(tree: Node, value: unknown): TextFault | null {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version !== 'number' || version <= CONFIG_VERSION) return null;
  const message = `is ${version}: this file was written by a newer Switchyard; this one reads up to version ${CONFIG_VERSION}. Update Switchyard`;
  return { ...placeFault(tree, ['version']), message };
}

interface SchemaFault extends TextFault {
  /** For an unknown name: the path that was most likely meant. */
  meant?: string;
}

function toTextFaults(issue: z.core.$ZodIssue, tree: Node, value: unknown): SchemaFault[] {
  if (issue.code !== 'unrecognized_keys') return [{ ...placeFault(tree, issue.path), message: issue.message }];
  const known = findKnownKeys(Config, issue.path, value);
  return issue.keys.map((key) => {
    const place = placeName(tree, issue.path, key);
    const suggestion = suggestName(key, known);
    if (suggestion === null) return { ...place, message: `is not known; known here: ${known.join(', ')}` };
    const meant = formatPath([...place.path.slice(0, -1), suggestion]);
    return { ...place, meant, message: `is not known; did you mean ${suggestion}?` };
  });
}

/** A misspelt name and the one that is missing for it are one fault, told at the misspelling. */
function mergeMisspellings(faults: SchemaFault[]): TextFault[] {
  const meant = new Set(faults.map((fault) => fault.meant));
  return faults.filter((fault) => !meant.has(formatPath(fault.path)));
}

/** A value that came from the environment may be a secret: the message names the variable instead. */
function hideValues(message: string, used: ReadonlyMap<string, string>): string {
  let hidden = message;
  for (const [name, value] of used) if (value.length >= 6) hidden = hidden.replaceAll(value, `$${name}`);
  return hidden;
}

function toConfigFault(faults: TextFault[], text: string, name: string): ConfigFault {
  const first = faults.reduce((a, b) => (b.offset < a.offset ? b : a));
  const path = formatPath(first.path);
  const sentence = path === '' ? first.message : `${path} ${first.message}`;
  const others = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return { file: name, path, ...lineAndColumn(text, first.offset), message: `${sentence}${others}` };
}
