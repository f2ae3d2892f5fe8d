import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, CallResult } from '../../shared/ipc/contract';
import { isCallName, isEventName } from './names';

const bridge: Bridge = {
  async call(name, input) {
    if (!isCallName(name)) throw new Error(`There is no call named ${String(name)}.`);
    return (await ipcRenderer.invoke(name, input)) as CallResult<unknown>;
  },
  on(name, listener) {
    if (!isEventName(name)) throw new Error(`There is no event named ${String(name)}.`);
    const forward = (_event: unknown, payload: unknown) => listener(payload);
    ipcRenderer.on(name, forward);
    return () => ipcRenderer.off(name, forward);
  },
};

contextBridge.exposeInMainWorld('switchyard', bridge);
