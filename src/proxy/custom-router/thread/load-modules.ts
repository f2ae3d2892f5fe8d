import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { readStamp } from '../file-stamp';
import { COMMONJS_NAMES, readModule, toFileFault, type ReadModule } from './compile-module';
import { FileFault } from './describe-fault';
import { resolveImport, toPath } from './resolve-import';

interface CommonJsModule {
  exports: unknown;
}

/** The modules of one router. All that is not the user's own is loaded by Node. */
export interface ModuleLoader {
  /** Runs the file and what it imports; resolves with what it exports: a namespace, or `module.exports` under `default`. */
  load(path: string): Promise<Record<string, unknown>>;
}

/**
 * Loads a user's files by Node's `vm`, so that TypeScript and either kind of module work side by side and it is known which files
 * are in use. Every file that is read, or looked for in vain, is added to `files`,
 * with its stamp from just before.
 */
export function createModuleLoader(files: Map<string, string>): ModuleLoader {
  const modules = new Map<string, vm.Module>();
  const commonJs = new Map<string, CommonJsModule>();
  const evaluated = new Map<vm.Module, Promise<unknown>>();

  function read(path: string): ReadModule {
    files.set(path, readStamp(path));
    return readModule(path);
  }

  function resolveFrom(specifier: string, from: string, way: 'import' | 'require') {
    try {
      return resolveImport(specifier, from, way);
    } catch (error) {
      const path = toPath(specifier, from);
      if (path !== null) files.set(path, readStamp(path));
      throw new FileFault(`"${specifier}" is not found: ${(error as Error).message.split('\n', 1)[0]}`, from);
    }
  }

  /** Its names are known only once it has run, so it runs when it is linked, before ES modules that stand in front of it. */
  function wrapCommonJs(path: string, source: ReadModule): vm.Module {
    const exported = runCommonJs(path, source);
    const named = typeof exported === 'object' && exported !== null && !Array.isArray(exported) ? exported : {};
    return synthesise(path, { ...named, default: exported });
  }

  function makeModule(path: string): vm.Module {
    const known = modules.get(path);
    if (known) return known;
    const source = read(path);
    const module = source.format === 'module' ? compileModule(source) : wrapCommonJs(path, source);
    modules.set(path, module);
    return module;
  }

  function compileModule(source: ReadModule): vm.Module {
    const identifier = pathToFileURL(source.path).href;
    try {
      return new vm.SourceTextModule(source.code, {
        identifier,
        initializeImportMeta: (meta) => {
          Object.assign(meta, { url: identifier, filename: source.path, dirname: dirname(source.path) });
        },
        importModuleDynamically: (specifier: string) => importFrom(specifier, source.path),
      });
    } catch (error) {
      throw toFileFault(error, source);
    }
  }

  async function link(specifier: string, from: string): Promise<vm.Module> {
    const found = resolveFrom(specifier, from, 'import');
    if ('own' in found) return makeModule(found.own);
    const known = modules.get(found.foreign);
    if (known) return known;
    const namespace = (await import(/* @vite-ignore */ found.foreign)) as Record<string, unknown>;
    const module = modules.get(found.foreign) ?? synthesise(found.foreign, namespace);
    modules.set(found.foreign, module);
    return module;
  }

  async function importFrom(specifier: string, from: string): Promise<vm.Module> {
    const module = await link(specifier, from);
    await run(module, from);
    return module;
  }

  /** Several may wait for the same module. */
  function run(module: vm.Module, path: string): Promise<unknown> {
    const known = evaluated.get(module);
    if (known) return known;
    const running = (async () => {
      // A module's own identifier is a URL, and a foreign one imports nothing by way of us.
      if (module.status === 'unlinked')
        await module.link((specifier, { identifier }) => link(specifier, toOwnPath(identifier, path)));
      await module.evaluate();
    })();
    evaluated.set(module, running);
    return running;
  }

  function runCommonJs(path: string, source: ReadModule): unknown {
    const known = commonJs.get(path);
    if (known) return known.exports;
    const module: CommonJsModule = { exports: {} };
    commonJs.set(path, module);
    try {
      if (source.format === 'json') module.exports = JSON.parse(source.code);
      else runFunction(source, module);
    } catch (error) {
      commonJs.delete(path);
      throw source.format === 'json' ? new FileFault((error as Error).message, path) : error;
    }
    return module.exports;
  }

  function runFunction(source: ReadModule, module: CommonJsModule): void {
    const { path, code } = source;
    let compiled: (...values: unknown[]) => unknown;
    try {
      compiled = vm.compileFunction(code, COMMONJS_NAMES, {
        filename: path,
        importModuleDynamically: (specifier: string) => importFrom(specifier, path),
      }) as typeof compiled;
    } catch (error) {
      throw toFileFault(error, source);
    }
    compiled.call(module.exports, module.exports, makeRequire(path), module, path, dirname(path));
  }

  function makeRequire(from: string): (specifier: string) => unknown {
    const native = createRequire(from);
    const requireOwn = (specifier: string): unknown => {
      const found = resolveFrom(specifier, from, 'require');
      if ('foreign' in found) return native(found.foreign);
      const known = commonJs.get(found.own);
      if (known) return known.exports;
      const source = read(found.own);
      if (source.format !== 'module') return runCommonJs(found.own, source);
      throw new FileFault(`require("${specifier}") leads to an ES module; write import() for it`, from);
    };
    return Object.assign(requireOwn, { resolve: (specifier: string) => native.resolve(specifier), cache: {} });
  }

  return {
    async load(path) {
      const module = makeModule(path);
      await run(module, path);
      return module.namespace as Record<string, unknown>;
    },
  };
}

function toOwnPath(identifier: string, fallback: string): string {
  return identifier.startsWith('file:') ? fileURLToPath(identifier) : fallback;
}

function synthesise(identifier: string, values: Record<string, unknown>): vm.Module {
  const names = Object.keys(values);
  return new vm.SyntheticModule(
    names,
    function (this: vm.SyntheticModule) {
      for (const name of names) this.setExport(name, values[name]);
    },
    { identifier },
  );
}
