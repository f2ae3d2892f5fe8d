// Debian package -> the shared libraries in it. In newer Debian and Ubuntu some of these have the suffix t64 (64-bit time).
const packages = {
  'libglib2.0-0': ['libglib-2.0.so.0', 'libgobject-2.0.so.0', 'libgio-2.0.so.0', 'libgmodule-2.0.so.0'],
  libnspr4: ['libnspr4.so', 'libplc4.so', 'libplds4.so'],
  libnss3: ['libnss3.so', 'libnssutil3.so', 'libsmime3.so', 'libssl3.so'],
  'libatk1.0-0': ['libatk-1.0.so.0'],
  'libatk-bridge2.0-0': ['libatk-bridge-2.0.so.0'],
  'libatspi2.0-0': ['libatspi.so.0'],
  'libgtk-3-0': ['libgtk-3.so.0', 'libgdk-3.so.0'],
  'libgtk-4-1': ['libgtk-4.so.1'],
  'libgdk-pixbuf-2.0-0': ['libgdk_pixbuf-2.0.so.0'],
  'libpango-1.0-0': ['libpango-1.0.so.0'],
  'libcairo-gobject2': ['libcairo-gobject.so.2'],
  libcups2: ['libcups.so.2'],
  'libdbus-1-3': ['libdbus-1.so.3'],
  libasound2: ['libasound.so.2'],
  libcairo2: ['libcairo.so.2'],
  libdrm2: ['libdrm.so.2'],
  libexpat1: ['libexpat.so.1'],
  libgbm1: ['libgbm.so.1'],
  libudev1: ['libudev.so.1'],
  libuuid1: ['libuuid.so.1'],
  'libx11-6': ['libX11.so.6'],
  'libx11-xcb1': ['libX11-xcb.so.1'],
  libxcb1: ['libxcb.so.1'],
  'libxcb-dri3-0': ['libxcb-dri3.so.0'],
  libxcomposite1: ['libXcomposite.so.1'],
  libxcursor1: ['libXcursor.so.1'],
  libxdamage1: ['libXdamage.so.1'],
  libxext6: ['libXext.so.6'],
  libxfixes3: ['libXfixes.so.3'],
  libxi6: ['libXi.so.6'],
  libxkbcommon0: ['libxkbcommon.so.0'],
  libxrandr2: ['libXrandr.so.2'],
  libxrender1: ['libXrender.so.1'],
  libxshmfence1: ['libxshmfence.so.1'],
  libxss1: ['libXss.so.1'],
  libxtst6: ['libXtst.so.6'],
  'libsecret-1-0': ['libsecret-1.so.0'],
};

const packageOf = new Map(Object.entries(packages).flatMap(([name, libraries]) => libraries.map((library) => [library, name])));

/** Commands that the end-to-end tests run, and the Debian package that brings each. */
export const testCommands = {
  Xvfb: 'xvfb',
  'dbus-daemon': 'dbus',
  git: 'git',
  'gnome-keyring-daemon': 'gnome-keyring',
  'secret-tool': 'libsecret-tools',
  openbox: 'openbox',
  trayer: 'trayer',
  xdotool: 'xdotool',
  scrot: 'scrot',
};

/**
 * Debian packages for missing shared libraries. `isKnown(name)` tells whether this system's package lists have a
 * package, which decides between a plain name and its t64 variant. `unmapped` lists libraries we know no package for.
 */
export function mapLibraries(libraries, isKnown) {
  const found = libraries.filter((library) => packageOf.has(library)).map((library) => packageOf.get(library));
  return {
    packages: [...new Set(found)].sort().map((name) => (isKnown(`${name}t64`) ? `${name}t64` : name)),
    unmapped: libraries.filter((library) => !packageOf.has(library)),
  };
}

/** The libraries that `ldd` could not find, from what it printed. */
export function parseMissingLibraries(lddOutput) {
  return [...new Set([...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]))];
}
