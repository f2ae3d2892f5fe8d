export { ClientLines } from './client-lines';
export { NextStep } from './next-step';
export { copyAddress, copyClientLines } from './copy-client-lines';
