import type { Conversion } from './convert-classic-config';

/** Lets providers whose keys no keychain took read them from variables, which the user is told to set. */
export function useVariables(conversion: Conversion, ids: ReadonlySet<string>): Conversion {
  const names = new Map<string, string>();
  for (const { id } of conversion.config.providers ?? []) if (ids.has(id)) names.set(id, toVariableName(id, names.values()));
  return {
    ...conversion,
    config: {
      ...conversion.config,
      providers: (conversion.config.providers ?? []).map((provider) => {
        const name = names.get(provider.id);
        return name === undefined ? provider : { ...provider, keys: [{ source: 'env', name }] };
      }),
    },
    report: conversion.report.map((line) => {
      const name = names.get(/^providers\.([^.]+)\.keys$/.exec(line.to ?? '')?.[1] ?? '');
      if (name === undefined) return line;
      return {
        ...line,
        note: `No keychain took it. Set the environment variable ${name} to the key, or put it into .env beside config.json.`,
      };
    }),
  };
}

function toVariableName(id: string, taken: Iterable<string>): string {
  const plain = id.toUpperCase().replaceAll('-', '_');
  const name = `${/^\d/.test(plain) ? '_' : ''}${plain}_API_KEY`;
  const others = new Set(taken);
  let free = name;
  for (let number = 2; others.has(free); number++) free = `${name}_${number}`;
  return free;
}
