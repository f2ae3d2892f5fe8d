/** A user's own router: a JavaScript file that says where requests go, on a thread of its own (docs/custom-router.md). */
export type { CustomRouter } from './create-custom-router';
export type { RouterAdvice, RouterQuestion } from './router-question';
export type { RouteError } from './router-types';
export { startCustomRouter } from './start-custom-router';
