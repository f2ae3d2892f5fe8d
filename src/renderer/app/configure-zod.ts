import { config } from 'zod';

// zod would compile its checks with `new Function`, which the content security policy refuses and reports. Stands first
// in main.tsx, before any schema is made.
config({ jitless: true });
