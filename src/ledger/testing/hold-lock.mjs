// node hold-lock.mjs <ledger file>
// Holds the write lock of a ledger, as another program may, from when it prints a line until its input ends.
import { DatabaseSync } from '@photostructure/sqlite';

const database = new DatabaseSync(process.argv[2]);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.stdin.resume().on('end', () => {
  database.exec('ROLLBACK');
  process.exit();
});
