import fs from 'node:fs';

/** The kernel counts CPU time in hundredths of a second, whatever its own clock does (man 5 proc, USER_HZ on Linux). */
const MS_PER_TICK = 10;

/** A process and all that it started, by id. */
function listTree(pid) {
  const parents = new Map();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = readStat(name);
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const tree = new Set([pid]);
  // A child may have a smaller id than its parent, so until nothing is added.
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const [child, parent] of parents) if (tree.has(parent)) tree.add(child);
  }
  return [...tree];
}

/** The fields after the name, which may hold spaces: state, parent, ...; null for a process that is gone. */
function readStat(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function readStatus(pid, field) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function sumTree(pid, read) {
  return pid === null || process.platform !== 'linux' ? null : listTree(pid).reduce((sum, each) => sum + read(each), 0);
}

/**
 * CPU time in ms that a process has used so far, with all of its threads, kernel time and what it has started; exact to
 * about 20 ms. Null off Linux.
 */
export function readCpuMs(pid) {
  return sumTree(pid, (each) => {
    const fields = readStat(each);
    return fields === null ? 0 : (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  });
}

/** Resident memory in MB (1,048,576 bytes) now, with what the process has started. Null off Linux. */
export function readMemoryMb(pid) {
  return sumTree(pid, (each) => readStatus(each, 'VmRSS'));
}

/** The most resident memory in MB that the process ever had, with what it has started. Null off Linux. */
export function readPeakMemoryMb(pid) {
  return sumTree(pid, (each) => readStatus(each, 'VmHWM'));
}
