import { net, powerMonitor } from 'electron';
import type { WatchMachine } from '../../host';

/** Milliseconds between two looks: nothing tells of the network, nor on Linux of the battery. */
const INTERVAL_MS = 10_000;

/** Watches the machine by what Electron knows of it. Not before the app is ready. */
export const watchMachine: WatchMachine = (onChanged) => {
  let told = '';
  const look = () => {
    const state = { onBattery: powerMonitor.isOnBatteryPower(), offline: !net.isOnline() };
    const text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    onChanged(state);
  };
  look();
  const timer = setInterval(look, INTERVAL_MS);
  powerMonitor.on('on-battery', look);
  powerMonitor.on('on-ac', look);
  powerMonitor.on('resume', look);
  return {
    close() {
      clearInterval(timer);
      powerMonitor.off('on-battery', look);
      powerMonitor.off('on-ac', look);
      powerMonitor.off('resume', look);
    },
  };
};
