/** One asar archive holding `files`, a flat map of name to Buffer: a pickled JSON header, then the bytes. */
export function createAsar(files) {
  const index = {};
  let offset = 0;
  for (const [name, body] of Object.entries(files)) {
    index[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
  }
  const json = Buffer.from(JSON.stringify({ files: index }));
  const padded = Math.ceil(json.length / 4) * 4;
  const header = Buffer.alloc(16 + padded);
  [4, 8 + padded, 4 + padded, json.length].forEach((number, i) => header.writeUInt32LE(number, i * 4));
  json.copy(header, 16);
  return Buffer.concat([header, ...Object.values(files)]);
}
