/** Reads a CSV by the letter of RFC 4180: every line ends in CRLF, quotes stand where the grammar has them, and nowhere else. Throws otherwise. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  const fault = (what: string): never => {
    throw new Error(`${what} at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
  };

  function readCell(): string {
    if (text[at] !== '"') {
      const plain = /[^",\r\n]*/y;
      plain.lastIndex = at;
      const cell = plain.exec(text)![0];
      at += cell.length;
      return cell;
    }
    let cell = '';
    for (at += 1; ; at += 2) {
      const quote = text.indexOf('"', at);
      if (quote === -1) fault('an open quote');
      cell += text.slice(at, quote);
      at = quote;
      if (text[at + 1] !== '"') break;
      cell += '"';
    }
    at += 1;
    return cell;
  }

  while (at < text.length) {
    const row = [readCell()];
    while (text[at] === ',') {
      at += 1;
      row.push(readCell());
    }
    if (!text.startsWith('\r\n', at)) fault('no end of line');
    at += 2;
    rows.push(row);
  }
  return rows;
}
