import { isIP, type Socket } from 'node:net';
import { TLSSocket, type PeerCertificate } from 'node:tls';
import { nameProxy } from '../../shared/config/proxy-address';
import type { Place } from './choose-proxy';
import type { Way } from './find-way';
import { openWay, type WayStep } from './open-way';

/** A step that went well. */
export interface ProbedStep {
  step: WayStep;
  ms: number;
  sentence: string;
}

export interface Probe {
  done: ProbedStep[];
  /** Where it ended, and by what; null when there was a connection. */
  failure: { step: WayStep; ms: number; error: unknown } | null;
}

/** Opens a connection as a call would, tells its steps, and closes it. Never rejects. */
export async function probeConnection(way: Pick<Way, 'proxy' | 'certificates'>, place: Place, limitMs: number): Promise<Probe> {
  const done: ProbedStep[] = [];
  let current: WayStep | null = null;
  let since = performance.now();
  const elapsed = () => Math.round(performance.now() - since);

  function finish(found: string, socket: Socket | null): void {
    if (current !== null) done.push({ step: current, ms: elapsed(), sentence: describe(current, found, socket) });
  }

  function describe(step: WayStep, found: string, socket: Socket | null): string {
    switch (step) {
      case 'proxy':
        return `There is a connection to the proxy${way.proxy ? ` ${nameProxy(way.proxy)}` : ''}.`;
      case 'tunnel':
        return `The proxy lets the call through to ${nameProxy(place)}.`;
      case 'dns':
        return isIP(place.host) === 0 ? `The name ${place.host} was found: ${found}.` : 'The address is a number, no name.';
      case 'connect':
        return `There is a connection to ${nameProxy(place)}.`;
      case 'tls':
        return socket instanceof TLSSocket ? describeCertificate(socket) : 'TLS works.';
    }
  }

  try {
    const socket = await openWay(way, place, limitMs, (step, found = '') => {
      finish(found, null);
      current = step;
      since = performance.now();
    });
    finish('', socket);
    socket.destroy();
    return { done, failure: null };
  } catch (error) {
    return { done, failure: { step: current ?? 'connect', ms: elapsed(), error } };
  }
}

function describeCertificate(socket: TLSSocket): string {
  const { subject, issuer, valid_to } = socket.getPeerCertificate();
  const day = new Date(valid_to).toISOString().slice(0, 10);
  return `The certificate is for ${nameOf(subject)}, from ${nameOf(issuer)}, and holds until ${day}.`;
}

/** Authorities have an organisation where servers have only a name. */
function nameOf(holder: PeerCertificate['subject'] | undefined): string {
  const name = holder?.O ?? holder?.CN;
  return (Array.isArray(name) ? name[0] : name) ?? 'a holder without a name';
}
