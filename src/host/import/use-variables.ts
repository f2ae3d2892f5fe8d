import type { KeySource } from '../../shared/config/config-schema';
import type { Conversion } from './convert-classic-config';
import { TO_KEYCHAIN } from './convert-key';

/** Lets providers whose keys no keychain took read them from variables, which the user is told to set. */
export function useVariables(conversion: Conversion, ids: ReadonlySet<string>): Conversion {
  const taken = new Set<string>();
  const names = new Map<string, string[]>();
  const providers = (conversion.config.providers ?? []).map((provider) => {
    if (!ids.has(provider.id)) return provider;
    const keys = ([provider.keys].flat() as KeySource[]).map((key): KeySource => {
      if (key.source !== 'keychain') return key;
      const name = toVariableName([provider.id, ...(key.name === undefined ? [] : [key.name])].join('_'), taken);
      taken.add(name);
      names.set(provider.id, [...(names.get(provider.id) ?? []), name]);
      return { source: 'env', name };
    });
    return { ...provider, keys };
  });
  return {
    ...conversion,
    config: { ...conversion.config, providers },
    report: conversion.report.map((line) => {
      const own = names.get(/^providers\.([^.]+)\.keys$/.exec(line.to ?? '')?.[1] ?? '');
      if (own === undefined || line.note !== TO_KEYCHAIN) return line;
      // One line for each key, in the order of the keys.
      const name = own.length > 1 ? own.shift() : own[0];
      return {
        ...line,
        note: `No keychain took it. Set the environment variable ${name} to the key, or put it into .env beside config.json.`,
      };
    }),
  };
}

function toVariableName(id: string, others: ReadonlySet<string>): string {
  const plain = id.toUpperCase().replaceAll('-', '_');
  const name = `${/^\d/.test(plain) ? '_' : ''}${plain}_API_KEY`;
  let free = name;
  for (let number = 2; others.has(free); number++) free = `${name}_${number}`;
  return free;
}
